"""Which files there are, what they are about, and what new ones are called."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from bot.domain.editing import Kind
from bot.domain.errors import FileNameRefusedError, PaperUnknownError
from bot.domain.text import Counsel
from bot.knowledge import reader

KINDS: Final[Mapping[str, Kind]] = {
    "numbers.yaml": Kind.NUMBERS,
    "quick_cards.yaml": Kind.QUICK_CARDS,
    "medical.yaml": Kind.MEDICAL,
    "questions.yaml": Kind.QUESTIONS,
    "rights/chooser.yaml": Kind.CHOOSER,
    "centre_kinds.yaml": Kind.KINDS,
    "words_of_the_day.yaml": Kind.WORDS_OF_THE_DAY,
    "reviewers.yaml": Kind.REVIEWERS,
}
FOLDERS: Final[Mapping[str, Kind]] = {
    "centres": Kind.CENTRE,
    "rights": Kind.RIGHT,
    "plans": Kind.PLAN,
    "journeys": Kind.JOURNEY,
}
TITLES: Final[Mapping[str, Counsel]] = {
    "numbers.yaml": Counsel("Шұғыл нөмірлер", "Экстренные номера", "Emergency numbers"),
    "quick_cards.yaml": Counsel("Дайын карточкалар", "Готовые карточки", "Quick cards"),
    "medical.yaml": Counsel("Дәрігер қашан керек", "Когда нужен врач", "When a doctor is needed"),
    "questions.yaml": Counsel(
        "Қауіп туралы сұрақтар", "Вопросы об опасности", "Questions about danger"
    ),
    "worked_cases.yaml": Counsel("Тексеру мысалдары", "Примеры с ответами", "Worked cases"),
    "rights/chooser.yaml": Counsel(
        "Қандай қорғау сай келеді", "Какая защита подходит", "Which protection fits"
    ),
    "centre_kinds.yaml": Counsel("Орталық түрлері", "Виды центров", "Kinds of centres"),
    "words_of_the_day.yaml": Counsel("Күн сөздері", "Слова дня", "Words of the day"),
    "reviewers.yaml": Counsel("Кім тексереді", "Кто проверяет", "Who checks"),
    "regions.yaml": Counsel("Өңірлер", "Регионы", "Regions"),
    "places.yaml": Counsel("Қалалар мен ауылдар", "Города и сёла", "Towns and villages"),
    "old_laws.yaml": Counsel(
        "Заңдардың бұрынғы нөмірлері", "Прежние номера законов", "Former numbers of laws"
    ),
    "danger_words.yaml": Counsel("Қауіп сөздері", "Слова об опасности", "Words of danger"),
    "forbidden_phrases.yaml": Counsel(
        "Айтуға болмайтын сөздер", "Чего нельзя говорить", "What must not be said"
    ),
    "phrases/kk.yml": Counsel("Қазақша тіркестер", "Фразы на казахском", "Phrases in Kazakh"),
    "phrases/ru.yml": Counsel("Орысша тіркестер", "Фразы на русском", "Phrases in Russian"),
    "phrases/en.yml": Counsel("Ағылшынша тіркестер", "Фразы на английском", "Phrases in English"),
}

# What no system takes for a name, or takes for a device.
IMPOSSIBLE: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]|^\.|\.\.|[. ](?=\.yaml$)')
DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST: Final = 40
NEW: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# Letters as they stand in passports and on signposts, so that a name can be read aloud.
SEVERAL: Final = (
    ("ё", "yo"),
    ("ж", "zh"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ю", "yu"),
    ("я", "ya"),
)
LATIN: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        **dict(zip("әғқңөұүһі", "agqnouuhi", strict=True)),
        **dict(SEVERAL),
        **dict.fromkeys("ъь'’ʼ", ""),
    }
)


def model_of(folder: Path, file: str) -> type[BaseModel]:
    """Return what a file must look like; refuses every name that is none of ours."""
    stem = file.rpartition("/")[2]
    model = reader.kind_of(file)
    if model is None or IMPOSSIBLE.search(stem) or DEVICES.fullmatch(stem):
        raise PaperUnknownError
    try:
        is_inside = (folder / file).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise PaperUnknownError from error
    if not is_inside:
        raise PaperUnknownError
    return model


def is_known(folder: Path, file: str) -> bool:
    """Tell whether this is the name of a file that may be edited."""
    try:
        model_of(folder, file)
    except PaperUnknownError:
        return False
    return True


def kind_of(file: str) -> Kind:
    """Return what a file is about."""
    return KINDS.get(file) or FOLDERS.get(file.partition("/")[0], Kind.OTHER)


def file_named(kind: Kind, typed: str, taken: Collection[str]) -> str:
    """Return the name of a new file, made of what an editor typed."""
    folder = next((below for below, one in FOLDERS.items() if one is kind), None)
    if folder is None or kind is Kind.JOURNEY:
        raise FileNameRefusedError
    between = "-" if kind is Kind.CENTRE else "_"
    words = re.sub(r"[^a-z0-9]+", between, typed.strip().lower().translate(LATIN))
    stem = words.removesuffix(f"{between}yaml").strip("-_")[:LONGEST].strip("-_")
    file = f"{folder}/{stem}.yaml"
    is_taken = file in {one.lower() for one in taken}
    if is_taken or not NEW.fullmatch(stem) or DEVICES.fullmatch(stem) or file in KINDS:
        raise FileNameRefusedError
    return file
