"""Refusals in plain words: each type of error has a status and a sentence."""

import math
from collections.abc import Mapping
from typing import Final

from starlette.exceptions import HTTPException

from bot.domain.errors import (
    CaseOverError,
    CaseTakenError,
    CaseUnknownError,
    ChangedMeanwhileError,
    FileNameRefusedError,
    HelplineError,
    LineRefusedError,
    LockedError,
    NotAllowedError,
    NotOnShiftError,
    PaperUnknownError,
    ReasonMissingError,
    RefusedError,
    SetUpError,
    SignInError,
    StoreError,
    TooManyTalksError,
    TooManyTriesError,
)
from bot.domain.text import Text, _, _n
from bot.services.accounts import (
    CodeRefusedError,
    LastLeadError,
    NameRefusedError,
    NameTakenError,
    PasswordRefusedError,
)
from bot.services.rehearsing import RehearsalBrokenError


class FormRefusedError(HelplineError):
    """A form did not come from a page of ours, or not from this session."""


class SignedOutError(HelplineError):
    """Nobody is signed in, or the session has ended."""


REFUSALS: Final[Mapping[type[HelplineError], tuple[int, Text]]] = {
    CaseTakenError: (409, _("Another operator has just taken this case.")),
    CaseOverError: (409, _("This talk is over: nothing more can be written.")),
    CaseUnknownError: (404, _("There is no such case, or nothing of it is kept any more.")),
    ReasonMissingError: (422, _("Please write why the band is lowered.")),
    TooManyTalksError: (409, _("You have as many talks as one person can lead well.")),
    NotOnShiftError: (409, _("Please begin your shift first.")),
    LineRefusedError: (422, _("The line is empty or too long. It has not been sent.")),
    NotAllowedError: (403, _("Your account may not do this.")),
    # Translators: deliberately does not say which of the three was wrong.
    SignInError: (403, _("Name, password or code is wrong. Please try again.")),
    SetUpError: (
        410,
        _("This link has been used or is too old. Please ask your lead for a new one."),
    ),
    SignedOutError: (401, _("You are signed out. Please sign in again.")),
    FormRefusedError: (
        403,
        _("This page was open for too long, or the form came from elsewhere. Please try again."),
    ),
    NameTakenError: (409, _("There is an account of this name already.")),
    NameRefusedError: (
        422,
        _("Please give a name of at most 40 characters and at least one language."),
    ),
    PasswordRefusedError: (
        422,
        _(
            "This password is too easy to guess. Please take at least 12 characters, "
            "not the name, not a common one."
        ),
    ),
    CodeRefusedError: (422, _("The code does not fit. Please wait for the next one and type it.")),
    PaperUnknownError: (404, _("There is no such file, or no draft of it.")),
    LockedError: (409, _("Somebody else edits this file now. Please come back a little later.")),
    ChangedMeanwhileError: (
        409,
        _("Somebody changed this file meanwhile. Nothing was published; your draft is kept."),
    ),
    RefusedError: (422, _("Nothing was published: something is to be mended first.")),
    FileNameRefusedError: (
        422,
        _("This name cannot be used, or there is such a file already. Please choose another."),
    ),
    RehearsalBrokenError: (
        409,
        _("A step of this rehearsal is not possible any more. Please play it again."),
    ),
    LastLeadError: (409, _("This is the last lead. Please invite another lead first.")),
    StoreError: (
        503,
        _("Our store does not answer at the moment. Nothing was changed. Please try again."),
    ),
}
BY_STATUS: Final[Mapping[int, Text]] = {
    400: _("The form could not be read. Nothing was changed."),
    404: _("There is no such page."),
    405: _("This cannot be done here."),
    413: _("This is too much at once. Nothing was changed."),
}
SOMETHING_WRONG: Final = _("Something went wrong here, not with you. Please try again.")
CANNOT: Final = _("This cannot be done.")


def refusal_of(error: HelplineError) -> tuple[int, Text]:
    """Return status and sentence; the nearest type that has one speaks."""
    if isinstance(error, TooManyTriesError):
        return 429, wait_words(error.wait)
    found = (REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS)
    return next(found, (400, CANNOT))


def refusal_of_status(error: HTTPException) -> tuple[int, Text]:
    """Return status and sentence of what the framework refuses."""
    return error.status_code, BY_STATUS.get(error.status_code, CANNOT)


def wait_words(seconds: float) -> Text:
    """Return how long to wait, in seconds or minutes."""
    whole = max(math.ceil(seconds), 1)
    if whole <= 90:  # noqa: PLR2004 - up to here people count seconds
        return _n(
            "Too many wrong tries. Please try again in {count} second.",
            "Too many wrong tries. Please try again in {count} seconds.",
            whole,
        )
    return _n(
        "Too many wrong tries. Please try again in {count} minute.",
        "Too many wrong tries. Please try again in {count} minutes.",
        math.ceil(whole / 60),
    )
