"""What a look at the files of knowledge gave."""

from dataclasses import dataclass

from bot.domain.advice import Complaint
from bot.domain.guide import Guide


@dataclass(frozen=True, slots=True)
class Reading:
    """The guide that files make, or None where they are refused, and all that is wrong with them.

    `version` names what stood in the files: the same files give the same version.
    """

    version: str
    guide: Guide | None
    complaints: tuple[Complaint, ...] = ()

    @property
    def refusals(self) -> tuple[Complaint, ...]:
        """Return the complaints that refuse; notices are told only."""
        return tuple(each for each in self.complaints if not each.is_notice)
