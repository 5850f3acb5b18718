"""Who answers: operators, leads and editors, and what each may do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from bot.domain.language import Language

OperatorId = NewType("OperatorId", int)

# An operator whose page has not been heard of for so long is no longer on shift.
GONE_AFTER: Final = timedelta(minutes=3)


class Role(StrEnum):
    """What somebody at the desk is there for."""

    OPERATOR = "operator"
    LEAD = "lead"
    EDITOR = "editor"


class Presence(StrEnum):
    """Whether an operator takes cases."""

    AWAY = "away"
    ON_SHIFT = "on_shift"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody with an account at the desk. Visitors read only a role and the number.

    `password` is an argon2id hash and `totp` the secret of the second factor; both are empty until
    the account is set up. `trained` means trained for suicide and children (SAFETY_DESIGN 5.2).
    """

    id: OperatorId
    name: str
    role: Role
    languages: tuple[Language, ...]
    presence: Presence = Presence.AWAY
    seen_at: datetime | None = None
    password: str = ""
    totp: str = ""
    is_disabled: bool = False
    is_demonstration: bool = False
    trained: bool = False
    interface: Language = Language.KAZAKH

    @property
    def is_set_up(self) -> bool:
        """Tell whether this account can sign in."""
        return bool(self.password and self.totp) and not self.is_disabled

    @property
    def takes_cases(self) -> bool:
        """Tell whether this is somebody who talks with visitors."""
        return self.role in (Role.OPERATOR, Role.LEAD)

    def is_here(self, now: datetime) -> bool:
        """Tell whether this operator is on shift and the page was heard of lately."""
        return (
            self.presence is Presence.ON_SHIFT
            and self.takes_cases
            and not self.is_disabled
            and self.seen_at is not None
            and now - self.seen_at <= GONE_AFTER
        )
