"""Makes the Guide of models that were read without fault."""

from datetime import date
from typing import Final

from bot.domain.danger import Band, Cause, Choice, Item, Questionnaire, Together
from bot.domain.guide import (
    Ages,
    Centre,
    CentreId,
    Chooser,
    ChooserOption,
    ChooserQuestion,
    Guide,
    Medical,
    Numbers,
    Phone,
    Place,
    PlaceId,
    Plan,
    QuickCard,
    Region,
    RegionId,
    Review,
    Right,
)
from bot.domain.text import Counsel
from bot.knowledge import models, question_models
from bot.knowledge.alarm import DangerWords
from bot.knowledge.gazetteer import Gazetteer
from bot.knowledge.once import Remembered
from bot.knowledge.shelf import Shelf
from bot.knowledge.validity import is_in_force, latest, versions_of

BANDS: Final = {band.name.lower(): band for band in Band}
# The order in which rights stand in the list of all topics.
RIGHTS_IN_ORDER: Final = (
    "protective_order",
    "special_requirements",
    "order_breach",
    "police_inaction",
    "evidence",
    "medical_papers",
    "shelter",
    "legal_help",
)
PLANS_IN_ORDER: Final = ("living_together", "preparing", "after_leaving", "children", "digital")


def build(shelf: Shelf, today: date, ages: Ages) -> Guide:
    """Return the Guide of a shelf that holds every file."""
    reviewers = {
        reviewer.id: _words(reviewer.says)
        for reviewer in shelf.one("reviewers.yaml", models.ReviewersFile).reviewers
    }
    places = PLACES(shelf.one("places.yaml", models.PlacesFile))
    return Guide(
        questionnaire=questionnaire(shelf.one("questions.yaml", question_models.QuestionsFile)),
        rights=_rights(shelf, reviewers, today),
        chooser=_chooser(shelf.one("rights/chooser.yaml", models.ChooserFile)),
        regions={region.id: region for region in map(_region, _regions(shelf))},
        places=places,
        gazetteer=GAZETTEER(shelf.one("places.yaml", models.PlacesFile)),
        centres=_centres(shelf, reviewers),
        plans=_plans(shelf, reviewers),
        medical=_medical(shelf.one("medical.yaml", models.MedicalFile), reviewers),
        numbers=_numbers(shelf.one("numbers.yaml", models.NumbersFile), reviewers),
        words_of_the_day=tuple(
            map(_words, shelf.one("words_of_the_day.yaml", models.WordsFile).words)
        ),
        alarm=ALARM(shelf.one("danger_words.yaml", models.DangerWordsFile)),
        today=today,
        ages=ages,
        quick_cards=_quick_cards(shelf.one("quick_cards.yaml", models.QuickCardsFile), reviewers),
    )


def questionnaire(file: question_models.QuestionsFile) -> Questionnaire:
    """Return the questions of their file."""
    return Questionnaire(
        items=tuple(_item(item) for item in file.items),
        core=tuple(file.core),
        pause_after=file.pause_after,
        high_from=file.scale.high_from,
        not_sure=file.scale.not_sure,
        unknown_core=file.scale.unknown_core,
        soon=(file.soon.question, file.soon.answer),
        together=tuple(
            Together(tuple(extra.answers.items()), extra.points) for extra in file.together
        ),
    )


def _regions(shelf: Shelf) -> list[models.RegionEntry]:
    return shelf.one("regions.yaml", models.RegionsFile).regions


def _words(words: models.Words) -> Counsel:
    return Counsel(words.kk, words.ru, words.en)


def _maybe(words: models.Words | None) -> Counsel | None:
    return _words(words) if words else None


def _review(file: models.Checked, reviewers: dict[str, Counsel]) -> Review:
    return Review(file.checked_on, reviewers[file.checked_by])


def _item(item: question_models.ItemEntry) -> Item:
    choices = tuple(_choice(option) for option in item.options)
    return Item(item.id, _words(item.text), choices, _maybe(item.lead_in), item.several)


def _choice(option: question_models.OptionEntry) -> Choice:
    return Choice(
        id=option.id,
        label=_words(option.label),
        band=BANDS[option.band] if option.band else None,
        points=option.points,
        first=Cause(option.first) if option.first else None,
        medical=option.medical or "",
        psychologist=option.psychologist,
        card=_maybe(option.card),
    )


