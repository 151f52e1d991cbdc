"""The workspace's memory: who is there, what was said, which files and views exist."""

from collections.abc import Iterator
from dataclasses import replace
from threading import RLock
from typing import Any

from bot.workspace.clock import Clock
from bot.workspace.ids import Ids
from bot.workspace.model import (
    Channel,
    File,
    Member,
    Message,
    ResponseUrl,
    Share,
    Trigger,
    View,
)


class State:
    """Everything that can be remembered, behind one lock; it decides nothing."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self.clock = clock
        self.ids = ids
        self.lock = RLock()
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.threads: dict[tuple[str, str], list[str]] = {}
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, str] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.last_read: dict[tuple[str, str], str] = {}
        self.changes = 0  # counts what is put and dropped, for those who keep a copy
        self._last_micros = 0

    def new_ts(self) -> str:
        """A time stamp that no other message has: seconds and microseconds."""
        with self.lock:
            self._last_micros = max(int(self.clock.now() * 1_000_000), self._last_micros + 1)
            seconds, micros = divmod(self._last_micros, 1_000_000)
        return f"{seconds}.{micros:06d}"

    def begin_after(self, ts: str) -> None:
        """Give no time stamp before this one, even if the clock was set back since."""
        seconds, _, micros = ts.partition(".")
        self._last_micros = max(self._last_micros, int(seconds) * 1_000_000 + int(micros))

    def bot(self) -> Member:
        """The app's bot user."""
        return next(member for member in self.members.values() if member.is_bot)

    def humans(self) -> list[Member]:
        """All people, in the order in which they came."""
        return [member for member in self.members.values() if not member.is_bot]

    def im_between(self, one: str, other: str) -> Channel | None:
        """The direct message of two members, if it was ever opened."""
        wanted = {one, other}
        ims = (c for c in self.channels.values() if c.kind == "im")
        return next((channel for channel in ims if set(channel.members) == wanted), None)

    def put_channel(self, channel: Channel) -> Channel:
        """Store a channel as it is now."""
        with self.lock:
            self.changes += 1
            self.channels[channel.id] = channel
            self.messages.setdefault(channel.id, {})
        return channel

    def message(self, channel: str, ts: str) -> Message | None:
        """The message at a time stamp."""
        return self.messages.get(channel, {}).get(ts)

    def put_message(self, message: Message) -> Message:
        """Store a message as it is now, and its place in a thread."""
        with self.lock:
            self.changes += 1
            self.messages[message.channel][message.ts] = message
            if message.is_reply and message.thread_ts is not None:
                replies = self.threads.setdefault((message.channel, message.thread_ts), [])
                if message.ts not in replies:
                    replies.append(message.ts)
        return message

    def drop_message(self, message: Message) -> None:
        """Forget a message."""
        with self.lock:
            self.changes += 1
            self.messages[message.channel].pop(message.ts, None)
            replies = self.threads.get((message.channel, message.thread_ts or ""), [])
            if message.ts in replies:
                replies.remove(message.ts)

    def top_level(self, channel: str) -> Iterator[Message]:
        """A channel's messages outside threads, oldest first."""
        with self.lock:
            messages = list(self.messages.get(channel, {}).values())
        return (message for message in messages if not message.is_reply)

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The replies under a message, oldest first."""
        with self.lock:
            stamps = list(self.threads.get((channel, ts), []))
            return [self.messages[channel][stamp] for stamp in stamps]

    def public_replies(self, channel: str, ts: str) -> list[Message]:
        """The replies that everybody in the channel sees."""
        return [reply for reply in self.replies(channel, ts) if reply.only_for is None]

    def put_file(self, file: File) -> File:
        """Store a file's record as it is now."""
        with self.lock:
            self.changes += 1
            self.files[file.id] = file
        return file

    def share_file(self, file_id: str, message: Message) -> None:
        """Note that a message carries the file."""
        file = self.files[file_id]
        share = Share(message.channel, message.ts, message.thread_ts)
        self.put_file(replace(file, shares=(*file.shares, share)))

    def show_file(self, file_id: str, place: str) -> None:
        """Note that a channel or a member sees the file inside blocks."""
        file = self.files.get(file_id)
        if file is not None:
            self.put_file(replace(file, shown_to=file.shown_to | {place}))

    def put_view(self, view: View) -> View:
        """Store a view as it is now."""
        with self.lock:
            self.changes += 1
            self.views[view.id] = view
        return view

    def can_read(self, member: str, channel: Channel) -> bool:
        """Whether a member may read a channel: public ones are open to all people."""
        return member in channel.members or channel.kind == "channel"

    def can_see_file(self, member: str, file: File) -> bool:
        """Whether a member owns a file or sees a place where it is shared or shown."""
        places = {share.channel for share in file.shares} | file.shown_to
        channels = (self.channels[place] for place in places if place in self.channels)
        readable = any(self.can_read(member, channel) for channel in channels)
        return file.owner == member or member in places or readable

    def unread(self, member: str, channel: str) -> int:
        """How many messages of others came since the member last looked."""
        since = self.last_read.get((member, channel), "")
        return sum(
            1
            for message in self.top_level(channel)
            if message.ts > since and message.user != member and message.only_for in (None, member)
        )

    def values_of(self, view: View) -> dict[str, Any]:
        """What is filled in in a view now."""
        return view.values or {}
