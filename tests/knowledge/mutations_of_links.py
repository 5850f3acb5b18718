"""Damage to what files say of one another: ids, phones, regions, answers, phrases."""

from typing import Final

from bot.knowledge import examples, slips
from bot.knowledge.checks import names, phones, questions, quick_cards, regions
from tests.knowledge.mutations import (
    CARDS,
    CENTRE,
    CHOOSER,
    NUMBERS,
    QUESTIONS,
    REGIONS,
    WORKED,
    Mutation,
    in_centre,
    in_file,
    swap,
)

NEIGHBOUR: Final = "centres/astana-korgau.yaml"
ONLY_IN_WEST: Final = "centres/oral-crisis-centre.yaml"
DANGER: Final = "danger_words.yaml"
RUSSIAN: Final = "phrases/ru.yml"
SOURCE_54: Final = """    source:
      kk: "ӘҚБтК 54-бабы"
      ru: "КоАП, ст. 54"
      en: "Code of Administrative Offences, art. 54"
"""

NAMES: Final = {
    "an unknown region": in_centre("region: AST", "region: ASTA", names.NO_REGION, meant="AST"),
    "an unknown place": in_centre("place: astana", "place: astna", names.NO_PLACE, meant="astana"),
    "a place of another region": in_centre("place: astana", "place: almaty", names.OTHER_REGION),
    "an unknown kind": in_centre("crisis_centre", "crisis", names.NO_KIND, meant="crisis_centre"),
    "an unknown reviewer": in_centre(
        "printed-list", "printed_list", names.NO_REVIEWER, meant="printed-list"
    ),
    "an unknown card": in_file(CHOOSER, "[threats,", "[threads,", names.NO_CARD, meant="threats"),
    "an unknown card for all": in_file(
        CHOOSER, "common: [", "common: [legal_hlep, ", names.NO_CARD, meant="legal_help"
    ),
    "a region around no place": in_file(
        REGIONS, "centre: almaty", "centre: almatty", names.NO_PLACE, meant="almaty"
    ),
    "a place in no region": in_file(
        "places.yaml", "sairam, region: SHM", "sairam, region: SHN", names.NO_REGION, meant="SHM"
    ),
    "an id of two centres": Mutation(
        NEIGHBOUR,
        swap(NEIGHBOUR, ("id: AST-X1", "id: AST-01")),
        "id: AST-01",
        names.TWICE,
        beside=(CENTRE,),
    ),
    "an id that is not its file's": in_file(
        "rights/evidence.yaml", "id: evidence", "id: proof", names.OTHER_NAME
    ),
    "an id twice in a list": in_file(
        CARDS,
        "id: rescue",
        "id: police",
        names.ID_TWICE,
        line='police\n    group: numbers\n    label:\n      kk: "112',
    ),
    "a question of the chooser twice": in_file(
        CHOOSER, "id: wanted", "id: happened # again", names.ID_TWICE, line="# again"
    ),
    "an unknown law": in_file(
        "old_laws.yaml",
        "- law: services_standard",
        "- law: service_standard",
        names.NO_LAW,
        meant="services_standard",
    ),
}
PHONES: Final = {
    "a phone with 8": in_centre("+77172497889", "87172497889", slips.PHONE_FORM),
    "a phone with spaces": in_centre("+77172497889", "+7 (7172) 49-78-89", slips.PHONE_FORM),
    "a phone of another country": in_centre("+77172497889", "+441724978890", slips.BAD_PHONE),
    "a phone that is too short": in_centre("+77172497889", "+7717249788", slips.BAD_PHONE),
    "a phone without quotation marks": in_centre('"+77172497889"', "+77172497889", slips.QUOTES),
    "a phone of Russia": in_centre("+77172497889", "+79172497889", phones.NOT_OF_HERE),
    "a phone twice": in_centre(
        '"+77073362036"', '"+77172497889" # again', phones.TWICE_HERE, line="# again"
    ),
    "a phone of two centres": Mutation(
        CENTRE,
        swap(CENTRE, ("+77172497889", "+77112285600")),
        "+77112285600",
        phones.ELSEWHERE,
        beside=(ONLY_IN_WEST,),
    ),
    "a label nobody knows": in_centre(
        '"+77172497889"\n',
        '"+77172497889"\n    label: hotlin\n',
        slips.ONE_OF,
        line="hotlin",
        meant="hotline",
    ),
    "an unknown short number": in_file(NUMBERS, '"103"', '"130"', phones.NOT_CONFIRMED),
    "a short number is missing": in_file(
        NUMBERS, '"111"', '"150"', phones.MISSING_NUMBER, line='- number: "102"'
    ),
    "a short number twice": in_file(
        NUMBERS, '"103"', '"102" # again', phones.SHORT_TWICE, line="# again"
    ),
}
SERVED: Final = {
    "a region nobody serves": Mutation(
        REGIONS,
        swap(ONLY_IN_WEST, ("status: active", "status: hidden")),
        "- id: WKZ",
        regions.NOBODY,
    ),
    "a region somebody serves": in_file(
        REGIONS,
        "centre: oral\n",
        "centre: oral\n    nobody_serves: true\n",
        regions.SOMEBODY,
        line="nobody_serves",
    ),
}
ANSWERS: Final = {
    "an unknown answer": in_file(
        WORKED, "{q_now: here}", "{q_now: hier}", questions.NO_ANSWER, meant="here"
    ),
    "an unknown question": in_file(
        WORKED, "{q_neck: week", "{q_nek: week", questions.NO_ANSWER, meant="q_neck"
    ),
    "an unknown skip": in_file(WORKED, "[q_sex]", "[q_sexx]", questions.NO_QUESTION, meant="q_sex"),
    "an unknown core": in_file(
        QUESTIONS, "[q_kill,", "[q_kil,", questions.NO_QUESTION, meant="q_kill"
    ),
    "an unknown pause": in_file(
        QUESTIONS,
        "pause_after: q_self",
        "pause_after: q_selv",
        questions.NO_QUESTION,
        meant="q_self",
    ),
    "an unknown pair": in_file(
        QUESTIONS, "{q_leave: ", "{q_leaves: ", questions.NO_ANSWER, meant="q_leave"
    ),
    "an unknown soon": in_file(
        QUESTIONS, "answer: soon", "answer: son", questions.NO_ANSWER, meant="soon"
    ),
    "a case leads elsewhere": in_file(
        WORKED, "band: high, points: 8", "band: high, points: 3", questions.OTHER_BAND
    ),
    "a weight was changed": Mutation(
        WORKED,
        swap(QUESTIONS, ("high_from: 7", "high_from: 4")),
        "W08",
        questions.OTHER_BAND,
        beside=(QUESTIONS,),
    ),
    "danger is not heard": in_file(
        DANGER, "  danger:\n", "  danger:\n    - алма\n", questions.NOT_HEARD, line="- алма\n"
    ),
    "calm is heard": in_file(
        DANGER,
        "  calm:\n",
        "  calm:\n    - он меня убивает дома\n",
        questions.HEARD,
        line="убивает дома",
    ),
}
DESK: Final = {
    "no first words": in_file(CARDS, "id: first_line", "id: first_word", quick_cards.CARD_MISSING),
    "the warning elsewhere": in_file(
        CARDS, "group: warning", "group: safety", quick_cards.CARD_MISSING, line="- id: first_line"
    ),
    "law without a source": in_file(
        CARDS, SOURCE_54, "", quick_cards.NO_SOURCE, line="- id: special_requirements"
    ),
}
PHRASES: Final = {
    "an unknown intent": in_file(
        RUSSIAN, "intent: privacy", "intent: privasy", examples.NO_INTENT, meant="privacy"
    ),
    "a phrase without its dash": in_file(
        RUSSIAN, "    - муж бьёт меня\n", "    муж бьёт меня\n", examples.NO_BULLET
    ),
    "a phrase with brackets": in_file(
        RUSSIAN, "- муж бьёт меня\n", "- [муж] бьёт меня\n", examples.MARKED
    ),
    "an intent twice": in_file(
        RUSSIAN, "intent: privacy", "intent: danger_now # again", examples.TWICE, line="# again"
    ),
}
OF_LINKS: Final = NAMES | PHONES | SERVED | ANSWERS | DESK | PHRASES
