"""Refusals: what may go wrong, each as a type."""

from bot.domain.advice import Complaint


class HelplineError(Exception):
    """Something that a helpline cannot or will not do."""


class KnowledgeError(HelplineError):
    """The knowledge files cannot be used as they are."""


class SettingsError(HelplineError):
    """A setting is wrong; the sentence names it."""


class StoreError(HelplineError):
    """What we keep cannot be reached or read at the moment."""


class DeliveryError(HelplineError):
    """A screen could not be shown."""


class UnreachableError(DeliveryError):
    """The channel did not answer; `retry_after` is in seconds where the channel named a time."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("The channel did not answer.")
        self.retry_after = retry_after


class MessageGoneError(DeliveryError):
    """The message that was to be changed is no longer there, or may not be changed any more."""


class AwayError(DeliveryError):
    """Nobody is looking: the page is shown as soon as she asks for it."""


class VisitorGoneError(DeliveryError):
    """The visitor has blocked us or left; nothing can be shown to her any more."""


class CaseTakenError(HelplineError):
    """The case belongs to another operator, or is not where it would have to be."""


class CaseOverError(HelplineError):
    """The case is closed or left: nothing can be written any more."""


class CaseUnknownError(HelplineError):
    """There is no such case, or nothing of it is kept any more."""


class ReasonMissingError(HelplineError):
    """A band may be lowered only with a reason."""


class TooManyTalksError(HelplineError):
    """The operator has as many talks as may be led side by side."""


class NotOnShiftError(HelplineError):
    """Only somebody on shift is offered cases."""


class LineRefusedError(HelplineError):
    """A line is empty or too long."""


class NotAllowedError(HelplineError):
    """The role of this account does not allow it."""


class SignInError(HelplineError):
    """Name, password or code are wrong; which one is not said."""


class TooManyTriesError(HelplineError):
    """Too many wrong tries; `wait` is in seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__("Too many wrong tries.")
        self.wait = wait


class SetUpError(HelplineError):
    """A set-up link is used, too old or unknown."""


class ChangedMeanwhileError(HelplineError):
    """A file of knowledge was changed by somebody else since an editor opened it."""


class LockedError(HelplineError):
    """Somebody else edits this file now."""


class FileNameRefusedError(HelplineError):
    """A new file of knowledge cannot have this name, or has it already."""


class RefusedError(HelplineError):
    """Knowledge cannot be published as it is; the complaints say why."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__(f"{len(complaints)} complaints.")
        self.complaints = complaints


class PaperUnknownError(HelplineError):
    """There is no such file of knowledge."""
