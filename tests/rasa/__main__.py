"""`python -m tests.rasa RASA`: train a slice of the phrases, serve it, and run the tests here."""

import argparse
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.rasa.conftest import ADDRESS
from tests.rasa.server import ROOT, RasaError, serving, train

EACH: Final = 12
EPOCHS: Final = 10
TESTS: Final = "tests/rasa"


def main() -> int:
    """Return how the tests ended; the server ends with them, whatever happens."""
    parser = argparse.ArgumentParser(prog="python -m tests.rasa", description=__doc__)
    parser.add_argument("rasa", type=Path, help="the command `rasa` of its own environment")
    rasa = parser.parse_args().rasa.absolute()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            return _run(rasa, Path(folder))
        except RasaError as error:
            print(error, file=sys.stderr)
            return 1


def _run(rasa: Path, folder: Path) -> int:
    print(f"Training on {EACH} phrases of each intent and language…", flush=True)
    model = train(rasa, folder, each=EACH, epochs=EPOCHS)
    print("Starting the server…", flush=True)
    with serving(rasa, model) as server:
        told = {
            ADDRESS: server.url,
            "PANA_TEST_RASA": str(rasa),
            "PANA_TEST_RASA_MODEL": str(model),
        }
        return _tested({**os.environ, **told})


def _tested(environment: dict[str, str]) -> int:
    words = (sys.executable, "-m", "pytest", TESTS, "-n0", "-v")
    # The tests start a server of their own: the whole session ends with us.
    with subprocess.Popen(words, cwd=ROOT, env=environment, start_new_session=True) as tests:
        try:
            return tests.wait()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(tests.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
