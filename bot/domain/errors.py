"""Refusals: what may go wrong, each as a type."""


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


class VisitorGoneError(DeliveryError):
    """The visitor has blocked us or left; nothing can be shown to her any more."""
