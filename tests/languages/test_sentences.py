"""Where a sentence ends, and how many words it has."""

import pytest

from bot.languages.sentences import sentences


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Call 102. It is free.", [1, 3]),
        ("Criminal Code, art. 54 says so.", [5]),
        ("Спросите 111. 102 ответит сразу! Точно?", [1, 2, 1]),
        ("Айтыңыз: «Мен қасыңдамын». Ол естиді.", [3, 2]),
        ("one line\nanother line of it\n\n– a third", [2, 4, 2]),
        ("т. е. так", [3]),
        ("{count} – 111", [1]),
        ("111 · 102", []),
    ],
)
def test_words_are_counted_sentence_by_sentence(text: str, counts: list[int]) -> None:
    assert [count for _sentence, count in sentences(text)] == counts
