"""The things that a workspace holds: members, channels, messages, files, views, triggers."""

from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["channel", "private", "im"]


@dataclass(frozen=True, slots=True)
class Member:
    """A person or the app's bot user. is_stranger: of another organisation, in a shared channel."""

    id: str
    name: str
    real_name: str
    title: str = ""
    color: str = "4a154b"
    is_bot: bool = False
    is_guest: bool = False
    is_stranger: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A public channel, a private one or a direct message."""

    id: str
    name: str
    kind: Kind
    creator: str
    created: int
    members: tuple[str, ...] = ()
    topic: str = ""
    archived: bool = False

    @property
    def event_kind(self) -> str:
        """The word that events use: channel, group or im."""
        return {"channel": "channel", "private": "group", "im": "im"}[self.kind]

    @property
    def scope_family(self) -> str:
        """The family of scopes that opens it: channels, groups or im."""
        return {"channel": "channels", "private": "groups", "im": "im"}[self.kind]


@dataclass(frozen=True, slots=True)
class Reaction:
    """One emoji under a message and who chose it."""

    name: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now.

    only_for: the one member who sees it (ephemeral). by_app: sent with the bot's token.
    edited_ts: when the text was last changed; a change of blocks does not count, as on Slack.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    files: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    edited_ts: str | None = None
    subtype: str | None = None
    by_app: bool = False
    username: str | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    only_for: str | None = None
    inviter: str | None = None

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True, slots=True)
class Share:
    """Where a file was shared: the message that carries it."""

    channel: str
    ts: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file's record; its bytes lie in the file store under the id.

    shown_to: channels and members that see it as a picture inside blocks.
    submitted: whether it was handed to the app in a modal.
    """

    id: str
    name: str
    title: str
    mimetype: str
    filetype: str
    pretty_type: str
    size: int
    owner: str
    created: int
    alt: str = ""
    width: int | None = None
    height: int | None = None
    preview: str | None = None
    lines: int | None = None
    shares: tuple[Share, ...] = ()
    shown_to: frozenset[str] = frozenset()
    submitted: bool = False
    complete: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A modal or somebody's App Home; `values` is what is filled in now."""

    id: str
    type: Literal["modal", "home"]
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json | None = None

    def get(self, key: str, default: Any = "") -> Any:
        """A part of what the app sent: title, blocks, callback_id…"""
        found = self.content.get(key)
        return default if found is None else found


@dataclass(frozen=True, slots=True)
class Trigger:
    """The right to open one modal for one member, for a short time."""

    user: str
    expires: float
    view_id: str | None = None
    used: bool = False


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """An address that an answer to a command or a press may be sent to."""

    channel: str
    user: str
    expires: float
    uses_left: int
    message_ts: str | None = None
    thread_ts: str | None = None
