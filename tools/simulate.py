"""Simulates the queue: prints the waits by band beside first come, first served, and draws them."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.domain.queue_policy import next_for
from tools.simulation import assumptions as given
from tools.simulation.desk import Policy, first_come
from tools.simulation.measures import Outcome, Waits, simulate
from tools.simulation.picture import Results, draw
from tools.simulation.visitors import visitors_a_day

PICTURE: Final = Path(__file__).parents[1] / "docs" / "queue-waits.svg"
LOADS: Final = (0.7, 0.9, 1.1)
POLICIES: Final[dict[str, Policy]] = {
    "our policy": next_for,
    "first come, first served": first_come,
}
DAYS: Final = 7
SEED: Final = 111

HEAD: Final = (
    f"{'':12}{'visitors':>9}{'median':>10}{'90th':>10}{'95th':>10}{'longest':>10}{'in goal':>9}"
)


def main() -> None:
    """Simulate, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=DAYS, help="days of each load (default: 7)")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, other visitors")
    parser.add_argument("--picture", type=Path, default=PICTURE, help="where the picture goes")
    chosen = parser.parse_args()
    print("\n".join(_preface(chosen.days)), flush=True)
    results: dict[float, dict[str, Outcome]] = {}
    for load in LOADS:
        print(f"\nLoad {load}: {visitors_a_day(load):.0f} visitors a day", flush=True)
        results[load] = {}
        for name, policy in POLICIES.items():
            outcome = results[load][name] = simulate(load, policy, chosen.days, chosen.seed)
            print("\n".join(_table(name, outcome)), flush=True)
    chosen.picture.write_text(_picture(results, chosen.days), encoding="utf-8")
    print(f"\nThe picture is {chosen.picture}")


def _preface(days: int) -> Iterator[str]:
    seats = ", ".join(
        f"{len(shift.languages)} operators from {shift.begins}:00 to {shift.ends % 24}:00"
        for shift in given.SHIFTS
    )
    yield f"{days} days of each load, each begun with an empty line: {seats}."
    yield "Load 1: the talks take up every minute of everybody on shift but the one kept free."
    yield "Nobody gives up here, so that no wait is hidden. All is supposed, nothing was measured."


def _table(name: str, outcome: Outcome) -> Iterator[str]:
    yield f"  {name}"
    yield f"    {HEAD}"
    for band, waits in outcome.waits.items():
        yield f"    {band.name:12}{_row(waits)}"
    yield (
        f"    served {outcome.served} of {outcome.asked}; in their language"
        f" {outcome.in_language:.0%}; class I aside, nobody was overtaken by anybody who came"
        f" more than {outcome.overtaken:.0f} min later"
    )


def _row(waits: Waits) -> str:
    minutes = (waits.median, waits.ninetieth, waits.ninety_fifth, waits.longest)
    return f"{waits.count:9}" + "".join(map(_said, minutes)) + f"{waits.in_goal:9.1%}"


def _said(minutes: float) -> str:
    words = f"{minutes:.1f} min" if minutes >= 1 else f"{minutes * 60:.0f} s"
    return f"{words:>10}"


def _picture(results: Results, days: int) -> str:
    return draw(
        results,
        "How long visitors wait until an operator begins",
        f"{days} simulated days of each load, same visitors for both; logarithmic scale;"
        " what is supposed stands in tools/simulation/assumptions.py.",
    )


if __name__ == "__main__":
    main()
