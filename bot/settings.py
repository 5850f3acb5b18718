"""The environment as one frozen value, read once."""

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

PREFIX: Final = "PANA_"


def _seconds(value: object) -> object:
    """Read plain digits as seconds; everything else is left to ISO 8601."""
    if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        return timedelta(seconds=float(value))
    return value


Duration = Annotated[timedelta, BeforeValidator(_seconds)]


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
    # The desk is reached through a TLS proxy: its cookie is then sent over TLS only.
    behind_tls: bool = False

    @property
    def telegram_tokens(self) -> tuple[SecretStr, ...]:
        """Return the tokens of all bots, each once."""
        if self.telegram_token is None:
            return ()
        found = self.telegram_token.get_secret_value().replace(",", " ").split()
        return tuple(SecretStr(token) for token in dict.fromkeys(found))

    @field_validator("telegram_token", "master_key", "telegram_api", mode="before")
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
