"""The commands: serve, talk, check, understand, publish, operator, erase, database."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Final

from bot.domain.errors import HelplineError
from bot.domain.language import Language
from bot.domain.operator import Role
from bot.settings import Settings, read_settings

OK: Final = 0
REFUSED: Final = 1
LOG_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = _parser().parse_args(arguments)
    logging.basicConfig(format=LOG_FORMAT, level=logging.INFO, stream=sys.stderr)
    # Their messages may name addresses of the Bot API, which hold the token.
    for name in (
        "aiogram",
        "aiohttp",
        "httpx",
        "httpcore",
        "sqlalchemy",
        "alembic",
        "asyncio",
        "sse_starlette",
    ):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return COMMANDS[parsed.command](parsed, read_settings())
    except HelplineError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return OK


def _serve(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.composition.serving import serve

    def say(words: str) -> None:
        print(words, flush=True)

    _run(serve(settings, say, parsed.only, is_demonstration=parsed.demonstration))
    return OK


def _talk(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.composition.terminal import talk_in_terminal

    language = Language(parsed.language) if parsed.language else None
    asyncio.run(talk_in_terminal(settings, language))
    return OK


def _check(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.checking import check

    is_well = check(settings, _language(parsed.language), print, strict=parsed.strict)
    return OK if is_well else REFUSED


def _understand(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.composition import understanding

    if parsed.train:
        print(understanding.train_here(settings, is_built=parsed.built))
        return OK
    if parsed.report:
        from bot.composition.reporting import report

        report(settings, _language(parsed.language), print)
        return OK
    return asyncio.run(understanding.answer_lines(settings, parsed.ranking, _print_now, _warn))


def _publish(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.publishing import publish

    folder = Path(parsed.into) if parsed.into else settings.var / "publish"
    publish(parsed.address, parsed.bot, folder, _language(None), print)
    return OK


def _erase(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.composition.serving import erase_now

    print(f"Forgotten: {asyncio.run(erase_now(settings))}")
    return OK


def _operator(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.composition.inviting import operator_add

    languages = tuple(code.strip() for code in parsed.languages.split(",") if code.strip())
    print(asyncio.run(operator_add(settings, parsed.name, parsed.role, languages)))
    return OK


def _knowledge(parsed: argparse.Namespace, settings: Settings) -> int:
    language = _language(parsed.language)
    match parsed.step:
        case "due":
            from bot.composition.due import due

            return due(settings, parsed.within, language, print)
        case "export":
            from bot.composition.exchange import export

            only = Language(parsed.language) if parsed.language else None
            return export(settings, Path(parsed.file), only, print)
        case _:
            from bot.composition.exchange import import_

            file, apply, remove = Path(parsed.file), parsed.apply, parsed.remove
            return import_(settings, file, language, apply=apply, remove=remove, say=print)


def _database(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.storage.embedded import WORDS_FILE
    from bot.storage.migrations import upgrade

    settings.var.mkdir(parents=True, exist_ok=True)
    upgrade(f"sqlite:///{Path(settings.var) / WORDS_FILE}")
    print("The database is up to date.")
    return OK


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace, Settings], int]]] = {
    "serve": _serve,
    "talk": _talk,
    "check": _check,
    "understand": _understand,
    "publish": _publish,
    "knowledge": _knowledge,
    "operator": _operator,
    "erase": _erase,
    "database": _database,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pana", description="A refuge to write to.")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="run everything here")
    serve.add_argument("--only", choices=("bot", "desk"), help="run one part only")
    serve.add_argument(
        "--demonstration", action="store_true", help="with an operator to try, on this machine only"
    )
    languages = [language.value for language in Language]
    talk = commands.add_parser("talk", help="the same conversation in this terminal")
    talk.add_argument("--language", choices=languages)
    check = commands.add_parser("check", help="knowledge, catalogs and settings, with advice")
    check.add_argument("--language", choices=languages, help="the language of the advice")
    check.add_argument("--strict", action="store_true", help="a notice counts as a complaint")
    _knows(commands.add_parser("knowledge", help="the directory as a sheet, and what is due"))
    _understands(commands.add_parser("understand", help="what messages mean, a JSON line each"))
    _takes_addresses(commands.add_parser("publish", help="HTML and QR codes that lead to the page"))
    operator = commands.add_parser("operator", help="accounts of the desk")
    add = operator.add_subparsers(dest="step", required=True).add_parser("add", help="invite one")
    add.add_argument("name", help="how colleagues call the account; visitors never see it")
    add.add_argument("--role", choices=[role.value for role in Role], default="operator")
    add.add_argument("--languages", default=",".join(languages), help="for example kk,ru")
    commands.add_parser("erase", help="carry out retention now")
    database = commands.add_parser("database", help="the tables")
    database.add_subparsers(dest="step", required=True).add_parser("upgrade", help="migrate")
    return parser


def _understands(understand: argparse.ArgumentParser) -> None:
    understand.add_argument(
        "--ranking", type=int, choices=range(6), default=0, help="with so many of the best intents"
    )
    understand.add_argument("--train", action="store_true", help="learn from the phrases now")
    understand.add_argument(
        "--built", action="store_true", help="with --train: into the installation, not into var/"
    )
    understand.add_argument("--report", action="store_true", help="for editors: what is confused")
    understand.add_argument(
        "--language",
        choices=[language.value for language in Language],
        help="the language of the report",
    )


def _knows(knowledge: argparse.ArgumentParser) -> None:
    steps = knowledge.add_subparsers(dest="step", required=True)
    due = steps.add_parser("due", help="what is to be checked, the oldest first")
    due.add_argument("--within", type=int, metavar="DAYS", default=30, help="30 if not said")
    out = steps.add_parser("export", help="the centres as .xlsx or .csv, or as HSDS 3.0 (.json)")
    into = steps.add_parser("import", help="shows what a sheet would change")
    for step in (out, into):
        step.add_argument("file")
    into.add_argument("--apply", action="store_true", help="change the files")
    into.add_argument(
        "--remove", action="store_true", help="with --apply: also remove centres the sheet lacks"
    )
    for step in (due, out, into):
        step.add_argument("--language", choices=[each.value for each in Language])


def _takes_addresses(publish: argparse.ArgumentParser) -> None:
    publish.add_argument("address", help="of the page, for example https://help.example.kz")
    publish.add_argument("--bot", metavar="USERNAME", help="of the Telegram bot")
    publish.add_argument("--into", metavar="FOLDER", help="where to write; var/publish if not said")


def _print_now(line: str) -> None:
    print(line, flush=True)


def _warn(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _language(chosen: str | None) -> Language:
    """Return the language asked for, or the one of this terminal."""
    spoken = chosen or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return next((each for each in Language if spoken.startswith(each.value)), Language.ENGLISH)


def _run(serving: Coroutine[object, object, None]) -> None:
    """Run until the program is asked to stop; a turn under way is finished or repeated later."""

    async def until_stopped() -> None:
        task = asyncio.ensure_future(serving)
        loop = asyncio.get_running_loop()
        for wish in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(wish, task.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await task

    try:
        asyncio.run(until_stopped())
    except* HelplineError as group:
        raise _first(group) from None


def _first(group: BaseExceptionGroup[HelplineError]) -> HelplineError:
    found = group.exceptions[0]
    return _first(found) if isinstance(found, BaseExceptionGroup) else found


if __name__ == "__main__":
    sys.exit(main())
