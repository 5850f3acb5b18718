"""Where typed words have led, in a talk with the conversation alone."""

from typing import Final

from bot.domain.meaning import Intent, Shade, Understanding
from bot.flows import rights, topics
from tests.flows.talk import Talk
from tests.meanings import SOMETHING, typed

# The screen to which each meaning leads, with the topic or the card on it.
LED: Final[dict[Intent | Shade, str]] = {
    Intent.DANGER_NOW: "danger.Emergency",
    Intent.SELF_HARM: "danger.Emergency",
    Intent.FIND_CENTRE: "centres.AskingRegion",
    Intent.PROTECTIVE_ORDER: "rights.Reading protective_order",
    Intent.SPECIAL_REQUIREMENTS: "rights.Reading special_requirements",
    Intent.ORDER_VIOLATED: "rights.Reading order_breach",
    Intent.REPORT_POLICE: "topics.Answering both_sides",
    Intent.POLICE_INACTION: "rights.Reading police_inaction",
    Intent.EVIDENCE: "rights.Reading evidence",
    Intent.DIVORCE_CHILDREN: "rights.Reading children_divorce",
    Intent.LEGAL_AID: "rights.Reading legal_help",
    Intent.IS_IT_ABUSE: "topics.Answering it_counts",
    Intent.SEXUAL_VIOLENCE: "topics.Answering sexual",
    Intent.ECONOMIC_ABUSE: "topics.Answering money",
    Intent.STALKING_DIGITAL: "topics.Answering watched",
    Intent.FORCED_MARRIAGE: "rights.Reading forced_marriage",
    Intent.SAFETY_PLAN: "plan.AskingSituation",
    Intent.TALK_TO_OPERATOR: "handover.Consenting",
    Intent.CHILD_CALLER: "under_18.AskingWhetherAlone",
    Intent.HELPING_OTHER: "someone_else.AskingWhetherNow",
    Intent.PERPETRATOR: "harm.Stopping",
    Intent.QUICK_EXIT: "neutral",
    Intent.CHANGE_LANGUAGE: "settings.ChoosingLanguage",
    Intent.PRIVACY: "privacy.Asking",
    Intent.SOCIAL_SUPPORT: "topics.Answering support",
    Intent.GREETING: "topics.Answering greeting",
    Intent.THANKS_BYE: "topics.Answering thanks",
    Intent.OUT_OF_SCOPE: "topics.Answering elsewhere",
    Shade.STILL_LOVE: "topics.Answering still_love",
    Shade.MAN: "man.Welcomed",
    Shade.WHAT_IS_THIS: "privacy.Asking",
    Shade.INSULT: "topics.Answering open_door",
}


def place(talk: Talk) -> str:
    """Return the name of the screen, with the topic or the card that stands on it."""
    match talk.turn.state:
        case topics.Answering(topic=topic) | rights.Reading(card=topic):
            return f"{talk.screen.name} {topic}"
        case _:
            return talk.screen.name


def means(talk: Talk, understood: Understanding, words: str = SOMETHING) -> None:
    """Let her type words that are understood so."""
    talk.happens(typed(understood, words))
