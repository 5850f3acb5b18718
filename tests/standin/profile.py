"""The methods about the bot itself: its profile, its commands, its webhook, its chats."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from tests.standin import limits
from tests.standin.accounts import Account, Webhook
from tests.standin.methods import Method
from tests.standin.params import Params
from tests.standin.refusals import bad
from tests.standin.values import Json
from tests.standin.world import World

_GIFTS: Final = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_me(world: World, account: Account, params: Params) -> Json:
    """Say who the bot is."""
    return account.user.as_json() | {
        "first_name": account.profile.get(("name", ""), account.user.first_name),
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_text(kind: str, world: World, account: Account, params: Params) -> bool:
    """Set a name or a description for one language, or for all others."""
    text, language = params.text(kind), params.text("language_code")
    method = "setMy" + kind.title().replace("_", "")
    world.limits.hold(method, None, limits.profile_complaint(kind, text, language))
    account.profile[kind, language] = text
    return True


def get_text(kind: str, world: World, account: Account, params: Params) -> Json:
    """Say the name or description of one language, or the common one."""
    otherwise = account.user.first_name if kind == "name" else ""
    common = account.profile.get((kind, "")) or otherwise
    return {kind: account.profile.get((kind, params.text("language_code"))) or common}


def set_my_commands(world: World, account: Account, params: Params) -> bool:
    """Set the commands of one language and scope."""
    commands, language = params.thing("commands"), params.text("language_code")
    complaint = limits.commands_complaint(commands, language)
    world.limits.hold("setMyCommands", None, complaint)
    account.commands[_scope(params), language] = commands
    return True


def get_my_commands(world: World, account: Account, params: Params) -> list[Json]:
    """Say the commands of exactly this language and scope."""
    return account.commands.get((_scope(params), params.text("language_code")), [])


def delete_my_commands(world: World, account: Account, params: Params) -> bool:
    """Forget the commands of one language and scope."""
    account.commands.pop((_scope(params), params.text("language_code")), None)
    return True


def set_webhook(world: World, account: Account, params: Params) -> bool:
    """Deliver updates to an address from now on."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return delete_webhook(world, account, params)
    if not limits.SECRET_TOKEN.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    if urlsplit(url).scheme not in ("https", "http"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    _drop_pending(account, params)
    account.allow(params.thing("allowed_updates"))
    account.poll += 1
    account.webhook = Webhook(url, secret, params.number("max_connections", 40))
    return True


def delete_webhook(world: World, account: Account, params: Params) -> bool:
    """Go back to being asked."""
    _drop_pending(account, params)
    account.webhook = None
    return True


def get_webhook_info(world: World, account: Account, params: Params) -> Json:
    """Say where updates go and how that fares."""
    hook = account.webhook
    body: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(account.pending),
    }
    if hook:
        body["max_connections"] = hook.most
        body["ip_address"] = "127.0.0.1"
        if hook.last_error_at:
            body["last_error_date"] = int(hook.last_error_at.timestamp())
            body["last_error_message"] = hook.last_error
    if account.allowed:
        body["allowed_updates"] = sorted(account.allowed)
    return body


def get_chat(world: World, account: Account, params: Params) -> Json:
    """Say what is known of a chat."""
    chat = world.chat(account, params)
    return chat.about | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, True),
    }


def leave_chat(world: World, account: Account, params: Params) -> bool:
    """Leave a group."""
    chat = world.chat(account, params)
    if chat.is_private:
        raise bad("chat member status can't be changed in private chats")
    world.writable(account, params)
    del chat.members[account.user.id]
    world.member_changed(account, chat, account.user, "member", "left")
    return True


def get_file(world: World, account: Account, params: Params) -> Json:
    """Say where a file can be fetched."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad("invalid file_id")
    return {
        "file_id": file_id,
        "file_unique_id": f"unique-{file_id}",
        "file_size": 4,
        "file_path": f"files/{file_id}",
    }


def agree(world: World, account: Account, params: Params) -> bool:
    """Say yes and do nothing."""
    return True


def _scope(params: Params) -> str:
    scope: Any = params.thing("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True)


def _drop_pending(account: Account, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        account.pending.clear()


PROFILE_METHODS: Final[Mapping[str, Method]] = {
    "getMe": get_me,
    "setMyName": partial(set_text, "name"),
    "setMyDescription": partial(set_text, "description"),
    "setMyShortDescription": partial(set_text, "short_description"),
    "getMyName": partial(get_text, "name"),
    "getMyDescription": partial(get_text, "description"),
    "getMyShortDescription": partial(get_text, "short_description"),
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    "getFile": get_file,
    "logOut": agree,
    "close": agree,
}
