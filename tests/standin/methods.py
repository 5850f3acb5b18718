"""The methods about messages, as the Bot API carries them out."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Final

from tests.standin import limits, refusals
from tests.standin.accounts import Account
from tests.standin.chats import Chat
from tests.standin.params import Params
from tests.standin.refusals import bad
from tests.standin.values import Json, Message, Notification, Toast
from tests.standin.words import plain
from tests.standin.world import World

Method = Callable[[World, Account, Params], Any]


def send_message(world: World, account: Account, params: Params) -> Json:
    """Write a text into a chat."""
    text = plain(params.text("text"), params.text("parse_mode"))
    chat = world.writable(account, params)
    world.limits.hold("sendMessage", chat.id, limits.text_complaint(text))
    return _send(world, account, params, chat, {"text": text}, "sendMessage").as_json()


def send_location(world: World, account: Account, params: Params) -> Json:
    """Write a place on the map into a chat."""
    chat = world.writable(account, params)
    place = {name: params.decimal(name) for name in ("latitude", "longitude")}
    return _send(world, account, params, chat, {"location": place}, "sendLocation").as_json()


def copy_message(world: World, account: Account, params: Params) -> Json:
    """Write again what stands in a chat, without saying where it is from."""
    chat = world.writable(account, params)
    source = world.chat(account, params, "from_chat_id").find(params.message_id())
    if source is None:
        raise bad(refusals.COPY_NOT_FOUND)
    message = _send(world, account, params, chat, source.content, "copyMessage")
    return {"message_id": message.id}


def edit_message_text(world: World, account: Account, params: Params) -> Json:
    """Put another text in the place of the bot's own one."""
    method = "editMessageText"
    text = plain(params.text("text"), params.text("parse_mode"))
    chat, message = _own(world, account, params)
    world.limits.hold(method, chat.id, limits.text_complaint(text, editing=True))
    if "text" not in message.content:
        raise bad(refusals.NO_TEXT_TO_EDIT)
    return _edit(world, account, params, (chat, message), {"text": text}, method)


def edit_message_reply_markup(world: World, account: Account, params: Params) -> Json:
    """Put other buttons under the bot's own message."""
    chat, message = _own(world, account, params)
    method = "editMessageReplyMarkup"
    return _edit(world, account, params, (chat, message), message.content, method)


def delete_message(world: World, account: Account, params: Params) -> bool:
    """Delete one message for both."""
    chat = world.chat(account, params)
    message = chat.find(params.message_id())
    if message is None:
        raise bad(refusals.DELETE_NOT_FOUND)
    _check_deletable(world, account, chat, message)
    chat.remove(message.id)
    return True


def delete_messages(world: World, account: Account, params: Params) -> bool:
    """Delete up to a hundred messages; those not found are skipped."""
    chat = world.chat(account, params)
    ids = params.thing("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad("message identifiers are not specified")
    many = "too many message identifiers specified"
    complaint = many if len(ids) > limits.DELETED_AT_ONCE else None
    world.limits.hold("deleteMessages", chat.id, complaint)
    found = [message for each in ids if (message := chat.find(int(each)))]
    for message in found:
        _check_deletable(world, account, chat, message)
    for message in found:
        chat.remove(message.id)
    return True


def answer_callback_query(world: World, account: Account, params: Params) -> bool:
    """Stop the waiting sign on a pressed button, perhaps with a word."""
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.token != account.token:
        raise bad(refusals.OLD_QUERY)
    if world.now() - query.date > world.limits.answer_within:
        raise bad(refusals.OLD_QUERY)
    text = params.text("text")
    complaint = "MESSAGE_TOO_LONG" if len(text) > limits.TOAST else None
    world.limits.hold("answerCallbackQuery", query.chat_id, complaint)
    chat = world.find_chat(account, query.chat_id)
    if chat is not None:
        chat.toasts.append(Toast(query.id, text, params.flag("show_alert"), monotonic()))
        chat.waiting_presses = [each for each in chat.waiting_presses if each != query.id]
    return True


def send_chat_action(world: World, account: Account, params: Params) -> bool:
    """Show "typing…"; nothing of it stays."""
    world.writable(account, params)
    if not params.text("action"):
        raise bad("wrong parameter action in request")
    return True


def _send(
    world: World, account: Account, params: Params, chat: Chat, content: Json, method: str
) -> Message:
    markup = _markup(world, params, chat, method)
    reply_to = _reply_to(params, chat)
    world.limits.pace(method, account.user.id, chat.id, monotonic())
    message = chat.write(
        account.user,
        world.now(),
        content,
        markup,
        protected=params.flag("protect_content"),
        reply_to=reply_to,
    )
    if not params.flag("disable_notification"):
        text = str(content.get("text", ""))
        chat.notifications.append(Notification(message.id, text, monotonic()))
    return message


def _edit(
    world: World,
    account: Account,
    params: Params,
    where: tuple[Chat, Message],
    content: Json,
    method: str,
) -> Json:
    chat, message = where
    markup = _markup(world, params, chat, method)
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    new = markup if markup and markup["inline_keyboard"] else None
    world.limits.pace(method, account.user.id, chat.id, monotonic())
    if (content, new) == (message.content, message.inline):
        raise bad(refusals.NOT_MODIFIED)
    return chat.edit(message.id, world.now(), content=content, markup=new).as_json()


def _own(world: World, account: Account, params: Params) -> tuple[Chat, Message]:
    message_id = params.message_id()
    chat = world.writable(account, params)
    message = chat.find(message_id)
    if message is None:
        raise bad(refusals.EDIT_NOT_FOUND)
    if message.sender.id != account.user.id or message.had_keyboard:
        raise bad(refusals.CANT_EDIT)
    window = world.limits.edit_within
    if window is not None and world.now() - message.date > window:
        raise bad(refusals.CANT_EDIT)
    return chat, message


def _markup(world: World, params: Params, chat: Chat, method: str) -> Json | None:
    markup = params.thing("reply_markup")
    world.limits.hold(method, chat.id, limits.markup_complaint(markup))
    return markup or None


def _reply_to(params: Params, chat: Chat) -> Json | None:
    wish = params.thing("reply_parameters") or {}
    message_id = int(wish.get("message_id") or params.number("reply_to_message_id"))
    if not message_id:
        return None
    message = chat.find(message_id)
    if message is not None:
        return message.as_json()
    if wish.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad(refusals.REPLY_NOT_FOUND)


def _check_deletable(world: World, account: Account, chat: Chat, message: Message) -> None:
    if not chat.is_private and message.sender.id != account.user.id:
        raise bad(refusals.CANT_DELETE)
    if world.now() - message.date > world.limits.delete_within:
        raise bad(refusals.CANT_DELETE_OLD)


MESSAGE_METHODS: Final[Mapping[str, Method]] = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "copyMessage": copy_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
}
