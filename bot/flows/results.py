"""What Pana says after the questions, by band and by cause; never a score, never "low"."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.conversation import CARD, SHORT, Reply, Rows
from bot.domain.danger import Assessment, Band, Cause
from bot.domain.guide import Guide
from bot.domain.text import Text, _
from bot.flows import words
from bot.flows.freshness import medical_text, room_for_warning

# Everything urgent at once is more than a card holds, and none of it may be left out.
AT_MOST_ON_A_CARD: Final = 3
FULLEST: Final = 700
# Translators: the three cards of immediate danger. The number stands first.
POLICE_FIRST: Final = _(
    "102: call the police, you may be in danger now. If you can leave, leave without things. "
    "This chat cannot call the police for you."
)
AMBULANCE_FIRST: Final = _("103: call an ambulance if you are hurt or it is hard to breathe.")
SUICIDE_CARD: Final = _(
    "I am glad you told me: you matter. Can you stay away from the thing you thought of using? "
    "A person can talk with you now: 111, or 103 and 112."
)
# Translators: follows the ambulance card; police comes second there.
POLICE_SECOND: Final = _(
    "Then 102: you may be in danger now. If you can leave, leave without things. "
    "This chat cannot call anybody for you."
)
# Translators: one line on a screen that is full already; help after forced sex is bound to days.
WITHIN_DAYS: Final = _("After forced sex see a doctor within three days: ask 103 or 111 where.")
# What is said in the place of a medical card that is too old to be stated: where to go at once.
WITHOUT_CARD: Final[Mapping[str, Text]] = {"neck": AMBULANCE_FIRST, "sex": WITHIN_DAYS}
HIGH: Final = _(
    "What you describe are signs that people have been badly hurt after. You know your situation "
    "best. Let us think about the next hours together; if it gets worse: 102."
)
HIGH_BY_SUICIDE: Final = _(
    "Thank you for telling me. You matter, and you need not carry this alone. A psychologist of "
    "111 can talk with you: call 111, day or night."
)
ELEVATED: Final = _(
    "Thank you for telling me. What is happening to you is not your fault, and it can get worse "
    "quickly. Here is what you can do."
)
UNCLEAR: Final = _(
    "From these answers we cannot tell how dangerous it is. That does not mean that there is no "
    "danger. If something worries you, trust that."
)


def result(assessed: Assessment, guide: Guide) -> tuple[Reply, ...]:
    """Return what is said and offered for an assessment, the most urgent first."""
    match assessed.band:
        case Band.IMMEDIATE:
            rows: Rows = ((words.EMERGENCY,), (words.PERSON,))
            return _passages(_immediate(assessed, guide), rows, _warning_of(assessed, guide))
        case Band.HIGH:
            texts: list[Text] = [HIGH_BY_SUICIDE if assessed.only_suicide else HIGH]
            texts += _doctor(assessed, guide)
            rows = ((words.PERSON,), (words.PLAN, words.RIGHTS), (words.CENTRES,))
            return _passages(texts, rows, _warning_of(assessed, guide))
        case Band.ELEVATED:
            rows = ((words.PERSON, words.PLAN), (words.RIGHTS, words.CENTRES))
            return _passages([ELEVATED], rows)
        case _:
            return _passages([UNCLEAR], ((words.PERSON, words.PLAN), (words.CENTRES,)))


def _warning_of(assessed: Assessment, guide: Guide) -> int:
    """Return how much room a warning about the medical cards needs."""
    reviews = (guide.medical[kind].review for kind in assessed.medical)
    return room_for_warning(reviews, guide.ages.legal, guide)


def _passages(texts: Sequence[Text], rows: Rows, warning: int = 0) -> tuple[Reply, ...]:
    limit = SHORT if len(texts) == 1 else CARD
    if len(texts) > AT_MOST_ON_A_CARD:
        limit = FULLEST
    limit += warning
    return (*(Reply(text, limit=limit) for text in texts[:-1]), Reply(texts[-1], rows, limit))


def _doctor(assessed: Assessment, guide: Guide) -> Sequence[Text]:
    if "neck" not in assessed.medical:
        return [_medical(kind, guide) for kind in assessed.medical]
    return [_medical("neck", guide), *([WITHIN_DAYS] if "sex" in assessed.medical else [])]


def _medical(kind: str, guide: Guide) -> Text:
    return medical_text(guide.medical[kind], guide, WITHOUT_CARD[kind])


def _immediate(assessed: Assessment, guide: Guide) -> Sequence[Text]:
    causes = assessed.causes or (Cause.POLICE,)
    doctor = _medical("neck", guide) if "neck" in assessed.medical else AMBULANCE_FIRST
    # Help that is bound to days is named with the rest, whatever comes first.
    in_time = [WITHIN_DAYS] if "sex" in assessed.medical else []
    if causes == (Cause.AMBULANCE,):
        return [doctor, POLICE_SECOND, *in_time]
    # Several causes stand in one order: police, ambulance, the card about one's own life.
    cards = {Cause.POLICE: POLICE_FIRST, Cause.AMBULANCE: doctor, Cause.SUICIDE: SUICIDE_CARD}
    if len(causes) == 1:
        return [cards[causes[0]], *in_time]
    return [*(cards[cause] for cause in Cause if cause in {*causes, Cause.POLICE}), *in_time]
