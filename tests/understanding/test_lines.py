"""`pana understand`: a line in, a line out, and nobody's words anywhere else."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from bot.domain.language import Language
from bot.domain.meaning import Guess, Intent, Understanding
from bot.understanding.lines import answered
from bot.understanding.model import Model
from tests.channels.served import ROOT
from tests.programs import PATIENCE, environment, running
from tests.understanding.conftest import line_of, understand

PLANTED: Final = ("сепулькарий", "шлямбурки", "mimsyborogove")
LONG_LINE: Final = 1_000_000
KEYS: Final = ("intent", "confidence", "language", "danger")
GUESSES: Final = (
    Guess(Intent.EVIDENCE, 0.75004),
    Guess(Intent.LEGAL_AID, 0.2),
    Guess(Intent.PRIVACY, 0.01),
)
BAD_LINES: Final = [
    "no JSON",
    '"a text alone"',
    "[1, 2]",
    "7",
    "null",
    "{}",
    '{"text": 7}',
    '{"text": null}',
    '{"text": ["сәлем"]}',
    '{"Text": "сәлем"}',
    '{"text": "сәлем"',
    '{"text": "сәлем"} {"text": "сәлем"}',
    '{"text": NaN}',
    "[" * 100_000,
    "\ufeff",
    "\x00",
]


async def meant(words: str) -> Understanding:
    """Understand everything as one thing."""
    return Understanding(GUESSES, Language.RUSSIAN, heard="danger" if words == "!" else "")


def values_of(line: str) -> Any:
    """Return what one line says."""
    assert "\n" not in line
    return json.loads(line)


async def test_an_answer_tells_intent_confidence_language_and_danger() -> None:
    said, is_read = await answered('{"text": "сөз"}', 1, meant)

    assert is_read
    assert values_of(said) == {
        "intent": "evidence",
        "confidence": 0.75,
        "language": "ru",
        "danger": False,
    }
    assert values_of((await answered('{"text": "!"}', 1, meant))[0])["danger"] is True


@pytest.mark.parametrize(("ranking", "count"), [(1, 1), (2, 2), (3, 3), (28, 3)])
async def test_the_best_intents_are_told_where_asked_for(ranking: int, count: int) -> None:
    said, _ = await answered('{"text": "сөз"}', 1, meant, ranking)

    assert values_of(said)["ranking"] == [
        {"intent": guess.intent.value, "confidence": round(guess.confidence, 4)}
        for guess in GUESSES[:count]
    ]


@pytest.mark.parametrize("line", BAD_LINES, ids=range(len(BAD_LINES)))
async def test_a_line_that_cannot_be_read_is_named_and_not_repeated(line: str) -> None:
    said, is_read = await answered(line, 41, meant)

    assert not is_read
    assert set(values_of(said)) == {"error"}
    assert "41" in values_of(said)["error"]
    assert "сәлем" not in said


@pytest.mark.parametrize(
    "text", ["", "\n", "\u2028", "\x00", '"\\', "\ud800", "🆘", "қ", "</script>"]
)
async def test_any_text_is_read_as_it_is(text: str) -> None:
    heard = []

    async def hears(words: str) -> Understanding:
        heard.append(words)
        return await meant(words)

    for line in (json.dumps({"text": text}), json.dumps({"text": text, "more": 1}) + "\r\n"):
        assert (await answered(line, 1, hears))[1]
    assert heard == [text, text]


def test_answers_come_line_by_line_while_the_stream_is_open(tmp_path: Path, model: Model) -> None:
    assert model.fingerprint
    asked = {
        "как получить защитное предписание": "protective_order",
        "good evening": "greeting",
        "тегін адвокат қайдан табамын": "legal_aid",
    }
    with running(tmp_path, "understand", "--ranking", "3") as answering:
        for text, intent in asked.items():
            answering.types(line_of(text).strip())
            found = values_of(answering.hears(r"^\{.*\}$")[0])
            assert found["intent"] == intent
            assert len(found["ranking"]) == 3
            assert answering.process.poll() is None
        rest = answering.rest()

    assert rest == ""
    assert answering.process.returncode == 0


def test_every_line_has_its_answer_and_bad_ones_make_the_command_fail(
    tmp_path: Path, model: Model
) -> None:
    assert model.fingerprint
    good = [*PLANTED, "", "🆘", "\ud83c", "көмек керек " * (LONG_LINE // 12)]
    bad = [f"{PLANTED[0]} no JSON", json.dumps({"text": [PLANTED[1]]}), f'{{"{PLANTED[2]}": 1}}']
    lines = [line_of(text) for text in good] + [f"{line}\n" for line in bad]

    done = understand(tmp_path, "".join(lines) + "\n  \n" + line_of("сәлем").strip())

    *answers, last = map(values_of, done.stdout.splitlines())
    assert done.returncode == 1
    assert [set(answer) for answer in answers[: len(good)]] == [set(KEYS)] * len(good)
    assert [set(answer) for answer in answers[len(good) :]] == [{"error"}] * len(bad)
    assert (last["intent"], last["language"]) == ("greeting", "kk")
    assert done.stderr == ""
    assert not any(words in done.stdout for words in PLANTED)
    assert "understanding.model" not in {each.name for each in tmp_path.iterdir()}


@pytest.mark.parametrize("lines", ["", "\n\n"])
def test_where_nothing_is_asked_nothing_is_said(tmp_path: Path, model: Model, lines: str) -> None:
    assert model.fingerprint
    done = understand(tmp_path, lines)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_bytes_that_are_no_text_do_not_end_the_stream(tmp_path: Path, model: Model) -> None:
    assert model.fingerprint
    lines = b'{"text": "\xd0\xff"}\n' + line_of("good evening").encode()
    done = subprocess.run(
        (sys.executable, "-m", "bot", "understand"),
        cwd=ROOT,
        env=environment(tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="ascii:strict"),
        input=lines,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )

    answers = [values_of(line.decode()) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert [set(answer) for answer in answers] == [set(KEYS)] * 2
    assert answers[1]["intent"] == "greeting"
