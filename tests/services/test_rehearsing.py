"""An editor plays conversations on drafts, and keeps one as a test of what is published later."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.domain.errors import FileNameRefusedError, NotAllowedError, RefusedError
from bot.domain.language import Language
from bot.domain.meaning import Guess, Intent, Understanding
from bot.domain.rehearsal import MOST_STEPS, Does, Step
from bot.services.previewing import Preview, PreviewPaper
from bot.services.rehearsing import KeepRehearsal, Played, RehearsalBrokenError, Rehearse
from bot.translation.translator import Translator
from tests.services.editors import NEW_PHONE, OLD_PHONE, ORDER, UMIT, Editors

RUSSIAN = Language.RUSSIAN
KEPT = "journeys/to-the-card.yaml"


def picks(*options: str) -> tuple[Step, ...]:
    return tuple(Step(Does.PICKS, option) for option in options)


def types(words: str) -> tuple[Step, ...]:
    return (Step(Does.TYPES, words),)


TO_ORDER = picks("yes", "go.rights", "all", "protective_order")
TO_UMIT = picks("yes", "go.centres", "AST", "astana")
TO_SEMEI = (*picks("yes", "go.centres"), *types("Семей"))


@dataclass
class Understands:
    """Understands everything in one way, and counts how often it was asked."""

    meant: Understanding
    asked: list[str] = field(default_factory=list)

    async def __call__(self, words: str) -> Understanding:
        """Return what all words mean."""
        self.asked.append(words)
        return self.meant


@dataclass
class Stage:
    """An editor who rehearses."""

    editors: Editors
    pages: Translator
    understand: Understands

    async def plays(
        self, steps: Sequence[Step], language: Language = RUSSIAN, on: date | None = None
    ) -> Played:
        """Play steps as a visitor of the page would."""
        rehearse = Rehearse(self.editors.room, self.pages, self.understand)
        return await rehearse(self.editors.dina, language, steps, on=on)

    async def keeps(self, steps: Sequence[Step], name: str = "To the card") -> object:
        """Keep a rehearsal."""
        keep = KeepRehearsal(self.editors.room, self.pages)
        return await keep(self.editors.dina, name, RUSSIAN, steps)

    async def previews(self, file: str, on: date | None = None) -> tuple[Preview, ...]:
        """Show a file as visitors will see it."""
        preview = PreviewPaper(self.editors.room, self.pages)
        return await preview(self.editors.dina, file, RUSSIAN, on=on)

    async def retitles(self) -> None:
        """Give the card another title in a draft."""
        text = self.editors.text(ORDER).replace("Защитное предписание", "Предписание о защите")
        renewed = text.replace("checked_on: 2026-11-21", f"checked_on: {self.editors.today}")
        await self.editors.save(self.editors.dina, ORDER, text=renewed)


@pytest.fixture
def stage(editors: Editors, translator: Translator) -> Stage:
    meant = Understanding((Guess(Intent.FIND_CENTRE, 0.97),), RUSSIAN)
    return Stage(editors, translator, Understands(meant))


async def test_a_rehearsal_begins_as_a_strangers_conversation(stage: Stage) -> None:
    played = await stage.plays(())

    assert played.place == "welcome.AskingWhetherToRead"
    assert (played.language, played.page.language) == (RUSSIAN, RUSSIAN)
    assert played.was_possible


async def test_it_is_played_on_the_draft_and_nobody_else_reads_it(stage: Stage) -> None:
    await stage.editors.rings(stage.editors.dina)
    played = await stage.plays(TO_UMIT)

    assert played.place == "centres.ShowingCentre"
    assert NEW_PHONE in played.page.text
    assert stage.editors.phones()[0] == OLD_PHONE


async def test_the_language_is_switched_anywhere_and_the_place_is_kept(stage: Stage) -> None:
    played = await stage.plays((*TO_ORDER, Step(Does.SPEAKS, "kk")))

    assert (played.place, played.language) == ("rights.Reading", Language.KAZAKH)
    assert played.page.text.startswith("Қорғау нұсқамасы")


async def test_what_is_not_offered_does_nothing(stage: Stage) -> None:
    before = await stage.plays(TO_ORDER)
    for step in (
        *picks("no such thing", "yes"),
        *types("  "),
        Step(Does.SPEAKS, "de"),
        Step(Does.LOCATES, "91 10"),
        Step(Does.LOCATES, "nan"),
    ):
        after = await stage.plays((*TO_ORDER, step))
        assert (after.page, after.steps, after.was_possible) == (before.page, TO_ORDER, False)


async def test_after_exit_nothing_follows(stage: Stage) -> None:
    left = await stage.plays(picks("yes", "exit"))

    assert (left.place, left.page.rows) == ("neutral", ())
    assert not (await stage.plays(picks("yes", "exit", "go.danger"))).was_possible


async def test_a_rehearsal_has_an_end(stage: Stage) -> None:
    played = await stage.plays((*picks("yes"), *picks("go.plan", "go.home") * MOST_STEPS))

    assert (len(played.steps), played.was_possible) == (MOST_STEPS, False)


async def test_words_are_asked_for_their_meaning_once(stage: Stage) -> None:
    first = await stage.plays(TO_SEMEI)
    again = await stage.plays(first.steps)

    assert first.steps[-1] == Step(Does.TYPES, "Семей", "find_centre")
    assert again == first
    assert stage.understand.asked == ["Семей"]


async def test_doubt_and_danger_are_played_as_they_were_understood(stage: Stage) -> None:
    guesses = (Guess(Intent.EVIDENCE, 0.4), Guess(Intent.LEGAL_AID, 0.35))
    stage.understand.meant = Understanding(guesses, RUSSIAN)
    doubtful = await stage.plays((*picks("yes"), *types("бумаги")))
    stage.understand.meant = Understanding(guesses, RUSSIAN, heard="danger")
    urgent = await stage.plays((*picks("yes"), *types("бумаги")))

    assert doubtful.steps[-1].meant == "evidence 0.40, legal_aid 0.35"
    assert doubtful.place == "meant.Choosing"
    assert urgent.steps[-1].meant == "evidence 0.40, legal_aid 0.35!"
    assert urgent.place == "danger.Emergency"


async def test_the_words_of_a_button_choose_it(stage: Stage) -> None:
    shown = await stage.plays(picks("yes"))
    label = next(button.label for button in shown.page.buttons if button.id == "go.plan")
    played = await stage.plays((*picks("yes"), *types(label)))

    assert (played.place, played.steps[-1]) == ("plan.AskingSituation", *picks("go.plan"))
    assert stage.understand.asked == []


async def test_a_location_is_an_answer_where_one_is_waited_for(stage: Stage) -> None:
    located = Step(Does.LOCATES, "51.13 71.43")
    played = await stage.plays((*picks("yes", "go.centres"), located))

    assert played.place == "centres.ShowingCentre"


async def test_without_a_desk_a_person_is_not_promised(stage: Stage) -> None:
    played = await stage.plays(picks("yes", "go.handover", "card"))
    sent = await stage.plays((*played.steps, *picks("send")))

    assert sent.place == "handover.Unsent"
    async with stage.editors.room.transaction() as work:
        assert list(await work.cases.open()) == []


async def test_drafts_that_are_refused_cannot_be_played(stage: Stage) -> None:
    await stage.editors.rings(stage.editors.dina, "12345")
    with pytest.raises(RefusedError):
        await stage.plays(TO_ORDER)

    assert await stage.previews(UMIT) == ()


async def test_only_editors_rehearse(stage: Stage) -> None:
    stage.editors.dina = stage.editors.operator
    for refused in (stage.plays(()), stage.keeps(TO_ORDER), stage.previews(UMIT)):
        with pytest.raises(NotAllowedError):
            await refused


async def test_a_kept_rehearsal_is_played_at_every_check(stage: Stage) -> None:
    change = await stage.keeps(TO_ORDER)
    played = await stage.plays(TO_ORDER)
    assert change is not None
    assert played.page.text.startswith("Защитное предписание")
    assert 'ru: "Защитное предписание"' in stage.editors.text(KEPT)
    await stage.retitles()
    with pytest.raises(RefusedError) as refused:
        await stage.editors.publish(stage.editors.dina, [ORDER])

    assert KEPT in {complaint.file for complaint in refused.value.complaints}


async def test_a_rehearsal_kept_again_is_published_with_what_it_shows(stage: Stage) -> None:
    for kept in stage.editors.folder.glob("journeys/*.yaml"):
        kept.unlink()
    await stage.keeps(TO_ORDER)
    await stage.retitles()
    assert await stage.keeps(TO_ORDER) is None
    await stage.editors.publish(stage.editors.dina, [ORDER, KEPT])

    assert 'ru: "Предписание о защите"' in stage.editors.text(KEPT)


async def test_what_cannot_be_kept_is_refused_and_leaves_nothing(stage: Stage) -> None:
    with pytest.raises(RehearsalBrokenError):
        await stage.keeps(picks("yes", "nothing"))
    for name in ("", "???", "a" * 200):
        with pytest.raises(FileNameRefusedError):
            await stage.keeps(TO_ORDER, name)
    await stage.keeps(TO_ORDER)
    with pytest.raises(FileNameRefusedError):
        await stage.keeps(TO_ORDER, "To the: card")

    assert (await stage.editors.list(stage.editors.dina)).drafts == ()


async def test_a_preview_shows_the_draft_in_the_visitors_language(stage: Stage) -> None:
    await stage.editors.rings(stage.editors.dina)
    (shown,) = await stage.previews(UMIT)

    assert NEW_PHONE in shown.page.text
    assert shown.page.text.startswith("Кризисный центр «Умит»")


async def test_a_law_to_come_is_shown_on_the_day_on_which_it_holds(stage: Stage) -> None:
    text = stage.editors.text(ORDER)
    text = text.replace("checked_on: 2026-11-21", f"checked_on: {stage.editors.today}")
    now = text.replace("\nchecked_by:", "\nvalid_to: 2026-12-31\nchecked_by:", 1)
    coming = text.replace("Защитное предписание", "Новое предписание")
    coming = coming.replace("\nchecked_by:", "\nvalid_from: 2027-01-01\nchecked_by:", 1)
    later = "rights/protective_order.2027-01-01.yaml"
    (stage.editors.folder / later).write_text(coming, "utf-8")
    stage.editors.write(now, ORDER)
    assert stage.editors.live.is_served
    (now_,), (then,) = await stage.previews(ORDER), await stage.previews(later)
    (on_the_day,) = await stage.previews(ORDER, on=date(2027, 1, 1))

    assert now_.page.text.startswith("Защитное предписание")
    assert then.page.text == on_the_day.page.text
    assert then.page.text.startswith("Новое предписание")
