"""What the page of a member gets: messages, files, views and channels ready to be drawn."""

from typing import Any
from urllib.parse import quote

from bot.workspace.model import Channel, File, Json, Message, View
from bot.workspace.text import emoji_of, emojized
from bot.workspace.workspace import Workspace

EMOJI_TEXTS = {"mrkdwn", "plain_text", "markdown", "text"}


def member_list(workspace: Workspace) -> list[Json]:
    """All members, people first."""
    bot = workspace.state.bot()
    return [
        {
            "id": member.id,
            "name": member.name,
            "real_name": member.real_name,
            "title": member.title,
            "is_bot": member.is_bot,
            "color": f"#{member.color}",
        }
        for member in (*workspace.state.humans(), bot)
    ]


def channel_list(workspace: Workspace, viewer: str) -> list[Json]:
    """The channels that a member may read."""
    state = workspace.state
    readable = (c for c in state.channels.values() if state.can_read(viewer, c))
    return [channel(workspace, found, viewer) for found in readable if not found.archived]


def channel(workspace: Workspace, found: Channel, viewer: str) -> Json:
    """One channel as a member sees it; a direct message bears the other one's name."""
    shape: Json = {
        "id": found.id,
        "name": found.name,
        "kind": found.kind,
        "topic": found.topic,
        "members": list(found.members),
        "is_member": viewer in found.members,
        "unread": workspace.state.unread(viewer, found.id),
    }
    if found.kind == "im":
        other = next((m for m in found.members if m != viewer), viewer)
        shape |= {"with": other, "name": workspace.state.members[other].real_name}
    return shape


def message(workspace: Workspace, found: Message, viewer: str) -> Json:
    """One message as a member sees it, with pictures resolved and shortcodes drawn."""
    shape: Json = {
        "ts": found.ts,
        "channel": found.channel,
        "user": found.user,
        "bot": found.by_app,
        "text": emojized(found.text),
        "blocks": [drawn(workspace, block, viewer) for block in found.blocks],
        "files": _files(workspace, found, viewer),
        "reactions": [_reaction(r.name, r.users) for r in found.reactions],
        "edited": found.edited_ts is not None,
        "ephemeral": found.only_for is not None,
        **_thread(workspace, found),
    }
    if found.thread_ts or shape["reply_count"]:
        shape["thread_ts"] = found.thread_ts or found.ts
    return {**shape, "subtype": found.subtype} if found.subtype else shape


def _thread(workspace: Workspace, found: Message) -> Json:
    replies = [] if found.is_reply else workspace.state.public_replies(found.channel, found.ts)
    return {
        "reply_count": len(replies),
        "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
        "latest_reply": replies[-1].ts if replies else None,
    }


def _reaction(name: str, users: tuple[str, ...]) -> Json:
    return {"name": name, "count": len(users), "users": list(users), "emoji": emoji_of(name)}


def _files(workspace: Workspace, found: Message, viewer: str) -> list[Json]:
    files = (workspace.state.files[id_] for id_ in found.files)
    return [file(each, viewer) for each in files if not each.deleted]


def file(found: File, viewer: str) -> Json:
    """One file as a member sees it."""
    return {
        "id": found.id,
        "name": found.name,
        "title": found.title,
        "size": found.size,
        "mimetype": found.mimetype,
        "filetype": found.filetype,
        "alt": found.alt,
        "url": file_url(found.id, viewer),
        "width": found.width,
        "height": found.height,
        "preview": found.preview,
    }


def file_url(file_id: str, viewer: str) -> str:
    """Where a member's page gets the bytes of a file."""
    return f"/client/files/{file_id}?as={quote(viewer)}"


def drawn(workspace: Workspace, thing: Any, viewer: str) -> Any:
    """A copy of a block, or of any part of one, with pictures resolved and shortcodes drawn."""
    if isinstance(thing, list | tuple):
        return [drawn(workspace, part, viewer) for part in thing]
    if not isinstance(thing, dict):
        return thing
    copy = {key: drawn(workspace, part, viewer) for key, part in thing.items()}
    if copy.get("type") in EMOJI_TEXTS and isinstance(copy.get("text"), str):
        copy["text"] = emojized(copy["text"])
    if copy.get("type") == "emoji":
        copy["unicode"] = emoji_of(str(copy.get("name"))) or ""
    if isinstance(copy.get("slack_file"), dict):
        copy |= _picture(workspace, copy.pop("slack_file"), viewer)
    return copy


def _picture(workspace: Workspace, reference: Json, viewer: str) -> Json:
    found = named_file(workspace, reference)
    if found is None or found.deleted:
        return {"image_url": ""}
    return {
        "image_url": file_url(found.id, viewer),
        "width": found.width,
        "height": found.height,
    }


def named_file(workspace: Workspace, reference: Json) -> File | None:
    """The file that a `slack_file` means by its id or its address."""
    files = workspace.state.files
    if "id" in reference:
        return files.get(str(reference["id"]))
    url = str(reference.get("url", ""))
    return next((f for f in files.values() if f"-{f.id}/" in url or f"/{f.id}/" in url), None)


def view(workspace: Workspace, found: View) -> Json:
    """A modal as its member sees it."""
    return {
        "id": found.id,
        "type": found.type,
        **{key: _label(found, key) for key in ("title", "submit", "close")},
        "blocks": drawn(workspace, found.get("blocks", []), found.user),
        "callback_id": found.get("callback_id"),
        "state": found.values or {},
        "hash": found.hash,
        "submit_disabled": found.get("submit_disabled", False),
        "previous_id": found.previous_id,
    }


def _label(found: View, key: str) -> str | None:
    label = found.get(key, None)
    return emojized(label["text"]) if label else None


def home(workspace: Workspace, member: str) -> list[Json]:
    """The blocks of a member's App Home as it stands."""
    found = workspace.state.views.get(workspace.state.homes.get(member, ""))
    return drawn(workspace, found.get("blocks", []), member) if found else []
