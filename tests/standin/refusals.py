"""What the Bot API answers when it refuses, word for word."""

from typing import Any, Final

BLOCKED: Final = "bot was blocked by the user"
CANT_DELETE: Final = "message can't be deleted"
CANT_DELETE_OLD: Final = "message can't be deleted for everyone"
CANT_EDIT: Final = "message can't be edited"
CHAT_EMPTY: Final = "chat_id is empty"
CHAT_NOT_FOUND: Final = "chat not found"
COPY_NOT_FOUND: Final = "message to copy not found"
DELETE_NOT_FOUND: Final = "message to delete not found"
EDIT_NOT_FOUND: Final = "message to edit not found"
NO_MESSAGE_ID: Final = "message identifier is not specified"
NO_TEXT_TO_EDIT: Final = "there is no text in the message to edit"
NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly"
    " the same as a current content and reply markup of the message"
)
OLD_QUERY: Final = "query is too old and response timeout expired or query ID is invalid"
REPLY_NOT_FOUND: Final = "message to be replied not found"
OTHER_POLLER: Final = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
    " webhook first"
)

_HEADS: Final = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: "}
_ALONE: Final = {
    401: "Unauthorized",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class RefusalError(Exception):
    """A request the Bot API answers with an error."""

    def __init__(self, status: int, words: str = "", retry_after: int | None = None) -> None:
        """Word the error as Telegram would; `words` follow the head of the status."""
        super().__init__(words)
        self.status = status
        self.words = words
        self.retry_after = retry_after

    @property
    def description(self) -> str:
        """The line that a client library shows."""
        if self.status == 429:
            return f"Too Many Requests: retry after {self.retry_after or 1}"
        return _HEADS.get(self.status, "") + (self.words or _ALONE.get(self.status, "refused"))

    def as_json(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.status == 429:
            body["parameters"] = {"retry_after": self.retry_after or 1}
        return body


def bad(words: str) -> RefusalError:
    """A request that is wrong in itself."""
    return RefusalError(400, words)


def forbidden(words: str) -> RefusalError:
    """A request that this bot may not make."""
    return RefusalError(403, words)
