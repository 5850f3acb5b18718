"""What only the chats remember: pages with a keepsake, mirrored here and never stored."""

from dataclasses import dataclass, field

from bot.domain.page import Page
from bot.domain.visitor import Pseudonym


@dataclass(slots=True)
class ChatMemory:
    """Pages that carry a keepsake, by visitor, with the revision they belong to."""

    _pages: dict[Pseudonym, tuple[int, Page]] = field(default_factory=dict)
    _waiting: set[Pseudonym] = field(default_factory=set)

    def put(self, visitor: Pseudonym, revision: int, page: Page) -> None:
        """Remember a page that is to be shown instead of the stored one."""
        self._pages[visitor] = (revision, page)
        self._waiting.add(visitor)

    def waits(self, visitor: Pseudonym) -> bool:
        """Tell whether a remembered page has not been shown yet."""
        return visitor in self._waiting

    def page(self, visitor: Pseudonym, revision: int, otherwise: Page) -> Page:
        """Return the page to show for a revision."""
        remembered, page = self._pages.get(visitor, (-1, otherwise))
        return page if remembered == revision else otherwise

    def shown(self, visitor: Pseudonym, revision: int, page: Page) -> None:
        """Note that a page is shown, unless a newer one is remembered by now."""
        if self.page(visitor, revision, page) == page:
            self._waiting.discard(visitor)

    def knows(self, visitor: Pseudonym) -> bool:
        """Tell whether this process has seen what the chat of this visitor holds."""
        return visitor in self._pages

    def keepsake(self, visitor: Pseudonym) -> str:
        """Return what the chat of this visitor holds, for words typed beside it."""
        return self._pages[visitor][1].keepsake if visitor in self._pages else ""

    def forget(self, visitor: Pseudonym) -> None:
        """Forget the page of a visitor."""
        self._pages.pop(visitor, None)
        self._waiting.discard(visitor)
