"""Says a text in one language, or in all of them to someone who has not chosen hers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from gettext import NullTranslations
from typing import Final

from bot.domain.conversation import Screen
from bot.domain.language import Language
from bot.domain.page import Button, Page
from bot.domain.text import (
    Counsel,
    Counted,
    InEveryLanguage,
    Joined,
    Phrase,
    Text,
    Verbatim,
)

BETWEEN_LABELS: Final = " · "


@dataclass(frozen=True, slots=True)
class Translator:
    """Turns screens into pages of words.

    `wordings` holds, by channel, the sentences which are said otherwise there: what is true of a
    chat in a messenger need not be true of a page in a browser. `otherwise` are those of the
    channel that is spoken in.
    """

    catalogs: Mapping[Language, NullTranslations]
    wordings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(default_factory=dict)

    def page(
        self,
        screen: Screen,
        language: Language | None,
        *,
        numbered: bool = False,
        channel: str = "",
    ) -> Page:
        """Return a screen in words; numbered options stand below the text as well."""
        speaker = self.in_channel(channel)
        rows = tuple(
            tuple(
                Button(option.id, speaker.say(option.label, language, BETWEEN_LABELS))
                for option in row
            )
            for row in screen.rows
        )
        words = speaker.say(screen.text, language)
        if numbered:
            labels = [button.label for row in rows for button in row]
            listed = "\n".join(f"{place}. {label}" for place, label in enumerate(labels, 1))
            words = f"{words}\n\n{listed}" if listed else words
        return Page(words, rows, screen.keepsake, language, screen.locates)

    def in_channel(self, channel: str) -> "Translator":
        """Return the translator with what is said otherwise in a channel."""
        return replace(self, otherwise=self.wordings.get(channel, {}))

    def say(self, text: Text, language: Language | None, between: str = "\n") -> str:
        """Return the words of a text."""
        match text:
            case Verbatim(words):
                return words
            case Joined(parts, joint):
                return joint.join(self.say(part, language, between) for part in parts)
            case InEveryLanguage(inner, joint):
                return joint.join(self._in(inner, spoken) for spoken in Language)
            case _ if language is None:
                spoken = dict.fromkeys(self._in(text, each) for each in Language)
                return between.join(spoken)
            case _:
                return self._in(text, language)

    def _in(self, text: Text, language: Language) -> str:
        match text:
            case Counsel():
                return text.words(language)
            case Phrase(source, gaps):
                said = self.catalogs[language].gettext(self.otherwise.get(source, source))
                filled = {
                    name: self.say(gap, language) if isinstance(gap, Text) else gap
                    for name, gap in gaps.items()
                }
                return said.format(**filled) if filled else said
            case Counted(one, many, count):
                return self.catalogs[language].ngettext(one, many, count).format(count=count)
            case _:
                return self.say(text, language)
