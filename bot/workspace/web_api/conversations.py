"""conversations.*: channels, their members, what was said in them."""

from bot.workspace.errors import SlackError
from bot.workspace.model import Channel, Message
from bot.workspace.payloads import messages, people
from bot.workspace.services import change_membership
from bot.workspace.web_api.method import Answer, Call, Method, joined, need, page

KINDS = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}
FAMILIES = {"channel": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


def of_types(call: Call) -> list[Channel]:
    """The channels of the asked types that the bot may know of, with the scopes for them."""
    types = call.words("types") or ["public_channel"]
    if any(type_ not in KINDS for type_ in types):
        raise SlackError("invalid_types")
    kinds = [KINDS[type_] for type_ in types]
    for kind in kinds:
        need(call, f"{FAMILIES[kind]}:read")
    state, bot = call.workspace.state, call.workspace.bot_user
    found = [c for c in state.channels.values() if c.kind in kinds and state.can_read(bot, c)]
    return [c for c in found if not (c.archived and call.flag("exclude_archived"))]


def _info(call: Call) -> Answer:
    channel = call.channel()
    need(call, f"{channel.scope_family}:read")
    shape = people.channel(call.workspace, channel)
    if not call.flag("include_num_members"):
        shape.pop("num_members", None)
    return {"channel": shape}


def _list(call: Call) -> Answer:
    shapes = [people.channel(call.workspace, channel) for channel in of_types(call)]
    return page(call, shapes, "channels")


def _members(call: Call) -> Answer:
    channel = call.channel()
    need(call, f"{channel.scope_family}:read")
    return page(call, channel.members, "members")


def _open(call: Call) -> Answer:
    need(call, "im:write")
    if call.text("channel"):
        return {"channel": {"id": call.channel().id}}
    users = call.words("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1 or users[0] not in call.workspace.state.members:
        raise SlackError("user_not_found" if len(users) == 1 else "not_enough_users")
    bot = call.workspace.bot_user
    known = call.workspace.state.im_between(bot, users[0])
    channel = change_membership.open_im(call.workspace, bot, users[0])
    answer: Answer = {"channel": {"id": channel.id}}
    return answer | ({"no_op": True, "already_open": True} if known else {})


def _join(call: Call) -> Answer:
    channel = call.channel()
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    bot = call.workspace.bot_user
    already = bot in channel.members
    now = change_membership.join(call.workspace, channel, bot)
    shape = people.channel(call.workspace, now)
    del shape["num_members"]
    answer: Answer = {"channel": shape}
    if already:
        answer |= {"warning": "already_in_channel"}
        answer["response_metadata"] = {"warnings": ["already_in_channel"]}
    return answer


def _within(call: Call, found: list[Message]) -> list[Message]:
    oldest, latest = call.text("oldest", "0"), call.text("latest", "9" * 12)
    try:
        low, high = float(oldest), float(latest)
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None
    if call.flag("inclusive"):
        return [m for m in found if low <= float(m.ts) <= high]
    return [m for m in found if low < float(m.ts) < high]


def _read(call: Call) -> Channel:
    channel = call.channel()
    need(call, f"{channel.scope_family}:history")
    return joined(call.workspace, channel)


def _shown(call: Call, found: list[Message]) -> Answer:
    with_metadata = call.flag("include_all_metadata")
    shapes = [messages.message(call.workspace, m, with_metadata) for m in found]
    answer = page(call, shapes, "messages")
    if not answer["response_metadata"]["next_cursor"]:
        return {"messages": answer["messages"], "has_more": False}
    return {**answer, "has_more": True}


def _history(call: Call) -> Answer:
    """A channel's messages, newest first."""
    channel = _read(call)
    public = [m for m in call.workspace.state.top_level(channel.id) if m.only_for is None]
    return _shown(call, list(reversed(_within(call, public))))


def _replies(call: Call) -> Answer:
    """A thread: its root, then the replies, oldest first."""
    channel = _read(call)
    asked = call.workspace.state.message(channel.id, call.needed("ts"))
    if asked is None or asked.only_for is not None:
        raise SlackError("thread_not_found")
    root_ts = asked.thread_ts or asked.ts
    root = call.workspace.state.message(channel.id, root_ts)
    replies = call.workspace.state.public_replies(channel.id, root_ts)
    return _shown(call, [*([root] if root else []), *_within(call, replies)])


METHODS = (
    Method("conversations.info", _info),
    Method("conversations.list", _list),
    Method("conversations.members", _members),
    Method("conversations.open", _open),
    Method("conversations.join", _join, ("channels:join",)),
    Method("conversations.history", _history),
    Method("conversations.replies", _replies),
)
