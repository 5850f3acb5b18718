"""Puts the visitor's page together: the same conversation over the same use cases."""

from typing import Final

from starlette.types import ASGIApp

from bot.channels.web.app import visitors_app
from bot.channels.web.arrivals import LOOK
from bot.channels.web.messenger import WebMessenger
from bot.channels.web.session import CHANNEL
from bot.channels.web.visitors import OWN_WORD, Visitors
from bot.composition.application import CANNOT_WORK, Application, now
from bot.domain.conversation import Option
from bot.domain.page import Button, Page
from bot.domain.text import Text, _, paragraphs
from bot.flows import engine
from bot.flows.welcome import NUMBERS, STRANGER
from bot.settings import Settings

BETWEEN_LABELS: Final = " · "
# Translators: a button under the emergency numbers, where something did not work.
AGAIN: Final = Option(LOOK, _("Try again"))


def visitors_page(application: Application, settings: Settings, messenger: WebMessenger) -> ASGIApp:
    """Return the page of visitors."""
    visitors = Visitors(
        converse=application.converse,
        show=application.show_page,
        translator=application.translator,
        clock=now,
        stranger=lambda: _stranger(application),
        numbers=lambda: _numbers(application, NUMBERS),
        emergency=lambda: _numbers(application, paragraphs(CANNOT_WORK, NUMBERS)),
        neutral=lambda: application.neutral.text,
        exit_to=str(settings.exit_to) if settings.exit_to else OWN_WORD,
        is_secure=settings.behind_tls,
    )
    return visitors_app(visitors, messenger)


def _stranger(application: Application) -> Page:
    """Return the first screen, as somebody sees it of whom nothing is kept."""
    screen = engine.screen_of(engine.look(STRANGER, application.guides()))
    return application.translator.page(screen, None, channel=CHANNEL)


def _numbers(application: Application, words: Text) -> Page:
    """Return the numbers as a page of their own, which needs no store."""
    say = application.translator.say
    rows = tuple(
        tuple(Button(option.id, say(option.label, None, BETWEEN_LABELS)) for option in row)
        for row in ((AGAIN,), engine.FOOTER)
    )
    return Page(say(words, None), rows)
