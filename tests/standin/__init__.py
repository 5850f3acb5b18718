"""A stand-in for the Telegram Bot API server, and people with phones in front of it."""

from tests.standin.faults import Fault, Faults
from tests.standin.limits import Rate, Violation
from tests.standin.person import Person
from tests.standin.server import DEFAULT_TOKEN, StandIn, StandInThread
from tests.standin.values import Button, Happening, Notification, Seen, Toast

__all__ = [
    "DEFAULT_TOKEN",
    "Button",
    "Fault",
    "Faults",
    "Happening",
    "Notification",
    "Person",
    "Rate",
    "Seen",
    "StandIn",
    "StandInThread",
    "Toast",
    "Violation",
]
