"""Where each meaning of typed words leads, and the button that offers it."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.conversation import Option, State
from bot.domain.guide import Guide
from bot.domain.meaning import SUICIDE, Intent, Shade
from bot.domain.text import Text, _
from bot.domain.told import About
from bot.flows import (
    centres,
    danger,
    handover,
    harm,
    her_case,
    man,
    plan,
    privacy,
    rights,
    settings,
    someone_else,
    topics,
    under_18,
    welcome,
    words,
)

# The card of counsel that answers an intent.
CARDS: Final = {
    Intent.PROTECTIVE_ORDER: "protective_order",
    Intent.SPECIAL_REQUIREMENTS: "special_requirements",
    Intent.ORDER_VIOLATED: "order_breach",
    Intent.POLICE_INACTION: "police_inaction",
    Intent.EVIDENCE: "evidence",
    Intent.DIVORCE_CHILDREN: "children_divorce",
    Intent.LEGAL_AID: "legal_help",
    Intent.FORCED_MARRIAGE: "forced_marriage",
}
# A short fixed answer of flows/topics.py.
TOPICS: Final[Mapping[Intent | Shade, str]] = {
    Intent.REPORT_POLICE: "both_sides",
    Intent.IS_IT_ABUSE: "it_counts",
    Intent.SEXUAL_VIOLENCE: "sexual",
    Intent.ECONOMIC_ABUSE: "money",
    Intent.STALKING_DIGITAL: "watched",
    Intent.SOCIAL_SUPPORT: "support",
    Intent.GREETING: "greeting",
    Intent.THANKS_BYE: "thanks",
    Intent.OUT_OF_SCOPE: "elsewhere",
    Shade.STILL_LOVE: "still_love",
}
# A flow that begins there.
FLOWS: Final[Mapping[Intent | Shade, Callable[[State], State]]] = {
    Intent.DANGER_NOW: danger.FLOW.begin,
    Intent.SELF_HARM: lambda state: state.then(danger.Emergency(state, SUICIDE)),
    Intent.FIND_CENTRE: centres.FLOW.begin,
    Intent.SAFETY_PLAN: plan.FLOW.begin,
    Intent.TALK_TO_OPERATOR: handover.FLOW.begin,
    Intent.CHILD_CALLER: under_18.FLOW.begin,
    Intent.HELPING_OTHER: someone_else.FLOW.begin,
    Intent.PERPETRATOR: harm.FLOW.begin,
    Intent.CHANGE_LANGUAGE: settings.choosing_language,
    Intent.PRIVACY: privacy.FLOW.begin,
    Shade.MAN: man.FLOW.begin,
    Shade.WHAT_IS_THIS: privacy.FLOW.begin,
}
# Translators: buttons for somebody whose words were half understood. At most 30 characters.
LABELS: Final[Mapping[Intent, Text]] = {
    Intent.REPORT_POLICE: _("Reporting to the police"),
    Intent.IS_IT_ABUSE: _("Is this violence?"),
    Intent.SEXUAL_VIOLENCE: _("Sex against my will"),
    Intent.ECONOMIC_ABUSE: _("My money is controlled"),
    Intent.STALKING_DIGITAL: _("I am followed or watched"),
    Intent.SOCIAL_SUPPORT: _("Benefits, housing, papers"),
    Intent.HELPING_OTHER: _("I worry for someone"),
    Intent.CHILD_CALLER: _("I am under 18"),
    Intent.PERPETRATOR: _("I hurt someone"),
    Intent.PRIVACY: _("Privacy"),
}
# Where a known button leads to the same place, it is the one that is offered.
BUTTONS: Final = {
    Intent.DANGER_NOW: welcome.NEED_HELP_NOW,
    Intent.FIND_CENTRE: words.CENTRES,
    Intent.SAFETY_PLAN: words.PLAN,
}
OFFER: Final = "mean."
# Whoever is under 18, or hurts somebody, stays on the path made for them: no questionnaire, and
# nothing about where those who are hurt find help.
OWN_PATHS: Final = {About.CHILD: under_18.FLOW.begin, About.HARM: harm.FLOW.begin}
OPEN_TO_ALL: Final[frozenset[Intent | Shade]] = frozenset(
    {
        *(Intent.DANGER_NOW, Intent.SELF_HARM, Intent.TALK_TO_OPERATOR, Intent.PRIVACY),
        *(Intent.CHILD_CALLER, Intent.PERPETRATOR, Intent.CHANGE_LANGUAGE),
        *(Intent.THANKS_BYE, Intent.OUT_OF_SCOPE, Shade.WHAT_IS_THIS),
    }
)


def option_for(intent: Intent, guide: Guide) -> Option | None:
    """Return the button that offers a meaning; small talk and leaving have none."""
    if intent in BUTTONS:
        return BUTTONS[intent]
    card = guide.rights.get(CARDS.get(intent, ""))
    label = card.button if card else LABELS.get(intent)
    return Option(f"{OFFER}{intent.value}", label) if label else None


def is_open(meaning: Intent | Shade, state: State) -> bool:
    """Tell whether a meaning leads beyond the path that was made for whoever writes."""
    return state.told.about not in OWN_PATHS or meaning in OPEN_TO_ALL


def place_for(meaning: Intent | Shade, state: State, behind: State | None, guide: Guide) -> State:
    """Return the place that answers a meaning; `behind` is where "Back" leads from there."""
    if not is_open(meaning, state):
        return OWN_PATHS[state.told.about](state)
    if meaning in CARDS and CARDS[Intent(meaning)] in guide.rights:
        return state.then(rights.Reading(CARDS[Intent(meaning)]))
    if meaning is Intent.TALK_TO_OPERATOR and her_case.open_case(guide):
        return her_case.place_of(state, guide)
    if begin := FLOWS.get(meaning):
        return begin(state)
    topic = TOPICS.get(meaning)
    return state.then(topics.Answering(topic, behind)) if topic else welcome.home(state)
