"""The app answers a command or a press by an acknowledgement's body or a response_url."""

from dataclasses import dataclass, replace

from bot.workspace.blocks_validation.surface import check_message
from bot.workspace.errors import SlackError
from bot.workspace.model import Json, Message
from bot.workspace.payloads import for_page
from bot.workspace.services.post_message import change, delete, post, show_pictures
from bot.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """Whom an answer is for, and the message that it may replace."""

    channel: str
    user: str
    message_ts: str | None = None
    thread_ts: str | None = None


def answer(workspace: Workspace, place: Place, body: Json) -> None:
    """Show an answer: to the member alone unless it asks for the channel."""
    origin = workspace.state.message(place.channel, place.message_ts or "")
    if body.get("delete_original"):
        _remove(workspace, origin)
        return
    said = check_message(workspace, body)
    if body.get("replace_original"):
        _replace(workspace, origin, said.text, said.blocks)
    else:
        _post(workspace, place, body, said.text, said.blocks)


def _post(
    workspace: Workspace, place: Place, body: Json, text: str, blocks: tuple[Json, ...]
) -> None:
    public = body.get("response_type") == "in_channel"
    thread = body.get("thread_ts") or (None if public else place.thread_ts)
    message = Message(
        ts=workspace.state.new_ts(),
        channel=place.channel,
        user=workspace.bot_user,
        text=text,
        blocks=blocks,
        thread_ts=str(thread) if thread else None,
        subtype="bot_message" if public else None,
        by_app=True,
        only_for=None if public else place.user,
    )
    post(workspace, message)


def _remove(workspace: Workspace, origin: Message | None) -> None:
    if origin is None:
        raise SlackError("message_not_found")
    if origin.only_for is None:
        delete(workspace, origin)
    else:
        workspace.state.drop_message(origin)
        _tell(workspace, origin, None)


def _replace(
    workspace: Workspace, origin: Message | None, text: str, blocks: tuple[Json, ...]
) -> None:
    if origin is None:
        raise SlackError("message_not_found")
    now = replace(origin, text=text, blocks=blocks)
    if origin.only_for is None:
        change(workspace, origin, now)
    else:
        workspace.state.put_message(now)
        show_pictures(workspace, now)
        _tell(workspace, origin, now)


def _tell(workspace: Workspace, origin: Message, now: Message | None) -> None:
    viewer = origin.only_for or ""
    told: Json = {"type": "ephemeral_replaced", "channel": origin.channel, "ts": origin.ts}
    told["message"] = for_page.message(workspace, now, viewer) if now else None
    workspace.pages.push(viewer, told)
