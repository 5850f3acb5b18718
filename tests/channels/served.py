"""`pana serve` in a process of its own, which may be killed at any moment."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from tests.standin import StandIn

ROOT: Final = Path(__file__).parents[2]


def environment(server: StandIn, var: Path, **more: str) -> dict[str, str]:
    """Return the settings for a bot in front of a stand-in, and nothing of this shell's."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PANA_")}
    chosen = {
        "PANA_TELEGRAM_TOKEN": server.token,
        "PANA_TELEGRAM_API": server.url,
        "PANA_VAR": str(var),
        "PANA_PORT": "0",
        "PANA_KNOWLEDGE": str(ROOT / "knowledge"),
        "PYTHONPATH": str(ROOT),
    }
    return inherited | chosen | more


@dataclass(slots=True)
class Zygote:
    """Starts one serving child after another, each from what was imported once."""

    process: subprocess.Popen[str]
    child: int = 0

    def serve(self) -> None:
        """Start a child."""
        self.child = int(self._asks("serve"))

    def kill(self) -> None:
        """Kill the child without a warning; safe to call from any thread."""
        os.kill(self.child, signal.SIGKILL)

    def reap(self) -> int:
        """Wait until the child is gone and return the signal that ended it."""
        return os.WTERMSIG(int(self._asks("reap")))

    def _asks(self, wish: str) -> str:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(wish + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()


@contextmanager
def zygote(server: StandIn, var: Path, output: Path, **more: str) -> Iterator[Zygote]:
    """Have a zygote ready; its last child is killed at the end."""
    command = (sys.executable, "-m", "tests.channels.zygote", str(output))
    with _started(command, environment(server, var, **more), subprocess.PIPE) as process:
        ready = Zygote(process)
        yield ready
        if ready.child:
            ready.kill()
            ready.reap()


@contextmanager
def _started(
    command: Sequence[str], environ: dict[str, str], output: int | IO[bytes]
) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=output, text=True
    ) as process:
        try:
            yield process
        finally:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
