"""`python -m tests.standin`: a Bot API server with one phone, in this terminal."""

import argparse
import sys
import threading

from tests.standin.person import Person
from tests.standin.server import DEFAULT_TOKEN, StandInThread
from tests.standin.values import Seen

HELP = "Type a text to send it, #2 to press the second button, an empty line to look again."


def main() -> None:
    """Serve until the end of the input."""
    parser = argparse.ArgumentParser(prog="python -m tests.standin", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=DEFAULT_TOKEN)
    parser.add_argument("--language", default="ru", help="language of the person's Telegram")
    options = parser.parse_args()
    with StandInThread(token=options.token, port=options.port) as server:
        print(f"Bot API: {server.url}\nToken:   {options.token}\n{HELP}", flush=True)
        phone = server.person(language_code=options.language, bot=options.token)
        threading.Thread(target=_show, args=(phone,), daemon=True).start()
        for line in sys.stdin:
            _act(phone, line.strip())
        if not sys.stdin.isatty():
            threading.Event().wait()


def _act(phone: Person, line: str) -> None:
    number = line.removeprefix("#")
    try:
        if not line:
            _print(phone)
        elif line != number and number.isdecimal():
            phone.presses(phone.labels[int(number) - 1])
        else:
            phone.types(line)
    except (AssertionError, IndexError) as error:
        print(error, flush=True)


def _show(phone: Person) -> None:
    shown: tuple[Seen, ...] = ()
    while True:
        shown = _print_next(phone, shown)


def _print_next(phone: Person, shown: tuple[Seen, ...]) -> tuple[Seen, ...]:
    phone.waits(lambda she: she.sees != shown, timeout=threading.TIMEOUT_MAX)
    _print(phone)
    return phone.sees


def _print(phone: Person) -> None:
    print(f"\n{phone.describe()}\n", flush=True)


if __name__ == "__main__":
    main()
