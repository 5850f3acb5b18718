"""Who may edit the knowledge, by number and role: nobody reads a name in its history."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.operator import OperatorId, Role
from bot.services.editing_room import EditingRoom


@dataclass(frozen=True, slots=True)
class WhoEdits:
    """Tell the role of everybody who may have changed the knowledge."""

    room: EditingRoom

    async def __call__(self, operator: OperatorId) -> Mapping[OperatorId, Role]:
        """Return the roles; raises NotAllowedError for whoever may not edit."""
        async with self.room.transaction() as work:
            await self.room.editor(work, operator)
            return {each.id: each.role for each in await work.operators.all()}
