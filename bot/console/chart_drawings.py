"""Draws the lead's charts as pictures, and says the same numbers in words."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, tostring

import pygal
from pygal import Config, HorizontalBar, Line
from pygal.graph.graph import Graph
from pygal.style import Style

from bot.console.pages import BANDS
from bot.domain.statistics import FEW, LONGER, Figures, Slot, Span, Statistics
from bot.domain.text import Text, Verbatim, _

# pygal adds an importer for plugins to Python, in a way that newer Pythons warn of at each import.
sys.meta_path[:] = [
    finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)
]

Says = Callable[[Text], str]

SVG: Final = "{http://www.w3.org/2000/svg}"
FONT: Final = "system-ui, Roboto, Noto Sans, DejaVu Sans, sans-serif"
# Beyond the last bound a bar only says "more": it ends here.
LONGER_DRAWN_AS: Final = 135
WHOLE: Final = 100
WIDE: Final = (720, 380)
NARROW: Final = (400, 360)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chart's table: of what, and the words of each number."""

    label: Text
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title, what each series is, its labels and numbers, and its table."""

    name: str
    title: Text
    series: tuple[tuple[Text, tuple[float | None, ...]], ...]
    labels: tuple[Text, ...]
    first_column: Text
    columns: tuple[Text, ...]
    rows: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether everything rests on fewer than ten cases."""
        return all(value is None for _name, values in self.series for value in values)


def charts_of(statistics: Statistics) -> tuple[Chart, ...]:
    """Return the charts of a span."""
    answered, left = _("Answered"), _("Left before an answer")
    return (
        _waits(statistics),
        _shares(
            statistics,
            "answered",
            _("Share of those answered"),
            (answered, "answered", "answered_share"),
        ),
        _shares(
            statistics,
            "left",
            _("Share of those who left before an answer"),
            (left, "left", "left_share"),
        ),
    )


def drawn(chart: Chart, say: Says, *, is_dark: bool = False, is_narrow: bool = False) -> bytes:
    """Return a chart as an SVG picture without any script."""
    width, height = NARROW if is_narrow else WIDE
    config = Config(
        style=DARK if is_dark else LIGHT,
        js=(),
        width=width,
        height=height,
        explicit_size=True,
        margin=12,
        no_data_text=say(FEWER),
        legend_at_bottom=True,
        legend_at_bottom_columns=1,
        show_legend=len(chart.series) > 1,
        truncate_legend=-1,
        truncate_label=-1,
        range=(0, LONGER_DRAWN_AS if chart.name == "waits" else WHOLE),
        pretty_print=False,
    )
    picture = _bars(config) if chart.name == "waits" else _line(config, chart, say)
    labels = [say(label) for label in chart.labels]
    # Bars are drawn upwards, and the first row is to stand on top.
    turn = -1 if chart.name == "waits" else 1
    picture.x_labels = labels[::turn]
    for name, values in chart.series:
        picture.add(
            say(name), list(values[::turn]), allow_interruptions=True, stroke_style={"width": 3}
        )
    return _without_scripts(picture.render_tree())


FEWER: Final = _("fewer than 10")


def _bars(config: Config) -> Graph:
    bars = HorizontalBar(config, spacing=14, rounded_bars=3)
    bars.y_labels = [0, 30, 60, 90, 120]
    return bars


