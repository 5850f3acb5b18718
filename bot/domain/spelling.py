"""One spelling for all the ways in which people here type the same word."""

import re
from typing import Final
from unicodedata import category, normalize

KAZAKH_AND_RUSSIAN: Final = {
    **dict(zip("абвгдезийклмнопрстуфх", "abvgdeziiklmnoprstufh", strict=True)),
    **dict(zip("әғқңөұүһіыэ", "agknouuhiie", strict=True)),
    **dict(zip("жцчшщюя", ("j", "ts", "ch", "sh", "sh", "iu", "ia"), strict=True)),
    **dict.fromkeys("ъь", ""),
}
# Letters of neighbours and of old keyboards that stand for the ones above.
LOOKALIKES: Final = dict(zip("єґҳҝҟӊӈҥəæɵøҗ", "eghkknnnaaooj", strict=True))
# The Kazakh alphabets of 2018 (ý is у, ǵ is ғ) and of 2021, and English habits.
LATIN: Final = {
    **dict(zip("qwxyıžý", "kuhiiju", strict=True)),
    **dict(zip("şšçčŋ", ("sh", "sh", "ch", "ch", "n"), strict=True)),
}
# A soft sign, the tail of g' and invisible letters are nothing; every other sign is a space.
NOTHING: Final = dict.fromkeys("'`´’‘ʼʹʻ", "")
LETTERS: Final = str.maketrans({**KAZAKH_AND_RUSSIAN, **LOOKALIKES, **LATIN, **NOTHING})

# Several letters for one sound, the longer ones first.
SOUNDS: Final = {
    "shch": "sh",
    "sch": "sh",
    "tch": "ch",
    "dzh": "j",
    "dj": "j",
    "zh": "j",
    "ngh": "n",
    "ng": "n",
    "gh": "g",
    "kh": "h",
    "ie": "e",
}
SOUND: Final = re.compile("|".join(SOUNDS))
LONE_C: Final = re.compile("c(?!h)")
DOUBLED: Final = re.compile(r"([a-z])\1+")
BETWEEN_WORDS: Final = re.compile("[^a-z0-9]+")


def fold(words: str) -> str:
    """Bring words in any alphabet used here to one comparable ASCII spelling."""
    letters = _plain(normalize("NFKC", words).lower().translate(LETTERS))
    folded = BETWEEN_WORDS.sub(" ", letters).strip()
    while (simpler := _simpler(folded)) != folded:
        folded = simpler
    return folded


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in their order."""
    return tuple(fold(text).split())


def _plain(letters: str) -> str:
    """Take off accents and invisible signs."""
    apart = normalize("NFKD", letters).translate(LETTERS)
    return "".join(letter for letter in apart if category(letter) not in {"Mn", "Cf"})


def _simpler(folded: str) -> str:
    """Write one sound with one letter, and a doubled letter once."""
    once = DOUBLED.sub(r"\1", LONE_C.sub("ch", folded))
    return DOUBLED.sub(r"\1", SOUND.sub(lambda sound: SOUNDS[sound[0]], once))
