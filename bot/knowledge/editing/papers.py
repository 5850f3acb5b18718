"""The files of knowledge as an editor works with them."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain.advice import Complaint
from bot.domain.editing import Field, Kind, Paper, Shape, Way
from bot.domain.errors import ChangedMeanwhileError, PaperUnknownError, RefusedError
from bot.domain.operator import Role
from bot.domain.reading import Reading
from bot.domain.text import _
from bot.knowledge import models
from bot.knowledge.build import build
from bot.knowledge.editing import beginning, changing, filling, forms, git, listing, names, writing
from bot.knowledge.editing.model_types import empty_item, order_at
from bot.knowledge.editing.nodes import child, root_of
from bot.knowledge.editing.pieces import quoted
from bot.knowledge.files import Drafts, UnreadableError, text_of
from bot.knowledge.keeper import alone
from bot.knowledge.live import LiveKnowledge

log = logging.getLogger(__name__)

NOT_COMMITTED: Final = _(
    "This is published. It could not be committed with git: please tell whoever looks after it."
)
IN_ORDER: Final = {kind: number for number, kind in enumerate(Kind)}
COMMITS: Final = "knowledge-commits.lock"


@dataclass(frozen=True, slots=True)
class PapersOnDisk:
    """Reads, changes and publishes the files of the served knowledge."""

    knowledge: LiveKnowledge

    def all(self, drafts: Drafts) -> Sequence[Paper]:
        """Return every file, drafts in the place of files; also those that cannot be read."""
        folder, ages = self.knowledge.folder, self.knowledge.ages
        found = (
            listing.paper(folder, name, drafts, ages) for name in listing.names(folder, drafts)
        )
        # What is changed most often stands first: the order of the kinds.
        return sorted(found, key=lambda paper: IN_ORDER[paper.kind])

    def text(self, file: str) -> str | None:
        """Return a file as it is, or None where there is none."""
        names.model_of(self.knowledge.folder, file)
        try:
            return text_of(self.knowledge.folder, file, {})
        except UnreadableError as error:
            if (self.knowledge.folder / file).exists():
                # Bytes that are no text cannot be shown, and must not be overwritten.
                raise PaperUnknownError from error
            return None

    def served(self) -> tuple[Reading, datetime]:
        """Return the last look at the files, and since when what is served is served."""
        return self.knowledge.reading, self.knowledge.served_since

    def reading(self, drafts: Drafts, on: date | None = None) -> Reading:
        """Check everything with drafts in the place of files, and publish nothing.

        The check is of today; the guide is the one of the day `on`.
        """
        for file in drafts:
            names.model_of(self.knowledge.folder, file)
        reading, shelf = self.knowledge.read(dict(drafts))
        if reading.guide is None or on is None:
            return reading
        return replace(reading, guide=build(shelf, on, self.knowledge.ages))

    def form(self, file: str, text: str) -> tuple[Field, ...]:
        """Return the fields of a text; none where it can only be edited as a whole."""
        model = names.model_of(self.knowledge.folder, file)
        return forms.form_of(file, model, text, self.knowledge.good, self.text(file))

    def filled(self, file: str, text: str, answers: Mapping[str, str]) -> str:
        """Return a text with the values of a form ("names.kk" → words); comments and order stay."""
        model = names.model_of(self.knowledge.folder, file)
        changed = filling.filled(file, model, text, self.form(file, text), answers)
        if model is models.CentreFile and self.text(file) is None and changed != text:
            old = getattr(child(root_of(file, text), "region"), "value", "")
            centres = self.knowledge.good.all("centres", models.CentreFile).values()
            return beginning.with_id(file, changed, old, [one.id for one in centres])
        return changed

    def grown(self, file: str, text: str, way: Way) -> str:
        """Return a text whose list at this place has one more, empty item."""
        model = names.model_of(self.knowledge.folder, file)
        if way not in self._lists(file, text):
            return text
        item = quoted(empty_item(model, way))
        return changing.grow(file, text, way, item, order_at(model, way))

    def shrunk(self, file: str, text: str, way: Way) -> str:
        """Return a text without this item of a list."""
        if way[:-1] not in self._lists(file, text):
            return text
        return changing.shrink(file, text, way)

    def begun(self, kind: Kind, name: str, drafts: Drafts) -> tuple[str, str]:
        """Return name and text of a new file; raises FileNameRefusedError."""
        taken = set(listing.names(self.knowledge.folder, drafts))
        file = names.file_named(kind, name, taken)
        stem = file.partition("/")[2].removesuffix(".yaml")
        model = names.model_of(self.knowledge.folder, file)
        return file, beginning.text_begun(model, kind, stem, name.strip())

    def write(self, texts: Drafts, bases: Drafts, role: Role, summary: str) -> Reading:
        """Publish: write all files or none, and serve them; in a git checkout, commit them.

        Raises ChangedMeanwhileError where a file is no longer what its base says, and
        RefusedError with all complaints where the whole would be wrong. Nothing is changed then.
        """
        folder, var = self.knowledge.folder, self.knowledge.var
        with self._alone():
            if not writing.settle(folder, var):
                raise writing.NotWrittenError
            if any(self.text(file) != bases.get(file) for file in texts):
                raise ChangedMeanwhileError
            reading = self.reading(texts)
            if reading.refusals:
                raise RefusedError(reading.refusals)
            writing.write_all(folder, var, texts)
        self.knowledge.look()
        return self._committed(tuple(texts), role, summary)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one who writes; also who only may not lock, must not write."""
        with ExitStack() as stack:
            try:
                stack.enter_context(alone(self.knowledge.var))
            except OSError as error:
                raise writing.NotWrittenError from error
            yield

    def _committed(self, files: Sequence[str], role: Role, summary: str) -> Reading:
        """Commit what was published; that it fails is told, and undoes nothing."""
        reading, folder = self.knowledge.reading, self.knowledge.folder
        if not git.is_checkout(folder):
            return reading
        if git.commit(folder, files, role, summary, self.knowledge.var / COMMITS):
            return reading
        log.warning("a change of the knowledge is published, but not committed")
        notices = tuple(Complaint(file, 0, 0, (), NOT_COMMITTED, is_notice=True) for file in files)
        return replace(reading, complaints=(*reading.complaints, *notices))

    def _lists(self, file: str, text: str) -> set[Way]:
        return set(_lists_in(self.form(file, text)))


def _lists_in(fields: Sequence[Field]) -> Iterator[Way]:
    for field in fields:
        if field.shape is Shape.LIST:
            yield field.way
        yield from _lists_in(field.fields)
