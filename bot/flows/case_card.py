"""The operator's card in words, exactly as it would be read at the desk."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bot.domain.card import Card
from bot.domain.conversation import Option
from bot.domain.danger import Band
from bot.domain.guide import Guide, RegionId
from bot.domain.language import OWN_NAMES
from bot.domain.text import Joined, Phrase, Text, _, lines
from bot.domain.told import About, Told

FIELDS: Final[Mapping[str, Phrase]] = {
    "want": _("What I want"),
    "relation": _("Who hurts me"),
    "region": _("My region"),
    "children": _("Children"),
    "free_for": _("How long I can write"),
    "need": _("How to write to me"),
    "code_word": _("Code word"),
}
CHOICES: Final[Mapping[str, Mapping[str, Phrase]]] = {
    "want": {
        "heard": _("to be heard"),
        "plan": _("a plan"),
        "shelter": _("shelter"),
        "lawyer": _("a lawyer"),
        "police": _("police"),
        "doctor": _("a doctor"),
    },
    "relation": {
        "partner": _("partner"),
        "ex": _("former partner"),
        "parent": _("parent"),
        "in_law": _("partner's relative"),
        "sibling": _("brother or sister"),
        "other": _("someone else"),
    },
    "children": {
        "none": _("no children"),
        "small": _("under 7"),
        "school": _("7 to 17"),
        "both": _("of both ages"),
    },
    "free_for": {
        "minutes": _("10 minutes"),
        "half_hour": _("half an hour"),
        "hour": _("an hour or more"),
        "unknown": _("I do not know"),
    },
    "need": {
        "simple": _("in simple words"),
        "deaf": _("only in writing: I do not hear"),
        "voice": _("read aloud: I see badly"),
    },
}
LINES: Final[Mapping[str, Phrase]] = {
    "want": _("Wants: {answer}"),
    "relation": _("Who hurts: {answer}"),
    "region": _("Region: {answer}"),
    "children": _("Children: {answer}"),
    "free_for": _("Can write: {answer}"),
    "need": _("Please write: {answer}"),
}
BANDS: Final[Mapping[Band, Phrase]] = {
    Band.IMMEDIATE: _("Danger: may be now"),
    Band.HIGH: _("Danger: serious signs"),
    Band.ELEVATED: _("Danger: signs that it may get worse"),
    Band.UNCLEAR: _("Danger: cannot be told from the answers"),
}
ABOUT: Final[Mapping[About, Phrase]] = {
    About.SELF: _("About: the person who writes"),
    About.CHILD: _("About: a person under 18 who writes"),
    About.OTHER: _("About: somebody else"),
    About.HARM: _("About: a person afraid to do harm"),
}
LANGUAGE: Final = _("Language: {language}")
SIGNS: Final = _("Signs: {signs}")
PSYCHOLOGIST: Final = _("Psychologist needed")
CODE_WORD_SET: Final = _("Code word: set")
CHAT_ONLY: Final = _("Contact: only in this chat, never by phone")
NEVER_ON_IT: Final = _("Not on it: your name, number, Telegram account, address or messages.")
HIDDEN: Final = {
    False: Option("answers", _("Leave my answers out")),
    True: Option("answers", _("Show my answers")),
}


def card_text(card: Card, guide: Guide) -> Text:
    """Return every line of the card and what is never on it."""
    parts: list[Text] = [LANGUAGE.given(language=OWN_NAMES[card.language]), ABOUT[card.about]]
    if card.band is not None:
        parts.append(BANDS[card.band])
    named = tuple(sign.card for sign in card.signs if sign.card)
    if named:
        parts.append(SIGNS.given(signs=Joined(named, "; ")))
    if card.psychologist:
        parts.append(PSYCHOLOGIST)
    parts += _details(card, guide)
    return lines(*parts, CHAT_ONLY, NEVER_ON_IT)


def _details(card: Card, guide: Guide) -> Iterable[Text]:
    for field, line in LINES.items():
        chosen: str = getattr(card.details, field)
        answer = _answer(field, chosen, guide)
        if answer:
            yield line.given(answer=answer)
    if card.details.code_word:
        yield CODE_WORD_SET


def _answer(field: str, chosen: str, guide: Guide) -> Text | None:
    if field == "region":
        region = guide.regions.get(RegionId(chosen))
        return region.name if region else None
    return CHOICES[field].get(chosen)


def field_options(field: str, guide: Guide) -> Iterable[Option]:
    """Return what may be chosen for a field; a code word is typed, not chosen."""
    if field == "region":
        return [Option(region.id, region.short) for region in guide.regions.values()]
    return [Option(choice, label) for choice, label in CHOICES.get(field, {}).items()]


def with_field(told: Told, field: str, value: str) -> Told:
    """Return what is told with one field of the card changed."""
    details = replace(told.details, **{field: value})  # type: ignore[arg-type]
    return replace(told, details=details)
