"""What she writes and who she is stand nowhere: not in the output, not in any file."""

import base64
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.channels.served import ROOT, environment
from tests.standin import Fault, Person, StandInThread

PATIENCE: Final = 120.0
HER: Final = 583_920_174_655
TOKEN: Final = "8171615141:AAF-planted_token_Zq7wYx93"
SECRET: Final = TOKEN.partition(":")[2]
FIRST_NAME: Final = "Жұпаргүлмира"
LAST_NAME: Final = "Тасбұлақова"
USERNAME: Final = "zhupar_planted_77"
PANIC_WORD: Final = "кандибобер"
CODE_WORD: Final = "брынцаловка"
PLACE: Final = "Талдиқоорганнн"
UNKNOWN_PLACE: Final = "Нижние Шлямбурки"
DANGER: Final = "он меня убивает взаправду окаянный"
SUICIDE: Final = "хочу покончить с собой совсем шурум"
NONSENSE: Final = "сепулькарий мюмзик хливкий"
EDITED: Final = "варкалось заново пырялись"
CAPTION: Final = "подпись к снимку фуфлыга"
MARKUP: Final = "<b>глокая куздра</b> {бокра}"
PHONE: Final = "+77012345098"
TYPED: Final = (NONSENSE, DANGER, SUICIDE, PLACE, UNKNOWN_PLACE, CODE_WORD, PANIC_WORD, MARKUP)
PLANTED: Final = (
    *(*TYPED, EDITED, CAPTION, PHONE, FIRST_NAME, LAST_NAME, USERNAME, SECRET),
    *("окаянный", "шурум", "сепулькарий", "шлямбурки", "пырялись", "фуфлыга", "куздра"),
)


