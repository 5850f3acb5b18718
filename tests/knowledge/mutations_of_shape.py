"""Damage to the form of files: YAML, keys, types, dates, names of files."""

from typing import Final

from bot.domain.language import Language
from bot.knowledge import reader, slips, strays, yaml_text
from bot.knowledge.checks import dates
from bot.knowledge.files import NOT_UTF8
from tests.conftest import KNOWLEDGE
from tests.knowledge.mutations import (
    CARDS,
    CENTRE,
    CHOOSER,
    NUMBERS,
    QUESTIONS,
    RIGHT,
    Mutation,
    in_centre,
    in_file,
    rename,
    write,
)

_BOMB: Final = "".join(
    f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9) if number else 'x, x, x'}]\n"
    for number in range(12)
)
_WELL: Final = (KNOWLEDGE / CENTRE).read_bytes()
_MEDICAL: Final = (KNOWLEDGE / "medical.yaml").read_text("utf-8")
_SECOND_CARD: Final = _MEDICAL[_MEDICAL.index("  - id: sex") :]
_DAYS: Final = (KNOWLEDGE / "words_of_the_day.yaml").read_text("utf-8")

YAML: Final = {
    "quotes in the middle": in_centre('"Umit', '"Umit"', yaml_text.UNREADABLE, line='"Umit" c'),
    "a bracket without end": in_centre(
        "kind: crisis_centre", "kind: [crisis_centre", yaml_text.UNREADABLE, line="names:"
    ),
    "a tab": in_centre('  ru: "Криз', '\tru: "Криз', yaml_text.TAB),
    "two documents": in_centre("region:", "---\nregion:", yaml_text.UNREADABLE, line="---"),
    "a sign of no text": in_centre("Umit", "Um\x07it", yaml_text.SIGN),
    "brackets too deep": in_centre(
        "hours: null", f"hours: {'[' * 99}{']' * 99}", yaml_text.TOO_DEEP, line="hours: [["
    ),
    "lists too deep": in_centre(
        "hours: null", f"hours:\n  {'- ' * 99}x", yaml_text.TOO_DEEP, line="  - - - -"
    ),
    "aliases without measure": Mutation(
        CENTRE, write(CENTRE, _BOMB.encode()), "a6:", yaml_text.TOO_MUCH
    ),
    "an alias within itself": in_centre(
        "hours: null", "hours: &again [*again]", yaml_text.TOO_MUCH, line="hours: &again"
    ),
    "not UTF-8": Mutation(
        CENTRE, write(CENTRE, _WELL.replace("«Үміт»".encode(), b"\xd3ir")), "kk: ", NOT_UTF8
    ),
    "too big": Mutation(
        CENTRE, write(CENTRE, _WELL + b"# more\n" * 800_000), "yaml-lang", yaml_text.TOO_BIG
    ),
    "an empty file": Mutation(CENTRE, write(CENTRE, b""), "", slips.EMPTY),
    "a list for a file": Mutation(CENTRE, write(CENTRE, b"- a\n- b\n"), "- a", slips.MAPPING),
    "mere words for a file": Mutation(
        CENTRE, write(CENTRE, b"just words\n"), "just", slips.MAPPING
    ),
}
KEYS: Final = {
    "a key with a slip": in_centre("hours: null", "huors: null", slips.MEANT, meant="hours"),
    "a slip in a key of a list": in_centre(
        '- number: "+77172497889"', '- nomber: "+77172497889"', slips.MEANT, meant="number"
    ),
    "a slip in a deep key": in_file(
        QUESTIONS, "        points: 0", "        piont: 0", slips.MEANT, meant="points"
    ),
    "a slip in a key of the chooser": in_file(
        CHOOSER, "cards: [threats", "card: [threats", slips.MEANT, meant="cards"
    ),
    "a slip in a key above its value": in_file(
        RIGHT, "title:\n", "titel:\n", slips.MEANT, line="titel:", meant="title"
    ),
    "an unknown key": in_centre("hours:", "colour: red\nhours:", slips.UNKNOWN_KEY, line="colour"),
    "a key for an address": in_centre(
        "hours:", "street: Abai\nhours:", slips.NO_ADDRESS, line="street"
    ),
    "a key twice": in_centre(
        "checked_on:", "place: semey\nchecked_on:", reader.KEY_TWICE, line="place: semey"
    ),
    "a language twice": in_file(
        RIGHT,
        '  en: "Threats"\n',
        '  en: "Threat"\n  en: "Threats"\n',
        reader.KEY_TWICE,
        line='en: "Threats"',
    ),
    "a key is missing": in_centre("status: active\n", "", slips.MISSING, line="id: AST-01"),
    "a language that is not ours": in_centre(
        "  kk: ", "  kz: ", slips.MISSING_LANGUAGE[Language.KAZAKH], line="  kz: "
    ),
}
_LINES: Final = {Language.KAZAKH: '"Угрозы"', Language.RUSSIAN: '"Қорқыту"'}
LANGUAGES: Final = {
    f"no {language} text": in_file(
        RIGHT,
        f"  {language}: {words}\n",
        "",
        slips.MISSING_LANGUAGE[language],
        line=_LINES.get(language, '"Қорқыту"'),
    )
    for language, words in zip(Language, ('"Қорқыту"', '"Угрозы"', '"Threats"'), strict=True)
}
VALUES: Final = {
    "an empty text": in_file(RIGHT, '"Threats"', '" "', slips.BAD_TEXT, line='en: " "'),
    "a text that is a yes": in_file(RIGHT, '"Threats"', "yes", slips.QUOTES, line="en: yes"),
    "a text that is a number": in_file(RIGHT, '"Threats"', "112", slips.QUOTES, line="en: 112"),
    "one text for three": in_file(
        RIGHT, "title:\n", "title: null\nold:\n", slips.THREE_LANGUAGES, line="title: null"
    ),
    "a yes for a list": in_centre("phones:\n", "phones: yes\nx:\n", slips.LIST, line="phones: yes"),
    "keys for a list": in_centre(
        '  - number: "+77172497889"\n  - number: "+77073362036"\n',
        '  number: "+77172497889"\n',
        slips.LIST,
    ),
    "an unknown status": in_centre("status: active", "status: activ", slips.ONE_OF, meant="active"),
    "an unknown group": in_file(CARDS, "group: fixed", "group: fixt", slips.ONE_OF, meant="fixed"),
    "neither true nor false": in_file(
        QUESTIONS, "several: false", "several: maybe", slips.YES_OR_NO
    ),
    "words for a number": in_file(
        QUESTIONS, "not_sure: 1", "not_sure: few", slips.NUMBER, line="not_sure: few"
    ),
    "a number too small": in_file(QUESTIONS, "points: 0", "points: -1", slips.AT_LEAST),
    "a place beyond the Earth": in_file(
        "places.yaml", "latitude: 51.18", "latitude: 511.8", slips.AT_MOST
    ),
    "too few entries": in_file(
        "medical.yaml", _SECOND_CARD, "", slips.MORE_ENTRIES, line="  - id: neck"
    ),
    "too few words of the day": Mutation(
        "words_of_the_day.yaml",
        write("words_of_the_day.yaml", "".join(_DAYS.splitlines(keepends=True)[:9]).encode()),
        "алма",
        slips.MORE_ENTRIES,
    ),
    "an id with a space": in_centre("id: AST-01", "id: AST 01", slips.BAD_ID),
    "a number of four digits": in_file(NUMBERS, '"103"', '"1033"', slips.SHORT_NUMBER),
}
DATES: Final = {
    "a date as people write it": in_centre("2026-11-21", "21.11.2026", slips.BAD_DATE),
    "a day no calendar has": in_centre("2026-11-21", "2026-02-30", slips.NO_SUCH_DAY),
    "a day to come": in_centre("2026-11-21", "2026-12-21", dates.IN_FUTURE),
    "a day long ago": in_centre("2026-11-21", "1026-11-21", dates.TOO_LONG_AGO),
    "changed since its check": in_centre(
        "+77172497889", "+77172497880", dates.CHANGED, line="checked_on"
    ),
    "a law changed since its check": in_file(
        RIGHT, '"Threats"', '"A threat"', dates.CHANGED, line="checked_on"
    ),
}
FILES: Final = {
    "a file is gone": Mutation(NUMBERS, rename(NUMBERS, "numbers.bak"), None, reader.MISSING_FILE),
    "a slip in a file's name": Mutation(
        "numbrs.yaml",
        rename(NUMBERS, "numbrs.yaml"),
        None,
        strays.NOBODY_READS,
        meant="numbers.yaml",
        beside=(NUMBERS,),
    ),
    "another ending": Mutation(
        "centres/astana-umit.yml",
        rename(CENTRE, "centres/astana-umit.yml"),
        None,
        strays.NOBODY_READS,
        meant=CENTRE,
    ),
    "an ending of an editor": Mutation(
        f"{CENTRE}.txt",
        rename(CENTRE, f"{CENTRE}.txt"),
        None,
        strays.NOBODY_READS,
        meant=CENTRE,
    ),
    "a slip in a folder's name": Mutation(
        "centers/astana-umit.yaml",
        rename(CENTRE, "centers/astana-umit.yaml"),
        None,
        strays.NOBODY_READS,
        meant=CENTRE,
    ),
    "a folder in a folder": Mutation(
        "rights/old/threats.yaml",
        write("rights/old/threats.yaml", (KNOWLEDGE / RIGHT).read_bytes()),
        None,
        strays.NOBODY_READS,
        meant=RIGHT,
    ),
}
OF_SHAPE: Final = YAML | KEYS | LANGUAGES | VALUES | DATES | FILES
