"""Keeps the last good knowledge, so that a bad edit cannot stop the service."""

import shutil
from datetime import date
from pathlib import Path
from typing import Final

from bot.domain.errors import KnowledgeError
from bot.domain.guide import Guide
from bot.knowledge.advice import Complaint
from bot.knowledge.build import build
from bot.knowledge.checks import checked
from bot.knowledge.reader import read_folder
from bot.knowledge.shelf import Shelf

LAST_GOOD: Final = "knowledge-last-good"


def read_guide(folder: Path, today: date) -> tuple[Guide | None, list[Complaint]]:
    """Return the guide of a folder, or None and everything that is wrong with it."""
    shelf: Shelf = read_folder(folder)
    complaints = checked(shelf, today)
    return (None if complaints else build(shelf, today)), complaints


def guide_to_serve(folder: Path, var: Path, today: date) -> tuple[Guide, list[Complaint]]:
    """Return today's guide and keep a copy, or the last good one with today's complaints."""
    guide, complaints = read_guide(folder, today)
    kept = var / LAST_GOOD
    if guide is not None:
        _keep(folder, kept)
        return guide, []
    last_good, _ = read_guide(kept, today) if kept.is_dir() else (None, [])
    if last_good is None:
        raise KnowledgeError(
            f"The knowledge in {folder} cannot be used: {len(complaints)} complaints. "
            "Please run `pana check`."
        )
    return last_good, complaints


def _keep(folder: Path, kept: Path) -> None:
    fresh = kept.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(folder, fresh, ignore=shutil.ignore_patterns(".*", "*.md"))
    shutil.rmtree(kept, ignore_errors=True)
    fresh.rename(kept)
