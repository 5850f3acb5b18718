"""The model that answers now; another one may take its place between two messages."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.guide import Alarm
from bot.domain.language import Language
from bot.domain.meaning import Guess, Intent, Understanding
from bot.understanding.model import Model
from bot.understanding.understander import Understander


@dataclass(slots=True)
class LiveUnderstander:
    """Understands by the newest model; before there is one, only words of danger are heard."""

    alarm: Callable[[], Alarm]
    model: Model | None = None

    def fits(self, fingerprint: str) -> bool:
        """Tell whether the model that answers was learned from these phrases."""
        return self.model is not None and self.model.fingerprint == fingerprint

    def swap(self, model: Model) -> None:
        """Let another model answer from the next message on."""
        self.model = model

    def understand(self, text: str) -> Understanding:
        """Return what a text means; any text has an answer."""
        if self.model is None:
            nothing = Guess(Intent.OUT_OF_SCOPE, 0.0)
            return Understanding((nothing,), Language.KAZAKH, self.alarm().hears(text))
        return Understander(self.model, self.alarm()).understand(text)

    async def __call__(self, words: str) -> Understanding:
        """Return what words mean, as the port of the services asks for it."""
        return self.understand(words)
