"""Everything that one drawing of the page depends on."""

from dataclasses import dataclass
from typing import Final

from bot.domain.language import Language
from bot.domain.page import Button, Page
from bot.domain.text import Text

# Before anything is kept of her, a page has this revision.
NOTHING_YET: Final = -1


@dataclass(frozen=True, slots=True)
class View:
    """A page with what stands around it.

    `once` marks the next form that she sends, so that it is carried out once; `wipe_in` is the
    time in seconds after which nothing of it is kept, unless she does something; `notice` stands
    above the page and is said by the channel itself.
    """

    page: Page
    exit_to: str
    revision: int = NOTHING_YET
    once: str = ""
    wipe_in: int | None = None
    notice: Text | None = None

    @property
    def language(self) -> Language | None:
        """Return the language of the page, None where it stands in all of them."""
        return self.page.language

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        """Return the options of the page without its last row: 102 and Exit stand apart."""
        return self.page.rows[:-1]

    @property
    def ways_out(self) -> tuple[Button, ...]:
        """Return 102 and Exit, as they stand last on every page."""
        return self.page.rows[-1] if self.page.rows else ()

    @property
    def is_kept(self) -> bool:
        """Tell whether something is kept of her that Exit has to end."""
        return self.revision > NOTHING_YET
