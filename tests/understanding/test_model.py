"""What was learned is the same each time, survives on the disk, and needs no library to answer."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

import pytest

from bot.domain.errors import KnowledgeError
from bot.domain.language import Language
from bot.domain.meaning import LABELS, Phrases
from bot.understanding.features import features_of, letters_of
from bot.understanding.model import Model, fingerprint_in, fingerprint_of, read, write
from bot.understanding.training import PULL, SEED, SEEN_AT_LEAST, rows_of, train
from tests.channels.served import ROOT
from tests.programs import PATIENCE, environment, running
from tests.understanding.conftest import line_of
from tests.understanding.messages import TUNING

# What a score loses because weights are kept in whole steps.
STEP_LOSS: Final = 0.01
MEGABYTES: Final = 60
HEAVY: Final = {"sklearn", "numpy", "scipy"}
IMPORTED: Final = f"""
import sys
print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)
"""
ANSWERS: Final = f"from bot.__main__ import main; main(['understand'])\n{IMPORTED}"
SERVES: Final = f"import bot.composition.serving, bot.composition.understanding\n{IMPORTED}"


def python(code: str, var: Path) -> subprocess.CompletedProcess[str]:
    """Run some code in a process of its own, with one line to understand."""
    return subprocess.run(
        (sys.executable, "-c", code),
        cwd=ROOT,
        env=environment(var),
        input=line_of("привет"),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    )


@pytest.fixture
def file(tmp_path: Path, small_model: Model) -> Path:
    """Return a model on the disk."""
    written = tmp_path / "a.model"
    write(small_model, written)
    return written


def test_scores_and_probabilities_are_those_of_scikit_learn(
    few_phrases: Phrases, small_model: Model
) -> None:
    from scipy.special import softmax
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    texts, labels, languages = rows_of(few_phrases)
    asked = [message.text for message in TUNING]
    for linear, known, features in (
        (small_model.meanings, labels, features_of),
        (small_model.languages, languages, letters_of),
    ):
        counted = TfidfVectorizer(analyzer=features, binary=True, min_df=SEEN_AT_LEAST)
        machine = LinearSVC(C=PULL, random_state=SEED).fit(counted.fit_transform(texts), known)
        scores = machine.decision_function(counted.transform(asked))
        chances = softmax(scores * linear.sharpness, axis=1)

        assert list(linear.labels) == list(machine.classes_)
        for text, score, chance in zip(asked, scores, chances, strict=True):
            given = features(text)
            assert linear.scores(given) == pytest.approx(list(score), abs=STEP_LOSS)
            nearly = pytest.approx(list(chance), abs=STEP_LOSS * linear.sharpness)
            assert linear.probabilities(given) == nearly


def test_all_labels_and_languages_are_learned(small_model: Model, model: Model) -> None:
    for each in (small_model, model):
        assert set(each.meanings.labels) == LABELS
        assert set(each.languages.labels) == {language.value for language in Language}


def test_the_same_phrases_teach_the_same_to_the_byte(tmp_path: Path, few_phrases: Phrases) -> None:
    # Sets come in another order in a process with another seed of hashes: see test_keeping.py.
    some = {
        language: {label: said[label] for label in ("greeting", "privacy", "evidence")}
        for language, said in few_phrases.items()
    }
    files = [tmp_path / name for name in ("one.model", "other.model")]
    for file in files:
        write(train(some, "some"), file)

    one, other = (file.read_bytes() for file in files)
    assert one == other


def test_a_model_is_written_and_read(file: Path, small_model: Model) -> None:
    assert read(file) == small_model
    assert fingerprint_in(file) == small_model.fingerprint
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_model_takes_the_place_of_another(file: Path, small_model: Model) -> None:
    write(replace(small_model, fingerprint="another"), file)

    assert fingerprint_in(file) == read(file).fingerprint == "another"


def test_a_model_is_known_by_the_files_of_its_phrases() -> None:
    files = (b"- one", b"- two")

    assert fingerprint_of(files) == fingerprint_of(iter(files))
    for others in ((b"- one", b"- two "), (b"- two", b"- one"), (b"- one- two",), ()):
        assert fingerprint_of(others) != fingerprint_of(files)


@pytest.mark.parametrize("share", [0, 0.0001, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_model_that_was_cut_is_refused(file: Path, share: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(KnowledgeError, match=r"pana understand --train"):
        read(file)


def test_a_model_with_a_changed_byte_is_refused(file: Path) -> None:
    whole = file.read_bytes()
    body = whole.index(b"\n") + 1
    chance = Random(5)
    for place in sorted(chance.sample(range(body, len(whole)), 60)):
        changed = bytes([whole[place] ^ (1 << chance.randrange(8))])
        file.write_bytes(whole[:place] + changed + whole[place + 1 :])
        with pytest.raises(KnowledgeError):
            read(file)


def test_a_damaged_head_is_refused_or_harmless(file: Path, small_model: Model) -> None:
    whole = file.read_bytes()
    chance = Random(6)
    for place in chance.sample(range(whole.index(b"\n")), 60):
        changed = bytes([whole[place] ^ (1 << chance.randrange(8))])
        file.write_bytes(whole[:place] + changed + whole[place + 1 :])
        try:
            found = read(file)
        except KnowledgeError:
            continue
        assert found.meanings.weights == small_model.meanings.weights


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"{}", b"[]\n", b"null\n", b"no model\n", b"\xff\xfe\n", b'{"parts": []}\nabc'],
)
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "no.model"
    file.write_bytes(content)

    with pytest.raises(KnowledgeError) as refused:
        read(file)
    assert str(file) in str(refused.value)
    assert fingerprint_in(file) == ""


@pytest.mark.parametrize("name", ["missing.model", "."])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnowledgeError):
        read(tmp_path / name)
    assert fingerprint_in(tmp_path / name) == ""


def test_a_damaged_model_does_not_pass_for_one_that_fits(file: Path) -> None:
    whole = file.read_bytes()
    half = len(whole) // 2
    for damaged in (whole[:half], whole[:half] + b"?" + whole[half + 1 :]):
        file.write_bytes(damaged)
        assert fingerprint_in(file) == ""


@pytest.mark.parametrize("code", [ANSWERS, SERVES], ids=["understand", "serve"])
def test_answering_needs_no_library_of_training(tmp_path: Path, model: Model, code: str) -> None:
    assert model.fingerprint
    done = python(code, tmp_path)

    assert done.stderr == "[]\n"
    assert bool(done.stdout) == (code is ANSWERS)
    assert all(json.loads(line)["intent"] == "greeting" for line in done.stdout.splitlines())


def test_answering_takes_little_memory(tmp_path: Path, model: Model) -> None:
    assert model.fingerprint
    with running(tmp_path, "understand") as answering:
        answering.types(line_of("привет").strip())
        answering.hears("greeting")
        status = Path(f"/proc/{answering.process.pid}/status").read_text(encoding="utf-8")

    (most,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    assert int(most.split()[1]) / 1024 < MEGABYTES
