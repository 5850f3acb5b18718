"""Trains a real Rasa and runs it."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

import yaml

ROOT: Final = Path(__file__).parents[2]
CONFIG: Final = ROOT / "rasa" / "config.yml"
PHRASES: Final = ROOT / "knowledge" / "phrases"
MODEL: Final = "tried"
TOKEN: Final = "planted-token"
# Seconds; a server needs half a minute, on a busy machine more.
PATIENCE_WITH_START: Final = 240.0
PATIENCE_WITH_TRAINING: Final = 1800.0
SETTINGS: Final = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
    "TF_INTRA_OP_PARALLELISM_THREADS": "2",
}


class RasaError(Exception):
    """Rasa did not do what it was told; its last lines say why."""


@dataclass(slots=True)
class Server:
    """A Rasa server on a port of its own; it may be stopped and started again."""

    rasa: Path
    model: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Return the address with its token."""
        return f"http://127.0.0.1:{self.port}?token={TOKEN}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        words = (
            "run", "--enable-api", "--model", str(self.model), "--auth-token", TOKEN,
            "--interface", "127.0.0.1", "--port", str(self.port),
        )  # fmt: skip
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                (self.rasa, *words),
                cwd=self.model.parent,
                env=_environment(self.model.parent),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait(self.process)

    def stop(self) -> None:
        """Kill it, as a power cut would."""
        if self.process:
            self.process.kill()
            self.process.wait()

    @property
    def _log(self) -> Path:
        return self.model.with_name(f"{self.port}.log")

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE_WITH_START
        while process.poll() is None and time.monotonic() < until:
            with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{self.port}/", timeout=5):
                return
            time.sleep(0.2)
        raise RasaError(_last_lines(self._log))


@contextmanager
def serving(rasa: Path, model: Path) -> Iterator[Server]:
    """Run a server on a free port; it never outlives the block."""
    server = Server(rasa, model, _free_port())
    try:
        server.start()
        yield server
    finally:
        server.stop()


def train(rasa: Path, folder: Path, *, each: int, epochs: int) -> Path:
    """Train on the first phrases of each label and language; return the file of the model."""
    slice_ = folder / "phrases"
    slice_.mkdir()
    for file in sorted(PHRASES.glob("*.yml")):
        _write(slice_ / file.name, _first(_read(file), each))
    config = _read(CONFIG)
    for component in config["pipeline"]:
        if "epochs" in component:
            component["epochs"] = epochs
    _write(folder / "config.yml", config)
    log = folder / "train.log"
    words = (
        "train", "nlu", "--nlu", "phrases", "--config", "config.yml",
        "--out", ".", "--fixed-model-name", MODEL,
    )  # fmt: skip
    with log.open("wb") as told:
        done = subprocess.run(
            (rasa, *words),
            cwd=folder,
            env=_environment(folder),
            stdout=told,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE_WITH_TRAINING,
            check=False,
        )
    model = folder / f"{MODEL}.tar.gz"
    if done.returncode or not model.is_file():
        raise RasaError(_last_lines(log))
    return model


def _environment(folder: Path) -> dict[str, str]:
    # What a killed server leaves behind lies in the folder of the test and goes with it.
    return {**os.environ, **SETTINGS, "TMPDIR": str(folder), "HOME": str(folder)}


def _first(phrases: Mapping[str, Any], each: int) -> dict[str, Any]:
    entries = [
        {**entry, "examples": "".join(entry["examples"].splitlines(keepends=True)[:each])}
        for entry in phrases["nlu"]
    ]
    return {**phrases, "nlu": entries}


def _read(file: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return value


def _write(file: Path, value: Mapping[str, Any]) -> None:
    file.write_text(yaml.safe_dump(dict(value), allow_unicode=True), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
