"""Sentences that are said otherwise on a page than in a messenger."""

from collections.abc import Mapping
from typing import Final

from bot.domain.text import Phrase, Text, _
from bot.flows import case_card, centres, engine, handover, plan, privacy, settings, talk, welcome

# Pictures, files, contacts and voices have no words here: no form of ours carries them.
OTHERWISE: Final[tuple[tuple[Text, Phrase], ...]] = (
    (
        privacy.PAGES["kept"],
        _(
            "Your answers are kept encrypted, only to lead you on: until Exit, until you are "
            "silent for the time you chose, or {hours} hours at the latest. Then the key is "
            "destroyed, and the one cookie in your browser, a random number, leads nowhere. Plan "
            "ticks, locations and your IP address are never kept."
        ),
    ),
    (
        privacy.PAGES["limits"],
        _(
            "Exit ends the conversation on our server and takes the page away. It cannot clear "
            "screenshots or browser history, here or on other devices; the provider and the "
            "Wi-Fi's owner can see this address, but the words travel encrypted. To come back, "
            "open it again; on the word of the day press “More”."
        ),
    ),
    (
        privacy.PAGES["ios"],
        _(
            "iPhone, Safari: open Bookmarks, then History, swipe the lines “Күн сөзі · Слово дня "
            "· Word of the day” left, then Delete. Only these lines: an empty history may be "
            "noticed. Next time open a private tab: it keeps no history."
        ),
    ),
    (
        privacy.PAGES["android"],
        _(
            "Android, Chrome: three dots, then History, and delete the lines “Күн сөзі · Слово дня "
            "· Word of the day”. Only these lines: an empty history may be noticed; with a Google "
            "account look at “My Activity” too. Next time open an Incognito tab: it keeps no "
            "history."
        ),
    ),
    (
        privacy.PAGES["desktop"],
        _(
            "Computer: open History in the browser's menu (often Ctrl+H) and delete the lines “Күн "
            "сөзі · Слово дня · Word of the day”. Only these lines: an empty history may be "
            "noticed. Next time open a private window: it keeps no history."
        ),
    ),
    (
        privacy.PAGES["shared"],
        _(
            "If someone else uses this phone or browser, another phone or a private tab leaves "
            "less here. Devices with the same browser account may show each other what was "
            "opened. A call to 111 stays in the phone's list of calls: you can delete it there."
        ),
    ),
    (
        privacy.PAGES["fake"],
        _(
            "The real Pana never asks for a code, money, your name, your IIN or a picture. If a "
            "page does, close it. Check the address letter by letter; you can ask 111 which one "
            "is real."
        ),
    ),
    # Translators: who reads, what may be passed on, how words travel, that she may stop.
    (
        handover.CONSENT,
        _(
            "The card goes to the staff of contact centre 111, so that they can help you. 111 "
            "accepts calls without a name, but passes information to police, guardianship and "
            "other bodies when needed. The connection is encrypted and leads straight to our "
            "server; your IP address is not kept. What you write here is deleted when you leave, "
            "after 40 hours at the latest. You may stop at any moment."
        ),
    ),
    # Translators: the same to a child; "ты" and "сен".
    (
        handover.CONSENT_CHILD,
        _(
            "You did nothing wrong. If you want, a card goes to the people of 111. If you or "
            "another child are in danger, adults may have to step in: police or guardianship. The "
            "connection is encrypted and leads straight to our server; your IP address is not "
            "kept. What you write here is deleted when you leave, after 40 hours at the latest. "
            "You may stop at any moment."
        ),
    ),
    (
        case_card.NEVER_ON_IT,
        _("Not on it: your name, number, IP address, home address or messages."),
    ),
    # Translators: a dot stands before the page's title in the row of the browser's tabs.
    (
        settings.SIGN,
        _(
            "When an operator has answered: may a silent dot appear before this page's title in "
            "its tab? It says nothing about the subject."
        ),
    ),
    # Translators: said once, after the question whether this is a good moment. At most 200 letters.
    (
        welcome.LEFT_OVER,
        _("This page may still be in the browser's history. “Privacy” shows how to remove it."),
    ),
    (
        centres.WHERE,
        _(
            "Where do you look for help? Choose a region, or type the name of a town or village. "
            "A location you share is used once and not kept."
        ),
    ),
    # Translators: at most 100 letters.
    (
        engine.PLACE_REFUSED,
        _("The location was neither used nor kept. To use it, first choose “Help nearby”."),
    ),
    (
        talk.WRITE_HERE,
        _("Write below. What you send goes to the operator and is deleted when the talk ends."),
    ),
    (
        plan.WHICH,
        _(
            "A plan for which situation? All points are only suggestions. Your ticks stay on this "
            "page; we do not keep them."
        ),
    ),
)


def _source(text: Text) -> str:
    assert isinstance(text, Phrase), "only a sentence of the interface has other words"
    return text.source


ON_A_PAGE: Final[Mapping[str, str]] = {
    _source(said): otherwise.source for said, otherwise in OTHERWISE
}
