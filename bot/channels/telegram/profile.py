"""What a stranger sees of the bot, set at start in every language."""

import logging
from collections.abc import Callable

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import BotCommand

from bot.channels.telegram.profile_texts import COMMANDS, DESCRIPTION, NAME, SHORT
from bot.domain.language import Language
from bot.domain.text import Text

log = logging.getLogger(__name__)

Say = Callable[[Text, Language | None], str]


async def set_profile(bot: Bot, say: Say) -> None:
    """Set name, descriptions and commands; what Telegram refuses now is set at the next start."""
    # Without a language Telegram shows the text to everybody whose language we do not speak.
    for code, language in (("", Language.RUSSIAN), *((each.value, each) for each in Language)):
        try:
            await _set_texts(bot, say, code, language)
        except AiogramError as error:
            log.warning("the profile could not be set: %s", type(error).__name__)


async def _set_texts(bot: Bot, say: Say, code: str, language: Language) -> None:
    # Telegram lets these be changed only a few times a day: only what differs is set.
    if (await bot.get_my_name(language_code=code)).name != say(NAME, language):
        await bot.set_my_name(say(NAME, language), language_code=code)
    described = await bot.get_my_description(language_code=code)
    if described.description != say(DESCRIPTION, language):
        await bot.set_my_description(say(DESCRIPTION, language), language_code=code)
    short = await bot.get_my_short_description(language_code=code)
    if short.short_description != say(SHORT, language):
        await bot.set_my_short_description(say(SHORT, language), language_code=code)
    commands = [
        BotCommand(command=command, description=say(text, language))
        for command, text in COMMANDS.items()
    ]
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)
