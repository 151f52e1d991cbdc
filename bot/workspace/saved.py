"""The workspace's memory in a file, so that a demo that is started again goes on where it was."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.workspace.model import Channel, File, Json, Member, Message, Reaction, Share, View
from bot.workspace.state import State

VERSION = 1


def snapshot(state: State) -> Json:
    """What is worth keeping: not what one member alone was shown, nor open dialogs."""
    with state.lock:
        said = [m for channel in state.messages.values() for m in channel.values()]
        homes = [state.views[id_] for id_ in state.homes.values()]
        return {
            "version": VERSION,
            "members": [asdict(member) for member in state.humans()],
            "channels": [asdict(channel) for channel in state.channels.values()],
            "messages": [asdict(message) for message in said if message.only_for is None],
            "files": [_file(file) for file in state.files.values() if file.complete],
            "homes": [asdict(view) for view in homes],
            "last_read": [[*key, ts] for key, ts in state.last_read.items()],
        }


def _file(file: File) -> Json:
    return {**asdict(file), "shown_to": sorted(file.shown_to)}


def restore(state: State, kept: Json) -> None:
    """Put back what was kept; members of the seed, the bot above all, stay as they are."""
    for member in kept["members"]:
        state.members[member["id"]] = Member(**member)
    for channel in kept["channels"]:
        state.put_channel(Channel(**{**channel, "members": tuple(channel["members"])}))
    for message in sorted(kept["messages"], key=lambda each: str(each["ts"])):
        state.put_message(_message(message))
        state.begin_after(message["ts"])
    for file in kept["files"]:
        shares = tuple(Share(**share) for share in file["shares"])
        seen = frozenset(file["shown_to"])
        state.put_file(File(**{**file, "shares": shares, "shown_to": seen}))
    for view in kept["homes"]:
        state.homes[view["user"]] = state.put_view(View(**view)).id
    for member_id, channel_id, ts in kept["last_read"]:
        state.last_read[member_id, channel_id] = ts


def _message(kept: Json) -> Message:
    reactions = tuple(Reaction(r["name"], tuple(r["users"])) for r in kept["reactions"])
    lists = {"blocks": tuple(kept["blocks"]), "files": tuple(kept["files"])}
    return Message(**{**kept, **lists, "reactions": reactions})


class SavedState:
    """A file that holds the last snapshot; it is never half written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written = -1

    def load(self, state: State) -> None:
        """Put back what an earlier run kept, if there was one of this version."""
        kept = self._read()
        if kept.get("version") == VERSION:
            restore(state, kept)
        self._written = state.changes

    def _read(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def save(self, state: State) -> None:
        """Keep the state if it changed since it was last kept."""
        if state.changes == self._written:
            return
        self._written = state.changes
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(snapshot(state)), encoding="utf-8")
        draft.replace(self._path)
