"""Which language somebody asks for."""

from typing import Final

from bot.domain.language import OWN_NAMES, Language
from bot.domain.spelling import fold, words_of

WHOLE: Final = {
    fold(word): language for language, name in OWN_NAMES.items() for word in (name, language.value)
} | {fold("казахский"): Language.KAZAKH, fold("russian"): Language.RUSSIAN}
STEMS: Final = {
    Language.KAZAKH: tuple(map(fold, ("қазақ", "казах", "kazakh", "qazaq"))),
    Language.RUSSIAN: tuple(map(fold, ("русск", "орыс", "russian"))),
    Language.ENGLISH: tuple(map(fold, ("англ", "ағылш", "english", "инглиш"))),
}
# "I do not understand Russian" names the language that is not wanted.
NOT: Final = frozenset(map(fold, ("не", "нет", "not", "dont", "no", "cant", "емес")))
NOT_STEMS: Final = tuple(map(fold, ("түсінбе", "білме", "алмай", "плохо", "нашар")))


def language_of_name(said: str) -> Language | None:
    """Return the language of whose name the words consist."""
    # "kk" folds to one letter, and one letter alone names nothing.
    return WHOLE.get(fold(said)) if len(said.strip()) > 1 else None


def language_asked_for(said: str) -> Language | None:
    """Return the one language that words ask for; None where they name none, several, or a not."""
    heard = words_of(said)
    if any(word in NOT or word.startswith(NOT_STEMS) for word in heard):
        return None
    named = [
        language
        for language, stems in STEMS.items()
        if any(word.startswith(stems) for word in heard)
    ]
    return named[0] if len(named) == 1 else None
