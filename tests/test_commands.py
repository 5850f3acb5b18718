"""Every command, started as anybody would start it."""

import re
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import httpx
import pytest

from bot.checking import ALL_WELL
from bot.domain.guide import Guide, RegionId
from bot.domain.language import Language
from bot.flows.words import CENTRES, YES
from bot.storage.embedded import KEYS_FILE, WORDS_FILE
from bot.translation.translator import Translator
from tests.programs import Running, run, running

ASTANA: Final = RegionId("AST")
SECRET: Final = "nonsense-that-nobody-may-see"
KEEPING: Final = {WORDS_FILE: ("conversations", "deliveries", "cases"), KEYS_FILE: ("keys",)}
WRONG: Final = {
    "PANA_PORT": "99999",
    "PANA_WIPE_AFTER": "soon",
    "PANA_TELEGRAM_TOKEN": SECRET,
    "PANA_MASTER_KEY": "short-secret",
}


def rows_in(var: Path) -> dict[str, int]:
    """Return the tables in which anything of a conversation is still kept, keys among them."""
    kept = {}
    for file, tables in KEEPING.items():
        with closing(sqlite3.connect(var / file)) as opened:
            for table in tables:
                kept[table] = opened.execute(f"select count(*) from {table}").fetchone()[0]
    return {table: count for table, count in kept.items() if count}


def picks(talking: Running, label: str) -> None:
    """Type the number that stands before a label."""
    number = talking.hears(rf"\[(\d+)\] {re.escape(label)}(?=   \[|\n)")[1]
    talking.types(number)


def test_serving_without_a_token_says_how_to_set_one_answers_and_ends_when_asked(
    tmp_path: Path,
) -> None:
    with running(tmp_path, "serve") as serving:
        address = serving.hears(r"http://127\.0\.0\.1:\d+(?=/healthz)")[0]
        serving.hears("PANA_TELEGRAM_TOKEN=")
        with httpx.Client(base_url=address, trust_env=False) as client:
            alive, ready = client.get("/healthz"), client.get("/readyz")
        serving.process.send_signal(signal.SIGTERM)
        last_words = serving.rest()

    assert (alive.status_code, ready.status_code) == (200, 200)
    assert serving.process.returncode == 0
    assert last_words == ""


@pytest.mark.parametrize("language", list(Language))
def test_a_talk_by_numbers_leads_to_a_centre_and_leaves_a_word_of_the_day(
    tmp_path: Path, translator: Translator, guide: Guide, language: Language
) -> None:
    centre = next(each for each in guide.centres if each.region == ASTANA)
    assert centre.place
    path = (YES.label, CENTRES.label, guide.regions[ASTANA].short, guide.places[centre.place].name)
    with running(tmp_path, "talk", "--language", language.value) as talking:
        for label in path:
            picks(talking, translator.say(label, language))
        talking.hears(re.escape(centre.phones[0].number))
        talking.types("/exit")
        last_page = talking.rest().rpartition("─")[2]

    everyday = [" · ".join((word.kk, word.ru, word.en)) for word in guide.words_of_the_day]
    assert talking.process.returncode == 0
    assert last_page.strip().splitlines()[-1] in everyday
    assert "[1]" not in last_page
    assert rows_in(tmp_path) == {}


@pytest.mark.parametrize("language", list(Language))
def test_a_check_says_that_all_is_well_in_the_language_of_the_editor(
    tmp_path: Path, translator: Translator, language: Language
) -> None:
    done = run(tmp_path, "check", "--language", language.value)

    assert (done.returncode, done.stderr) == (0, "")
    *measures, last = done.stdout.splitlines()
    assert last == translator.say(ALL_WELL, language)
    assert [line[:3] for line in measures[:3]] == ["kk:", "ru:", "en:"]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_one_sentence_that_names_it_and_repeats_no_secret(
    tmp_path: Path, name: str
) -> None:
    done = run(tmp_path, "serve", **{name: WRONG[name]})

    (sentence,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert name in sentence
    assert "secret" not in done.stderr + done.stdout
    assert "short" not in done.stderr + done.stdout


def test_a_folder_without_knowledge_is_one_sentence_that_names_it(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"

    done = run(tmp_path / "var", "serve", PANA_KNOWLEDGE=str(nowhere))

    (sentence,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert str(nowhere) in sentence


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(tmp_path, "serve", PANA_PORT=port)

    (sentence,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert "PANA_PORT" in sentence
    assert port in sentence


def test_the_database_is_upgraded_twice_and_then_erased(tmp_path: Path) -> None:
    for _time in range(2):
        upgraded = run(tmp_path, "database", "upgrade")
        assert (upgraded.returncode, upgraded.stderr) == (0, "")

    erased = run(tmp_path, "erase")

    assert erased.returncode == 0
    assert re.search(r"\d+", erased.stdout)