def _rights(shelf: Shelf, reviewers: dict[str, Counsel], today: date) -> dict[str, Right]:
    found = (latest(versions, today) for versions in versions_of(shelf).values())
    files = {file.id: file for file in found if file is not None}
    first = [files[right] for right in RIGHTS_IN_ORDER if right in files]
    rest = [file for right, file in sorted(files.items()) if right not in RIGHTS_IN_ORDER]
    return {
        file.id: Right(
            id=file.id,
            button=_words(file.button),
            title=_words(file.title),
            parts=tuple(
                _words(part)
                for part in (file.what, file.who, file.how_long, file.if_broken)
                if part
            ),
            next=_words(file.next),
            source=_words(file.source),
            review=_review(file, reviewers),
            is_in_force=is_in_force(file, today),
        )
        for file in (*first, *rest)
    }


def _chooser(file: models.ChooserFile) -> Chooser:
    return Chooser(
        questions=tuple(
            ChooserQuestion(
                question.id,
                _words(question.text),
                tuple(
                    ChooserOption(option.id, _words(option.label), tuple(option.cards))
                    for option in question.options
                ),
            )
            for question in file.questions
        ),
        common=tuple(file.common),
    )


def _region(region: models.RegionEntry) -> Region:
    return Region(
        RegionId(region.id), _words(region.name), _words(region.short), PlaceId(region.centre)
    )


def _place(place: models.PlaceEntry) -> Place:
    return Place(
        id=PlaceId(place.id),
        region=RegionId(place.region),
        name=_words(place.name),
        also=tuple(place.also),
        latitude=place.latitude,
        longitude=place.longitude,
        kind=place.kind,
    )


def _centres(shelf: Shelf, reviewers: dict[str, Counsel]) -> tuple[Centre, ...]:
    kinds = {kind.id: kind for kind in shelf.one("centre_kinds.yaml", models.KindsFile).kinds}
    return tuple(
        Centre(
            id=CentreId(file.id),
            region=RegionId(file.region),
            place=PlaceId(file.place) if file.place else None,
            name=_words(file.names),
            offers=_words(file.offers or kinds[file.kind].offers),
            who_may_come=_words(file.who_may_come or kinds[file.kind].who_may_come),
            phones=tuple(Phone(phone.number, phone.label == "hotline") for phone in file.phones),
            hours=_maybe(file.hours),
            verified=file.status == "active",
            review=_review(file, reviewers),
        )
        for file in shelf.all("centres", models.CentreFile).values()
        if file.status != "hidden"
    )


def _plans(shelf: Shelf, reviewers: dict[str, Counsel]) -> dict[str, Plan]:
    files = {file.id: file for file in shelf.all("plans", models.PlanFile).values()}
    order = sorted(files, key=lambda plan: (*_place_in(plan), plan))
    return {
        plan: Plan(
            id=plan,
            button=_words(files[plan].button),
            title=_words(files[plan].title),
            warning=_maybe(files[plan].warning),
            pages=tuple(tuple(map(_words, page.items)) for page in files[plan].pages),
            review=_review(files[plan], reviewers),
        )
        for plan in order
    }


def _place_in(plan: str) -> tuple[int]:
    return (PLANS_IN_ORDER.index(plan) if plan in PLANS_IN_ORDER else len(PLANS_IN_ORDER),)


def _medical(file: models.MedicalFile, reviewers: dict[str, Counsel]) -> dict[str, Medical]:
    review, source = _review(file, reviewers), _words(file.source)
    return {card.id: Medical(_words(card.text), source, review) for card in file.cards}


def _quick_cards(
    file: models.QuickCardsFile, reviewers: dict[str, Counsel]
) -> tuple[QuickCard, ...]:
    review = _review(file, reviewers)
    return tuple(
        QuickCard(card.id, card.group, _words(card.label), _words(card.text), review)
        for card in file.cards
    )


def _numbers(file: models.NumbersFile, reviewers: dict[str, Counsel]) -> Numbers:
    return Numbers(
        names={entry.number: _words(entry.name) for entry in file.numbers},
        says={entry.number: _words(entry.says) for entry in file.numbers},
        silent=_words(file.silent),
        what_to_say=_words(file.what_to_say),
        review=_review(file, reviewers),
    )


def _places_of(file: models.PlacesFile) -> dict[PlaceId, Place]:
    return {place.id: place for place in map(_place, file.places)}


# Learning all names and words takes most of the time of a building.
PLACES: Final = Remembered(_places_of)
GAZETTEER: Final = Remembered(lambda file: Gazetteer(PLACES(file).values()))
ALARM: Final = Remembered(DangerWords)
