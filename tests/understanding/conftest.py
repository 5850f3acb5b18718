"""The model as people meet it, a small one that is trained in a moment, and `pana understand`."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from bot.composition.understanding import fitting_model
from bot.domain.guide import Alarm
from bot.domain.meaning import Phrases
from bot.knowledge.examples import FILES
from bot.knowledge.typed_words import read_alarm, read_phrases
from bot.settings import Settings
from bot.understanding.model import Model, read
from bot.understanding.training import train
from bot.understanding.understander import Understander
from tests.channels.served import ROOT
from tests.conftest import KNOWLEDGE
from tests.programs import environment

FEW_FINGERPRINT: Final = "few phrases"
FEW: Final = 8
# Training gives way to everybody else on a busy machine.
PATIENCE: Final = 240


@pytest.fixture(scope="session")
def model() -> Model:
    """Return the built-in model, which `make test` learns from the phrases before all tests."""
    settings = Settings(_env_file=None, var=ROOT / "var", knowledge=KNOWLEDGE)
    file = fitting_model(settings)
    if file is None:
        pytest.fail("No model fits the phrases: please run `make model`.", pytrace=False)
    return read(file)


@pytest.fixture(scope="session")
def alarm() -> Alarm:
    return read_alarm(KNOWLEDGE)


@pytest.fixture(scope="session")
def understander(model: Model, alarm: Alarm) -> Understander:
    return Understander(model, alarm)


@pytest.fixture(scope="session")
def few_phrases() -> Phrases:
    """Return the first phrases of every label and language."""
    return {
        language: {label: said[:FEW] for label, said in by_label.items()}
        for language, by_label in read_phrases(KNOWLEDGE).items()
    }


@pytest.fixture(scope="session")
def small_model(few_phrases: Phrases) -> Model:
    return train(few_phrases, FEW_FINGERPRINT)


@pytest.fixture
def small_knowledge(tmp_path: Path, few_phrases: Phrases) -> Path:
    """Return a folder of knowledge with few phrases, which a test may change."""
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    for language, by_label in few_phrases.items():
        write_phrases(folder / FILES[language], by_label)
    return folder


def write_phrases(file: Path, by_label: Mapping[str, tuple[str, ...]]) -> None:
    """Write phrases as editors do."""
    entries = (
        f"- intent: {label}\n  examples: |\n" + "".join(f"    - {phrase}\n" for phrase in said)
        for label, said in by_label.items()
    )
    file.write_text('version: "3.1"\nnlu:\n' + "".join(entries), encoding="utf-8")


def understand(var: Path, lines: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `pana understand` on some lines to its end."""
    return subprocess.run(
        (sys.executable, "-m", "bot", "understand", *words),
        cwd=ROOT,
        env=environment(var, **more),
        input=lines,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def line_of(text: str) -> str:
    """Return the line that asks what a text means."""
    return json.dumps({"text": text}) + "\n"
