"""assistant.threads.*: the status line, title and suggested prompts of the app's threads."""

from bot.workspace.errors import SlackError
from bot.workspace.model import Json
from bot.workspace.services.announce import tell_readers
from bot.workspace.web_api.method import Answer, Call, Method

MOST_PROMPTS = 4
MOST_LOADING = 10


def _thread(call: Call, key: str = "thread_ts") -> Json:
    channel = call.joined_channel("channel_id")
    ts = call.needed(key, "invalid_thread_ts")
    if call.workspace.state.message(channel.id, ts) is None:
        raise SlackError("invalid_thread_ts")
    return {"channel": channel.id, "thread_ts": ts}


def _push(call: Call, thing: Json) -> Answer:
    tell_readers(call.workspace, thing["channel"], thing)
    return {}


def _status(call: Call) -> Answer:
    thread = _thread(call)
    if len(call.words("loading_messages")) > MOST_LOADING:
        raise SlackError("invalid_arguments")
    return _push(call, {"type": "working", **thread, "text": call.text("status")})


def _title(call: Call) -> Answer:
    return _push(call, {"type": "title", **_thread(call), "text": call.needed("title")})


def _prompts(call: Call) -> Answer:
    channel = call.joined_channel("channel_id")
    prompts = call.json("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= MOST_PROMPTS:
        raise SlackError("invalid_arguments")
    if not all(isinstance(p, dict) and p.get("title") and p.get("message") for p in prompts):
        raise SlackError("invalid_arguments")
    where = {"channel": channel.id, "thread_ts": call.text("thread_ts") or None}
    return _push(
        call, {"type": "prompts", **where, "title": call.text("title"), "prompts": prompts}
    )


METHODS = (
    Method("assistant.threads.setStatus", _status, ("chat:write", "assistant:write")),
    Method("assistant.threads.setTitle", _title, ("assistant:write",)),
    Method("assistant.threads.setSuggestedPrompts", _prompts, ("assistant:write",)),
)
