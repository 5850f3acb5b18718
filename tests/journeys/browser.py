"""A browser without scripts: forms, redirects, one cookie, and what a page does by itself."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import httpx

from tests.journeys.drawn import Drawn, Element, fields_of, read_page

HOME: Final = "/"
# Everything that a visit leaves in the list of pages a browser has been to.
IN_THE_HISTORY: Final = ("/", "/word")
# As browsers do whose page allows no referrer.
FORM: Final = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}


@dataclass(slots=True)
class Browser:
    """One window; `drawn` is what stands in it."""

    client: httpx.AsyncClient
    drawn: Drawn = field(default_factory=lambda: read_page(""))

    @property
    def token(self) -> str:
        """Return what the only cookie holds."""
        assert set(self.client.cookies) <= {"s"}
        return self.client.cookies.get("s") or ""

    async def opens(self, path: str = HOME) -> None:
        """Open an address."""
        self._show(await self.client.get(path))

    async def presses(self, option: str, page: Drawn | None = None) -> None:
        """Press the button of an option, on the page that stands here or on one from before."""
        form, button = (page or self.drawn).button(option)
        pressed = {button["name"]: button["value"]} if button["name"] else {}
        await self._sends(form, fields_of(form) | pressed)

    async def fills(self, name: str, **filled: str) -> None:
        """Fill the fields of a form and send it."""
        form = self.drawn.find(name)
        assert form is not None, f"there is no form {name}"
        fields = fields_of(form)
        assert filled.keys() <= fields.keys()
        await self._sends(form, fields | filled)

    async def hears(self, revision: int) -> None:
        """Look at the small frame that says whether there is anything new, and at what is."""
        (frame,) = self.drawn.whole.all("iframe")
        news = read_page((await self.client.get(frame["src"])).text)
        links = news.whole.all("a")
        assert bool(links) == (revision > self.drawn.revision)
        for link in links:
            assert link["target"] == "_top"
            await self.opens(link["href"])

    async def is_left(self, time: timedelta) -> None:
        """Do what a page does by itself when nobody touches it for so long."""
        if self.drawn.refresh and time >= self.drawn.refresh[0]:
            await self.opens(self.drawn.refresh[1])

    async def closes(self) -> None:
        """Close it: whatever it held for a visit is gone."""
        self.client.cookies.clear()

    async def _sends(self, form: Element, fields: dict[str, str]) -> None:
        assert form["method"] == "post"
        written = {name: value.replace("\n", "\r\n") for name, value in fields.items()}
        self._show(await self.client.post(form["action"], data=written, headers=FORM))

    def _show(self, response: httpx.Response) -> None:
        assert response.status_code == 200, response.status_code
        assert response.url.path in IN_THE_HISTORY
        assert not response.url.query
        self.drawn = read_page(response.text)
