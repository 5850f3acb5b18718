"""`python -m bench`: measure, print, and keep what was measured in bench/RESULTS.md."""

import argparse
import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench import reloads, understanding
from bench.machine import commit, described, say
from bot.settings import read_settings

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
ENVIRONMENT: Final = "PANA_RASA_ENVIRONMENT"
PARTS: Final = ("understanding", "reloads")


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="write the results into RESULTS.md")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure only this")
    chosen = parser.parse_args()
    for part in chosen.only or PARTS:
        table = asyncio.run(_measured(part))
        today = datetime.now(UTC).date().isoformat()
        written = f"Measured on {today} at {commit()}: {described()}.\n\n{table}"
        print(written)
        if chosen.keep:
            _keep(part, written)


async def _measured(part: str) -> str:
    if part == "reloads":
        return await reloads.bench()
    return await understanding.bench(read_settings(), _rasa())


def _keep(part: str, written: str) -> None:
    """Write a part's results in the place of those before."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    head, _, rest = RESULTS.read_text(encoding="utf-8").partition(begin)
    rest = rest.partition(end)[2] or "\n"
    RESULTS.write_text(f"{head}{begin}\n{written}\n{end}{rest}", encoding="utf-8")
    say(f"Kept in {RESULTS.name}.")


def _rasa() -> Path | None:
    """Return the command `rasa` of its environment, where there is one."""
    folder = Path(os.environ.get(ENVIRONMENT, ".venv-rasa"))
    command = folder / "bin" / "rasa"
    return command if command.is_file() else None


if __name__ == "__main__":
    main()