def traces(words: str) -> Iterator[bytes]:
    """Every way in which words may stand in a file."""
    for spelt in {words, words.lower(), words.upper(), words.casefold()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            plain = spelt.encode(encoding)
            yield plain
            yield plain.hex().encode()
            yield from _in_base64(plain)
        yield json.dumps(spelt).strip('"').encode()
        yield "".join(f"%{byte:02X}" for byte in spelt.encode()).encode()


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """The same bytes at each of the three places where a group may begin."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        first, last = (0, 2, 3)[shift], len(plain + b"\0" * shift) // 3 * 4
        yield coded[first:last]


def traces_of_id(number: int) -> Iterator[bytes]:
    """A number as text, and as the bytes which files of a database or a program hold."""
    yield from traces(str(number))
    yield f"{number:x}".encode()
    size = (number.bit_length() + 8) // 8
    for order in ("big", "little"):
        yield number.to_bytes(size, order)
        yield number.to_bytes(8, order)


# How many pairs of lines she sends until every planned error has struck.
TRIES: Final = 20
WANTED: Final = tuple(
    trace
    for traced in (*map(traces, PLANTED), traces_of_id(HER))
    for trace in traced
    if len(trace) > 4
)


@dataclass(slots=True)
class Served:
    """The program in its own process, with everything that it writes."""

    server: StandInThread
    her: Person
    folder: Path
    starts: int = 0

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @contextmanager
    def serving(self) -> Iterator["subprocess.Popen[bytes]"]:
        """Serve until the block ends; it ends by a kill or by a polite wish."""
        self.starts += 1
        command = (sys.executable, "-m", "bot", "serve")
        environ = environment(self.server, self.var)
        output = self.folder / "output"
        output.mkdir(exist_ok=True)
        with (
            (output / f"stdout-{self.starts}").open("wb") as told,
            (output / f"stderr-{self.starts}").open("wb") as complained,
            subprocess.Popen(
                command, cwd=ROOT, env=environ, stdout=told, stderr=complained
            ) as process,
        ):
            try:
                yield process
            finally:
                process.terminate()
                process.wait(PATIENCE)

    def found(self) -> list[str]:
        """Return the files that hold anything planted, without saying what."""
        files = (Path(root) / name for root, _, names in os.walk(self.folder) for name in names)
        return sorted(
            str(file.relative_to(self.folder))
            for file in files
            if (content := file.read_bytes()) and any(trace in content for trace in WANTED)
        )

    def does(self, *steps: str) -> None:
        """Press buttons by what they mean; "#" stands before words that are typed."""
        for step in steps:
            before = len(self.her.did("editMessageText")), len(self.her.did("sendMessage"))
            if step.startswith(("#", "/")):
                self.her.types(step.removeprefix("#"))
            else:
                self.her.presses(self._data_of(step))
            self._settles(before)

    def _data_of(self, option: str) -> str:
        assert self.her.screen
        data = [button.data or "" for button in self.her.screen.each_button()]
        return next(each for each in data if each.rpartition(":")[2] == option)

    def _settles(self, before: tuple[int, int]) -> None:
        def is_shown(she: Person) -> bool:
            now = len(she.did("editMessageText")), len(she.did("sendMessage"))
            return now != before and len(she.sees) == 1

        self.her.waits(is_shown, PATIENCE)
        self.her.waits(lambda _: not self.server.bot().pending, PATIENCE)

    def rename(self, table: str, name: str) -> None:
        with closing(sqlite3.connect(self.var / "pana.db", isolation_level=None)) as opened:
            opened.execute(f"alter table {table} rename to {name}")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with StandInThread(token=TOKEN) as server:
        her = server.person(HER, FIRST_NAME, USERNAME, "kk", LAST_NAME)
        yield Served(server, her, tmp_path)
        assert server.violations == []


def test_the_search_finds_what_is_there(served: Served) -> None:
    for number, trace in enumerate(WANTED):
        (served.folder / f"file {number}").write_bytes(b"before" + trace + b"after")

    assert len(served.found()) == len(WANTED)


def test_nothing_planted_is_found_before_or_after_exit(served: Served) -> None:
    with served.serving() as process:
        # Wherever nonsense is thought to lead: the menu is one word away.
        served.does("/start", "ru", "yes", f"#{NONSENSE}", "/menu", "go.settings", "word")
        served.does(f"#{PANIC_WORD}")
        served.does("go.home", "go.centres", f"#{UNKNOWN_PLACE}", f"#{PLACE}", f"#{DANGER}")
        served.does("go.home", "go.handover", "card", "change", "code_word", f"#{CODE_WORD}")
        served.does("go.home", "go.questions", "no", f"#{SUICIDE}", "go.home", f"#{MARKUP}")
        _sends_what_is_unwelcome(served)
        _has_a_bad_evening(served)
        assert served.found() == []
        process.kill()
        process.wait(PATIENCE)
    assert served.found() == []

    with served.serving():
        served.does(f"#{NONSENSE}")
        assert served.found() == []
        served.does(f"#{PANIC_WORD}")
        served.her.waits(lambda she: she.screen and not she.screen.buttons, PATIENCE)
        assert served.found() == []
    assert served.found() == []
    assert b"Traceback" not in _everything_said(served)


def _sends_what_is_unwelcome(served: Served) -> None:
    served.server.faults.next("deleteMessages", status=500)
    sent = served.her.types(NONSENSE)
    served.her.waits(lambda _: served.server.faults.struck, PATIENCE)
    served.her.edits(sent, EDITED)
    served.her.sends_photo(CAPTION)
    served.her.sends_contact(PHONE)
    served.her.presses_data(served.her.screen.id if served.her.screen else 0, NONSENSE)
    served.her.waits(lambda she: len(she.sees) == 1, PATIENCE)


def _has_a_bad_evening(served: Served) -> None:
    """Errors of Telegram and of the store: both end in logs, which is what is searched."""
    for method in ("editMessageText", "deleteMessages", "getUpdates"):
        described = f"Bad Request: {NONSENSE} {HER}"
        served.server.faults.plan(Fault(method, status=400, description=described))
        served.server.faults.plan(Fault(method, status=500))
        served.server.faults.plan(Fault(method, drop="before"))
    # Every line leads to another screen than the one before it, so that each wants an edit.
    for line in (DANGER, NONSENSE) * TRIES:
        if not served.server.faults.waiting:
            break
        served.does(f"#{line}")
    assert not served.server.faults.waiting
    served.rename("conversations", "hidden")
    sent = len(served.her.did("sendMessage"))
    served.her.types(DANGER)
    served.her.waits(lambda she: len(she.did("sendMessage")) > sent, PATIENCE)
    served.rename("hidden", "conversations")
    served.her.waits(lambda she: len(she.sees) == 1, PATIENCE)


def _everything_said(served: Served) -> bytes:
    return b"".join(file.read_bytes() for file in (served.folder / "output").iterdir())
