"""Regions in which a visitor finds nobody."""

from typing import Final

from bot.domain.text import _
from bot.knowledge import models
from bot.knowledge.checks.base import Circumstances
from bot.knowledge.shelf import Shelf

NOBODY: Final = _(
    "No centre serves this region. Please add one in centres/, or write nobody_serves: true here: "
    "visitors are then told so and given the nearest."
)
SOMEBODY: Final = _("A centre serves this region: {file}. Please remove nobody_serves.")


def regions(shelf: Shelf, _: Circumstances) -> None:
    """Complain of regions without a centre, and of those that only say so."""
    files = shelf.all("centres", models.CentreFile)
    entries = shelf.one("regions.yaml", models.RegionsFile).regions
    unread = {fault.file for fault in shelf.complaints} - shelf.read.keys()
    lost = {name for name in unread if name not in shelf.sources or name.startswith("centres/")}
    if lost or not {file.region for file in files.values()} <= {each.id for each in entries}:
        # A centre that could not be read, or placed, may be the very one.
        return
    serving = {file.region: name for name, file in files.items() if file.status != "hidden"}
    for number, region in enumerate(entries):
        if region.id not in serving and not region.nobody_serves:
            shelf.complain("regions.yaml", ("regions", number, "id"), NOBODY)
        elif region.id in serving and region.nobody_serves:
            place = ("regions", number, "nobody_serves")
            shelf.complain("regions.yaml", place, SOMEBODY.given(file=serving[region.id]))
