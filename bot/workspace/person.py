"""A member driven from Python through the page's own API and live connection."""

from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from bot.workspace.control import Control
from bot.workspace.errors import Declined
from bot.workspace.model import Json
from bot.workspace.open_page import OpenPage
from bot.workspace.seen import Seen, SeenView, find_element, value_for

T = TypeVar("T")
Wanted = str | Callable[[Seen], bool]
Where = Seen | SeenView | None


class Person:
    """A member at their page: says, drops, presses, and waits for what they see.

    Everything goes over HTTP and the WebSocket, as it does from a browser; what came before the
    person did is found with `messages`, not with `wait_for`.
    """

    def __init__(self, workspace: Control, name: str = "Ada") -> None:
        self._page = OpenPage(workspace.url, name)
        self.id = self._page.me
        self._post = self._page.post

    # Places

    def channel(self, name: str) -> str:
        """The id of a channel, given as id, #name or a member's name for a direct message."""
        plain = name.lstrip("#@")
        found = self._page.channel(plain)
        if found is None:  # the live connection may still bring a new one
            self._page.look_again()
            found = self._page.channel(plain)
        if found is None:
            raise Declined(f"There is no channel {name}; there are {self._page.channel_names()}")
        return found

    def look(self) -> dict[str, Json]:
        """All channels by their names, as the page's side bar shows them now."""
        self._page.look_again()
        return {found["name"]: found for found in self._page.channels.values()}

    def dm(self, user: str | None = None) -> str:
        """The id of the direct message with a member; with the app if none is named."""
        channel: Json = self._post("dm", {"user": user or self._page.bot})["channel"]
        return str(channel["id"])

    def create_channel(self, name: str, private: bool = False) -> str:
        """Create a channel; returns its id."""
        return str(self._post("channel", {"name": name, "private": private})["channel"]["id"])

    def invite(self, channel: str, user: str | None = None) -> None:
        """Invite a member, or the app if none is named."""
        self._post("invite", {"channel": self.channel(channel), "user": user or self._page.bot})

    def join(self, channel: str) -> None:
        """Join a public channel."""
        self._post("join", {"channel": self.channel(channel)})

    def remove(self, channel: str, user: str | None = None) -> None:
        """Take a member, or the app if none is named, out of a channel."""
        self._post("leave", {"channel": self.channel(channel), "user": user or self._page.bot})

    # Talking

    def say(self, channel: str, text: str, thread: str | None = None) -> str:
        """Say something; returns the message's ts."""
        body = {"channel": self.channel(channel), "text": text, "thread_ts": thread}
        return str(self._post("message", body)["ts"])

    def mention(self, channel: str, text: str, thread: str | None = None) -> str:
        """Say something to the bot in a channel; returns the message's ts."""
        return self.say(channel, f"<@{self._page.bot}> {text}", thread)

    def drop(
        self, channel: str, name: str, content: bytes, thread: str | None = None, text: str = ""
    ) -> str:
        """Drop a file into a channel; returns the ts of its message."""
        fields = {"channel": self.channel(channel), "text": text, "thread_ts": thread or ""}
        files = {"files": (name, content)}
        params = {"as": self.id}
        response = self._page.http.post("/client/upload", params=params, data=fields, files=files)
        return str(self._page.answer(response)["ts"])

    def sample(self, channel: str, key: str = "mall") -> str:
        """Drop made-up customers; returns the ts of the message."""
        return str(self._post("sample", {"channel": self.channel(channel), "key": key})["ts"])

    def delete_message(self, channel: str, ts: str) -> None:
        """Take back an own message."""
        self._post("message/delete", {"channel": self.channel(channel), "ts": ts})

    def delete_file(self, file: str) -> None:
        """Delete an own file by its id."""
        self._post("file/delete", {"file": file})

    def download(self, url: str) -> bytes:
        """The bytes behind an address that the page shows: a picture, a file."""
        return self.fetch(url).raise_for_status().content

    def fetch(self, url: str) -> httpx.Response:
        """The whole answer behind an address that the page shows."""
        return self._page.http.get(url)

    # Using the app

    def command(self, channel: str, text: str) -> None:
        """Type a slash command; raises Declined with `operation_timeout`, `dispatch_failed`…"""
        self._post("command", {"channel": self.channel(channel), "text": text})

    def press(self, where: Where, label: str) -> None:
        """Press a button, or choose an option, by what it says or by its action_id.

        where: a message, a modal, or None for App Home.
        """
        block, element, option = find_element(self._blocks(where), label)
        self._act(where, block, element, value_for(element, option))

    def choose(self, where: Where, action_id: str, value: Any) -> None:
        """Choose or fill in something by its action_id: an option's value, a date, a member."""
        block, element, _ = find_element(self._blocks(where), action_id)
        self._act(where, block, element, value_for(element, value))

    def _blocks(self, where: Where) -> list[Json]:
        return self._page.home if where is None else where.blocks

    def _act(self, where: Where, block: Json, element: Json, value: Json) -> None:
        place: Json = {"home": True}
        if isinstance(where, SeenView):
            place = {"view_id": where.id}
        elif isinstance(where, Seen):
            place = {"channel": where.channel, "ts": where.ts}
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        self._post("action", {**place, **ids, "element": value})

    def open_home(self) -> list[Json]:
        """Open the app's Home; returns the blocks that are there already."""
        blocks: list[Json] = self._post("home", {})["blocks"]
        with self._page.changed:
            self._page.home = self._page.home or blocks
        return blocks

    def submit(self, view: SeenView, values: dict[str, Any] | None = None) -> Json:
        """Fill in a modal by action_ids or block_ids and send it; returns the page's answer."""
        return self._post("view/submit", {"view_id": view.id, "state": view.filled(values or {})})

    def close_view(self, view: SeenView) -> None:
        """Close a modal; returns once it is gone from the page."""
        self._post("view/close", {"view_id": view.id})
        self.wait_until(lambda: all(open_one.id != view.id for open_one in self.views))

    def choose_file(self, view: SeenView, name: str, content: bytes) -> str:
        """Choose a file in a modal; returns its id, which goes into `submit` in a list."""
        response = self._page.http.post(
            "/client/view/file",
            params={"as": self.id},
            data={"view_id": view.id},
            files={"file": (name, content)},
        )
        return str(self._page.answer(response)["file"]["id"])

    # Looking and waiting

    def messages(self, channel: str, thread: str | None = None) -> list[Seen]:
        """What stands in a channel or a thread now, oldest first."""
        found = self._page.get("messages", channel=self.channel(channel), thread_ts=thread)
        return [Seen(message) for message in found["messages"]]

    def wait_for(
        self,
        wanted: Wanted,
        channel: str | None = None,
        thread: str | None = None,
        timeout: float = 20,
    ) -> Seen:
        """The newest message that holds a text, or for which a question is true.

        It may have come, or have been edited to it, before or during the wait.
        """
        id_ = self.channel(channel) if channel else None

        def look() -> Seen | None:
            found = [m for m in self._page.messages.values() if _fits(m, wanted, id_, thread)]
            return max(found, key=lambda message: message.ts, default=None)

        return self._page.wait(look, timeout, lambda: f"{wanted!r}; there is {self._said(id_)}")

    def _said(self, channel: str | None) -> list[str]:
        return [m.said for m in self._page.messages.values() if channel in (None, m.channel)]

    def view(self, title: str | None = None, timeout: float = 10) -> SeenView:
        """The topmost modal, once one is open (with this title, if one is given)."""

        def look() -> SeenView | None:
            top = self._page.views[-1] if self._page.views else None
            return top if top is not None and title in (None, top.title) else None

        return self._page.wait(look, timeout, lambda: f"the modal {title or ''}")

    def wait_until(self, look: Callable[[], T | None], timeout: float = 10) -> T:
        """What `look` finds, asked again whenever something came: notices, errors, views…"""
        return self._page.wait(look, timeout, lambda: "what was waited for")

    @property
    def views(self) -> list[SeenView]:
        """The open modals, the topmost last."""
        return list(self._page.views)

    @property
    def home(self) -> list[Json]:
        """The blocks of App Home as they are now."""
        return list(self._page.home)

    @property
    def notices(self) -> list[str]:
        """What Slackbot said."""
        return list(self._page.notices)

    @property
    def bot_is_connected(self) -> bool:
        """Whether the page shows the app as connected."""
        return self._page.bot_is_connected

    @property
    def errors(self) -> dict[str, str]:
        """What the topmost modal says is wrong, by block_id."""
        return dict(self._page.errors)

    def working(self, channel: str, thread: str) -> str:
        """The app's status line in a thread."""
        return self._page.working.get((self.channel(channel), thread), "")

    def close(self) -> None:
        """Leave the page."""
        self._page.close()

    def __enter__(self) -> "Person":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _fits(message: Seen, wanted: Wanted, channel: str | None, thread: str | None) -> bool:
    if channel not in (None, message.channel):
        return False
    if thread is not None and (message.thread != thread or message.ts == thread):
        return False
    return wanted in message.said if isinstance(wanted, str) else bool(wanted(message))
