"""Cases and cards as sealed bytes, and back."""

from dataclasses import MISSING, Field, fields
from typing import Annotated, Any, Final, get_type_hints

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    create_model,
)

from bot.domain.card import Card
from bot.domain.case import Case
from bot.domain.danger import Choice
from bot.domain.text import Text
from bot.domain.visitor import Pseudonym
from bot.storage import texts
from bot.storage.secrecy import Key, SealBrokenError

CASE: Final = b"case"
CARD: Final = b"card"
HIDDEN: Final = "visitor"

KeptText = Annotated[Text, PlainValidator(texts.read), PlainSerializer(texts.written)]


def _shape_of(kind: type, **other: Any) -> type[BaseModel]:
    """Return the shape of a dataclass as it is kept; `other` names fields kept otherwise."""
    hints = {**get_type_hints(kind), **other}
    shape: dict[str, Any] = {
        part.name: (hints[part.name], _default(part))
        for part in fields(kind)
        if part.name != HIDDEN
    }
    config = ConfigDict(hide_input_in_errors=True)
    return create_model(f"Kept{kind.__name__}", __config__=config, **shape)


def _default(part: Field[Any]) -> Any:
    if part.default_factory is not MISSING:
        return part.default_factory()
    return ... if part.default is MISSING else part.default


KEPT_CHOICE: Final = _shape_of(Choice, label=KeptText, card=KeptText | None)
KEPT_CARD: Final = _shape_of(Card, signs=tuple[KEPT_CHOICE, ...])  # type: ignore[valid-type]
KEPT_CASE: Final = _shape_of(Case, card=KEPT_CARD)


def seal_case(key: Key, case: Case) -> bytes:
    """Seal everything about a case but the pseudonym."""
    return key.seal(_written(KEPT_CASE, case), CASE)


def unseal_case(key: Key, sealed: bytes, visitor: bytes) -> Case:
    """Read it again; raises SealBrokenError where it cannot be read."""
    values = _values(_read(KEPT_CASE, key.unseal(sealed, CASE)))
    return Case(**{**values, "visitor": Pseudonym(visitor), "card": _card(values["card"])})


def seal_card(key: Key, card: Card) -> bytes:
    """Seal a card by itself."""
    return key.seal(_written(KEPT_CARD, card), CARD)


def unseal_card(key: Key, sealed: bytes) -> Card:
    """Read it again; raises SealBrokenError where it cannot be read."""
    return _card(_read(KEPT_CARD, key.unseal(sealed, CARD)))


def _written(shape: type[BaseModel], value: object) -> bytes:
    return shape.model_validate(value, from_attributes=True).model_dump_json().encode()


def _read(shape: type[BaseModel], words: bytes) -> BaseModel:
    try:
        return shape.model_validate_json(words)
    except ValidationError:
        # The words stay out of the new exception on purpose.
        raise SealBrokenError from None


def _card(kept: BaseModel) -> Card:
    values = _values(kept)
    signs = tuple(Choice(**_values(sign)) for sign in values["signs"])
    return Card(**{**values, "signs": signs})


def _values(kept: BaseModel) -> dict[str, Any]:
    return {name: getattr(kept, name) for name in type(kept).model_fields}