def _line(config: Config, chart: Chart, say: Says) -> Graph:
    shown = [say(label) for label in chart.labels][:: max(len(chart.labels) // 6, 1)]
    line = Line(config, dots_size=4, show_minor_x_labels=False)
    line.x_labels_major = shown
    line.y_labels = [{"value": share, "label": f"{share} %"} for share in (0, 25, 50, 75, 100)]
    return line


def _without_scripts(tree: Element) -> bytes:
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag in ("script", f"{SVG}script"):
                parent.remove(child)
    return bytes(tostring(tree, encoding="utf-8"))


def _waits(statistics: Statistics) -> Chart:
    known = statistics.by_band
    return Chart(
        name="waits",
        title=_("Minutes until an answer, by band"),
        series=(
            (_("Half waited at most"), tuple(_drawn(each.median) for _band, each in known)),
            (_("Nine of ten waited at most"), tuple(_drawn(each.ninetieth) for _b, each in known)),
        ),
        labels=tuple(BANDS[band] for band, _figures in known),
        first_column=_("Band"),
        columns=(_("Cases"), _("Half waited at most"), _("Nine of ten waited at most")),
        rows=tuple(
            Row(BANDS[band], (counted(each.cases), minutes(each.median), minutes(each.ninetieth)))
            for band, each in known
        ),
    )


def _shares(statistics: Statistics, name: str, title: Text, of: tuple[Text, str, str]) -> Chart:
    label, count, share = of
    labels = tuple(_slot_name(slot, statistics.span) for slot in statistics.slots)
    shares: list[int | None] = [getattr(each, share) for each in statistics.over_time]
    return Chart(
        name=name,
        title=title,
        series=((label, tuple(shares)),),
        labels=labels,
        first_column=_("Hour") if statistics.span is Span.DAY else _("Day"),
        columns=(_("Cases"), label, _("Share")),
        rows=tuple(
            Row(slot, _row(each, count, share))
            for slot, each in zip(labels, statistics.over_time, strict=True)
        ),
    )


def _row(figures: Figures, count: str, share: str) -> tuple[Text, ...]:
    return (
        counted(figures.cases),
        counted(getattr(figures, count)) if figures.cases else UNKNOWN,
        percent(getattr(figures, share)),
    )


UNKNOWN: Final = Verbatim("–")


def counted(cases: int | None) -> Text:
    """Return a count in words; a small one is not named."""
    return FEWER if cases is None or cases < FEW else Verbatim(str(cases))


def percent(share: int | None) -> Text:
    """Return a share in words."""
    return UNKNOWN if share is None else Verbatim(f"{share} %")


def minutes(bound: int | None) -> Text:
    """Return a bound of waiting in words."""
    if bound is None:
        return UNKNOWN
    if bound == LONGER:
        return _("more than 120 min")
    return _("{count} min").given(count=bound)


def _drawn(bound: int | None) -> float | None:
    return None if bound is None else min(bound, LONGER_DRAWN_AS)


def _slot_name(slot: Slot, span: Span) -> Text:
    day, hour = slot
    return Verbatim(f"{hour:02}:00" if span is Span.DAY else f"{day[8:]}.{day[5:7]}")


def _style(colours: Mapping[str, str], series: Sequence[str]) -> Style:
    sizes = dict.fromkeys(_FONT_SIZES, 15)
    return Style(
        background="transparent",
        plot_background="transparent",
        font_family=FONT,
        guide_stroke_dasharray="2,4",
        major_guide_stroke_dasharray="2,4",
        opacity="1",
        opacity_hover="1",
        transition="0s",
        colors=tuple(series),
        **colours,
        **sizes,
    )


_FONT_SIZES: Final[Iterable[str]] = (
    "label_font_size",
    "major_label_font_size",
    "legend_font_size",
    "no_data_font_size",
    "value_font_size",
)
# The colours are those of desk.css: accent and high, ink, soft, line.
LIGHT: Final = _style(
    {
        "foreground": "#655c52",
        "foreground_strong": "#2a2622",
        "foreground_subtle": "#ddd3c4",
        "guide_stroke_color": "#ddd3c4",
        "major_guide_stroke_color": "#ddd3c4",
    },
    ("#1d5c57", "#c98a3d"),
)
DARK: Final = _style(
    {
        "foreground": "#b3a899",
        "foreground_strong": "#ece5da",
        "foreground_subtle": "#3a3630",
        "guide_stroke_color": "#3a3630",
        "major_guide_stroke_color": "#3a3630",
    },
    ("#86cabf", "#f3b987"),
)
