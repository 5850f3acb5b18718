"""The waits as one picture: for each load and band a line for our policy and one for the other."""

import math
from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bot.domain.danger import Band
from bot.domain.queue_policy import LIMITS
from tools.simulation.measures import Outcome, Waits

Results = Mapping[float, Mapping[str, Outcome]]

WIDTH: Final = 960
LEFT: Final = 150
RIGHT: Final = 36
TOP: Final = 118
ROW: Final = 17
BAND_GAP: Final = 14
PANEL_GAP: Final = 62
FOOT: Final = 36

SHORTEST: Final = 0.25
LONGEST: Final = 480.0
MARKS: Final = (
    (0.25, "15 s"), (0.5, "30 s"), (1, "1 min"), (2, "2"), (5, "5 min"), (10, "10"), (20, "20"),
    (30, "30 min"), (60, "1 h"), (120, "2 h"), (240, "4 h"), (480, "8 h"),
)  # fmt: skip
COLOURS: Final = ("#1b5e9e", "#b3661a")
INK: Final = "#222222"
FAINT: Final = "#dddddd"
GOAL: Final = "#2c7a3f"


def draw(results: Results, title: str, note: str) -> str:
    """Return the picture as SVG that needs no script, font or file beside it."""
    policies = list(next(iter(results.values())))
    panel = len(Band) * (len(policies) * ROW + BAND_GAP)
    height = TOP + len(results) * (panel + PANEL_GAP) + FOOT
    svg = Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height}", "role": "img"},
        **{"font-family": "sans-serif", "font-size": "13", "fill": INK},
    )
    SubElement(svg, "title").text = title
    SubElement(svg, "rect", width=f"{WIDTH}", height=f"{height}", fill="#ffffff")
    _say(svg, 24, 34, title, **{"font-size": "20", "font-weight": "bold"})
    _legend(svg, policies)
    for number, (load, outcomes) in enumerate(results.items()):
        _panel(svg, TOP + number * (panel + PANEL_GAP), panel, load, outcomes)
    _say(svg, 24, height - 16, note, **{"font-size": "12"})
    indent(svg)
    return tostring(svg, encoding="unicode") + "\n"


def _legend(svg: Element, policies: Sequence[str]) -> None:
    x = 24.0
    for policy, colour in zip(policies, COLOURS, strict=True):
        _line(svg, x, 60, x + 34, 60, stroke=colour, **{"stroke-width": "4"})
        _say(svg, x + 42, 64, policy)
        x += 60 + 7.2 * len(policy)
    _marks(svg, (30, 100, 150), 86, INK)
    for at, words in ((30, "median"), (100, "90th"), (150, "95th percentile")):
        _say(svg, at + 10, 90, words)
    _line(svg, 282, 78, 282, 94, stroke=GOAL, **{"stroke-width": "2"})
    _say(svg, 290, 90, "goal of the band")


def _panel(
    svg: Element, top: float, height: float, load: float, outcomes: Mapping[str, Outcome]
) -> None:
    _say(svg, 24, top + 14, f"Load {load}", **{"font-size": "16", "font-weight": "bold"})
    top += 24
    for minutes, words in MARKS:
        x = _x(minutes)
        _line(svg, x, top, x, top + height, stroke=FAINT)
        _say(svg, x, top + height + 14, words, **{"text-anchor": "middle", "font-size": "11"})
    for place, band in enumerate(reversed(Band)):
        begins = top + place * (len(outcomes) * ROW + BAND_GAP) + BAND_GAP / 2
        ends = begins + len(outcomes) * ROW
        _say(svg, LEFT - 16, (begins + ends) / 2 + 5, band.name, **{"text-anchor": "end"})
        goal = _x(LIMITS[band].goal.total_seconds() / 60)
        _line(svg, goal, begins - 3, goal, ends + 3, stroke=GOAL, **{"stroke-width": "2"})
        for row, (outcome, colour) in enumerate(zip(outcomes.values(), COLOURS, strict=True)):
            _row(svg, begins + (row + 0.5) * ROW, outcome.waits[band], colour)


def _row(svg: Element, y: float, waits: Waits, colour: str) -> None:
    at = (_x(waits.median), _x(waits.ninetieth), _x(waits.ninety_fifth))
    _line(svg, at[0], y, at[2], y, stroke=colour, **{"stroke-width": "3"})
    _marks(svg, at, y, colour)


def _marks(svg: Element, at: tuple[float, float, float], y: float, colour: str) -> None:
    median, ninetieth, ninety_fifth = at
    look = {"stroke": colour, "stroke-width": "2"}
    _line(svg, ninetieth, y - 6, ninetieth, y + 6, **look)
    circle = {"cy": f"{y:.1f}", "r": "4.5", **look}
    SubElement(svg, "circle", circle, cx=f"{median:.1f}", fill=colour)
    SubElement(svg, "circle", circle, cx=f"{ninety_fifth:.1f}", fill="#ffffff")


def _x(minutes: float) -> float:
    share = math.log(max(minutes, SHORTEST) / SHORTEST) / math.log(LONGEST / SHORTEST)
    return LEFT + min(share, 1.0) * (WIDTH - LEFT - RIGHT)


def _say(svg: Element, x: float, y: float, words: str, **look: str) -> None:
    SubElement(svg, "text", look, x=f"{x:.1f}", y=f"{y:.1f}").text = words


def _line(svg: Element, x1: float, y1: float, x2: float, y2: float, **look: str) -> None:
    ends = {"x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"}
    SubElement(svg, "line", ends, **look)
