"""What is written for Docker is sound, as far as that can be told without running it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[1]
TOOLS: Final = Path(sys.executable).parent
DOCKERFILES: Final = ("Dockerfile", "rasa/Dockerfile")


def ran(tool: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of ours without any setting of this machine."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PANA_")}
    return subprocess.run(
        (str(TOOLS / tool), *words),
        cwd=ROOT,
        env=clean | more,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def composed(*words: str, **more: str) -> dict[str, Any]:
    """Return the services as Docker Compose reads them; a .env of this folder plays no part."""
    read = ran(
        "docker-compose", "--env-file", os.devnull, *words,
        "config", "--no-env-resolution", "--format", "json", **more,
    )  # fmt: skip
    assert read.returncode == 0, read.stderr
    services: dict[str, Any] = json.loads(read.stdout)["services"]
    return services


@pytest.mark.parametrize("profile", [(), ("--profile", "rasa")], ids=["pana", "rasa"])
def test_compose_finds_nothing_wrong(profile: tuple[str, ...]) -> None:
    checked = ran("docker-compose", "--env-file", os.devnull, *profile, "config", "-q")

    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


@pytest.mark.parametrize("file", DOCKERFILES)
def test_the_linter_finds_nothing_wrong(file: str) -> None:
    checked = ran("hadolint", file)

    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


def test_rasa_runs_only_when_it_is_asked_for() -> None:
    assert set(composed()) == {"pana"}
    assert set(composed("--profile", "rasa")) == {"pana", "rasa"}


def test_pana_asks_rasa_only_when_told_where() -> None:
    url = "http://rasa:5005"

    assert composed()["pana"]["environment"]["PANA_RASA_URL"] == ""
    assert composed(PANA_RASA_URL=url)["pana"]["environment"]["PANA_RASA_URL"] == url


def test_rasa_is_reached_by_pana_alone_and_reaches_nobody() -> None:
    read = ran(
        "docker-compose", "--env-file", os.devnull, "--profile", "rasa",
        "config", "--no-env-resolution", "--format", "json",
    )  # fmt: skip
    services, networks = (json.loads(read.stdout)[part] for part in ("services", "networks"))

    assert "ports" not in services["rasa"]
    assert set(services["rasa"]["networks"]) <= set(services["pana"]["networks"])
    assert all(networks[name]["internal"] for name in services["rasa"]["networks"])


def test_pana_is_published_on_this_machine_alone() -> None:
    assert [port["host_ip"] for port in composed()["pana"]["ports"]] == ["127.0.0.1"]


@pytest.mark.parametrize("name", ["pana", "rasa"])
def test_a_container_may_change_nothing_but_what_it_keeps(name: str) -> None:
    service = composed("--profile", "rasa")[name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["healthcheck"]["test"]
    assert [volume["target"] for volume in service.get("volumes", ())] in (["/app/var"], [])


@pytest.mark.parametrize("file", DOCKERFILES)
def test_nothing_is_installed_that_is_not_pinned_by_its_hash(file: str) -> None:
    installs = [
        line
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if "pip install" in line
    ]

    assert installs
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)


def test_what_was_said_and_every_secret_stay_out_of_the_images() -> None:
    kept, *let_in = [
        line
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]

    assert kept == "*"
    assert {line for line in let_in if line.startswith("!")} == {
        "!LICENSE", "!README.md", "!bot", "!knowledge", "!locales", "!pyproject.toml", "!rasa",
        "!requirements.lock",
    }  # fmt: skip
