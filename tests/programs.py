"""`python -m bot …` in a process of its own, as anybody would start it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Final

from tests.channels.served import ROOT

PATIENCE: Final = 60


def environment(var: Path, **more: str) -> dict[str, str]:
    """Return settings for one test, and nothing of this shell's."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PANA_")}
    chosen = {
        "PANA_TELEGRAM_TOKEN": "",
        "PANA_VAR": str(var),
        "PANA_PORT": "0",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }
    return inherited | chosen | more


def run(var: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        (sys.executable, "-m", "bot", *words),
        cwd=ROOT,
        env=environment(var, **more),
        input="",
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


@dataclass(frozen=True, slots=True)
class Running:
    """A command that goes on until it is asked to end."""

    process: subprocess.Popen[str]

    def hears(self, pattern: str) -> re.Match[str]:
        """Read its lines until one fits."""
        assert self.process.stdout
        for line in self.process.stdout:
            if found := re.search(pattern, line):
                return found
        raise AssertionError(pattern)

    def types(self, words: str) -> None:
        """Type a line."""
        assert self.process.stdin
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    def rest(self) -> str:
        """Type nothing more and return what is still said."""
        return self.process.communicate(timeout=PATIENCE)[0]


@contextmanager
def running(var: Path, *words: str, **more: str) -> Iterator[Running]:
    """Start a command; it never outlives the block, nor our patience."""
    with subprocess.Popen(
        (sys.executable, "-m", "bot", *words),
        cwd=ROOT,
        env=environment(var, **more),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        alarm = Timer(PATIENCE, process.kill)
        alarm.start()
        try:
            yield Running(process)
        finally:
            alarm.cancel()
            process.kill()
