"""Invites operators from the terminal."""

from bot.composition.application import open_application
from bot.composition.desk import invited
from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.domain.operator import Role
from bot.services.accounts import NameRefusedError, NameTakenError
from bot.settings import Settings


async def operator_add(settings: Settings, name: str, role: str, languages: tuple[str, ...]) -> str:
    """Make an account and return what to do with its one-time link; raises SettingsError."""
    unknown = [code for code in languages if code not in set(Language)]
    if unknown or not languages:
        known = ", ".join(language.value for language in Language)
        raise SettingsError(f"--languages: please choose from {known}.")
    async with open_application(settings, {}) as application:
        try:
            link = await invited(
                application, name, Role(role), tuple(Language(code) for code in languages)
            )
        except NameTakenError:
            raise SettingsError(f"There is an account of the name {name} already.") from None
        except NameRefusedError:
            raise SettingsError("Please give a name of 1 to 40 characters.") from None
    scheme = "https" if settings.behind_tls else "http"
    port = settings.port or "PORT"
    address = f"{scheme}://{settings.host}:{port}/desk/set-up/{link.token}"
    return (
        f"Open this link once, within 72 hours, on the operator's own machine:\n{address}\n"
        "Where the desk is reached under another name, put that name in front of /desk."
    )
