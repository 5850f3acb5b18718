"""The environment as one frozen value, read once."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

from pydantic import (
    AnyHttpUrl,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import SettingsError
from bot.domain.guide import Ages

PREFIX: Final = "PANA_"
HOST: Final = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
HTTP_ADDRESS: Final = re.compile(r"https?://[^\s/]+", re.IGNORECASE)


def _seconds(value: object) -> object:
    """Read plain digits as seconds; everything else is left to ISO 8601."""
    if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        return timedelta(seconds=float(value))
    return value


Duration = Annotated[timedelta, BeforeValidator(_seconds)]


def _days(value: object) -> object:
    """Read plain digits as days: ages are told in days everywhere."""
    if isinstance(value, str) and value.strip().isdecimal():
        return timedelta(days=min(int(value), timedelta.max.days))
    return value


Age = Annotated[
    timedelta, BeforeValidator(_days), Field(ge=timedelta(days=1), le=timedelta(days=3650))
]


class Settings(BaseSettings):
    """Everything that may be set from outside."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    # Several bots may serve one desk: their tokens stand side by side, with a space or a comma.
    telegram_token: SecretStr | None = None
    telegram_api: AnyHttpUrl | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    var: Path = Path("var")
    master_key: SecretStr | None = None
    knowledge: Path = Path("knowledge")
    # Longer than four hours of silence would not let everything be gone in time.
    wipe_after: Annotated[Duration, Field(gt=timedelta(0), le=timedelta(hours=4))] = timedelta(
        minutes=30
    )

    # An offered case which no operator begins waits again after this.
    claim_returns_after: Annotated[Duration, Field(gt=timedelta(0), le=timedelta(minutes=10))] = (
        timedelta(seconds=90)
    )
    # Page and desk are reached through a TLS proxy: their cookies are then sent over TLS only.
    behind_tls: bool = False
    # Where Exit leads from the visitor's page: a site on which nothing stands out.
    exit_to: AnyHttpUrl | None = None
    # Where the spelling dictionaries of Hunspell lie; only `pana check` and tests read them.
    dictionaries: Path = Path("/usr/share/hunspell")
    # How long a check of what visitors read lasts; past it they are told so (DESIGN 6).
    centre_age: Age = timedelta(days=90)
    legal_age: Age = timedelta(days=90)
    number_age: Age = timedelta(days=30)
    rest_age: Age = timedelta(days=365)
    # A Rasa 3.6 server that understands typed words; unset: the built-in model alone.
    rasa_url: SecretStr | None = None
    # The names under which page and desk answer, side by side with a comma; unset: under any.
    allowed_hosts: str = ""

    @property
    def telegram_tokens(self) -> tuple[SecretStr, ...]:
        """Return the tokens of all bots, each once."""
        if self.telegram_token is None:
            return ()
        found = self.telegram_token.get_secret_value().replace(",", " ").split()
        return tuple(SecretStr(token) for token in dict.fromkeys(found))

    @property
    def ages(self) -> Ages:
        """Return how long a check lasts, by kind of fact."""
        return Ages(self.centre_age, self.legal_age, self.number_age, self.rest_age)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names under which pages are answered; `*` stands for any."""
        return tuple(dict.fromkeys(self.allowed_hosts.replace(",", " ").split())) or ("*",)

    @field_validator("allowed_hosts")
    @classmethod
    def _names_only(cls, value: str) -> str:
        for name in value.replace(",", " ").split():
            if not HOST.fullmatch(name):
                raise ValueError("please give names like help.example.kz or *.example.kz, no https")
        return value

    @field_validator("rasa_url")
    @classmethod
    def _an_address(cls, value: SecretStr | None) -> SecretStr | None:
        # It may hold a password, so that it is a secret as a whole.
        if value is not None and not HTTP_ADDRESS.match(value.get_secret_value()):
            raise ValueError("please give an address like http://127.0.0.1:5005")
        return value

    @field_validator(
        "telegram_token", "master_key", "telegram_api", "exit_to", "rasa_url", mode="before"
    )
    @classmethod
    def _unset_when_empty(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value


def read_settings() -> Settings:
    """Return the settings; raises SettingsError with one sentence that names the wrong ones."""
    try:
        return Settings()
    except ValidationError as error:
        # A value may be a secret: only the names and what would fit are said.
        wrong = (
            f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}"
            for fault in error.errors(include_url=False, include_input=False)
        )
        raise SettingsError(f"A setting is wrong. {'; '.join(wrong)}.") from None
