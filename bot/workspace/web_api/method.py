"""What an API method is: a name, the scopes that open it, and what it does with its arguments."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.workspace.errors import SlackError
from bot.workspace.model import Channel, Json, Message
from bot.workspace.workspace import Workspace

Answer = Json


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its arguments as they were sent, as a form or as JSON."""

    workspace: Workspace
    args: Json

    def text(self, key: str, default: str = "") -> str:
        """A string argument."""
        value = self.args.get(key)
        return default if value is None else str(value)

    def needed(self, key: str, error: str = "invalid_arguments") -> str:
        """A string argument that must be there."""
        value = self.text(key)
        if value:
            return value
        if error != "invalid_arguments":
            raise SlackError(error)
        message = f"[ERROR] missing required field: {key}"
        raise SlackError(error, response_metadata={"messages": [message]})

    def flag(self, key: str, default: bool = False) -> bool:
        """A truth argument; forms send 1, true or 0."""
        value = self.args.get(key)
        return default if value is None else str(value).lower() in ("1", "true")

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self.args.get(key) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments") from None

    def json(self, key: str, error: str = "invalid_arguments") -> Any:
        """A list or an object; forms send it as a string of JSON."""
        value = self.args.get(key)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None

    def words(self, key: str) -> list[str]:
        """A list of strings: as JSON, or with commas between them."""
        value = self.args.get(key)
        if isinstance(value, str) and not value.startswith("["):
            return [word.strip() for word in value.split(",") if word.strip()]
        return [str(word) for word in self.json(key) or ()]

    def channel(self, key: str = "channel") -> Channel:
        """The channel of an argument; a private one without the bot does not exist for it."""
        found = self.workspace.state.channels.get(self.needed(key, "channel_not_found"))
        if found is None or not self.workspace.state.can_read(self.workspace.bot_user, found):
            raise SlackError("channel_not_found")
        return found

    def joined_channel(self, key: str = "channel") -> Channel:
        """The channel of an argument, of which the bot must be a member."""
        return joined(self.workspace, self.channel(key))

    def message(self, channel: Channel, key: str = "ts") -> Message:
        """The message of an argument; ephemeral ones are out of reach."""
        found = self.workspace.state.message(channel.id, self.needed(key, "message_not_found"))
        if found is None or found.only_for is not None or found.subtype == "tombstone":
            raise SlackError("message_not_found")
        return found


def joined(workspace: Workspace, channel: Channel) -> Channel:
    """The channel, unless the bot is no member or it is archived."""
    if workspace.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


@dataclass(frozen=True, slots=True)
class Method:
    """One method; one of `scopes` must be granted, none means that any token will do."""

    name: str
    run: Callable[[Call], Answer]
    scopes: tuple[str, ...] = ()
    token: Literal["bot", "app"] = "bot"


def need(call: Call, *scopes: str) -> None:
    """Refuse unless one of these scopes is granted."""
    if not call.workspace.tokens.granted(scopes):
        granted = ",".join(sorted(call.workspace.tokens.scopes))
        raise SlackError("missing_scope", needed=",".join(scopes), provided=granted)


def page(call: Call, things: Sequence[Any], key: str, default: int = 100) -> Answer:
    """One page of a list, with the cursor that leads to the next."""
    start = _offset(call.text("cursor"))
    limit = min(max(call.number("limit", default), 1), 1000)
    more = start + limit < len(things)
    cursor = b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    part = list(things[start : start + limit])
    return {key: part, "response_metadata": {"next_cursor": cursor}}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        name, _, number = b64decode(cursor, validate=True).decode().partition(":")
        if name == "next":
            return int(number)
    except ValueError:
        pass
    raise SlackError("invalid_cursor")
