"""The built-in model as it was learned from the phrases, for tests that type real words."""

from functools import cache

from bot.composition.understanding import fitting_model
from bot.knowledge.typed_words import read_alarm
from bot.settings import Settings
from bot.understanding.model import read
from bot.understanding.understander import Understander


@cache
def understander() -> Understander:
    """Return what understands typed words, read once."""
    settings = Settings(_env_file=None)
    fits = fitting_model(settings)
    assert fits is not None, "No model fits knowledge/phrases/: please run `make model`."
    return Understander(read(fits), read_alarm(settings.knowledge))
