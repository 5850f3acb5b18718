"""`python -m bench`: measure, print, and keep what was measured in bench/RESULTS.md."""

import argparse
import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.machine import commit, described, say
from bench.understanding import bench
from bot.settings import read_settings

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
ENVIRONMENT: Final = "PANA_RASA_ENVIRONMENT"
BEGIN: Final = "<!-- understanding: begin -->"
END: Final = "<!-- understanding: end -->"


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="write the results into RESULTS.md")
    chosen = parser.parse_args()
    machine = described()
    rasa = _rasa()
    table = asyncio.run(bench(read_settings(), rasa))
    today = datetime.now(UTC).date().isoformat()
    written = f"{BEGIN}\nMeasured on {today} at {commit()}: {machine}.\n\n{table}\n{END}"
    print(written)
    if chosen.keep:
        before = RESULTS.read_text(encoding="utf-8")
        head, _, rest = before.partition(BEGIN)
        RESULTS.write_text(head + written + rest.partition(END)[2], encoding="utf-8")
        say(f"Kept in {RESULTS.name}.")


def _rasa() -> Path | None:
    """Return the command `rasa` of its environment, where there is one."""
    folder = Path(os.environ.get(ENVIRONMENT, ".venv-rasa"))
    command = folder / "bin" / "rasa"
    return command if command.is_file() else None


if __name__ == "__main__":
    main()
