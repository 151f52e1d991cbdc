"""A member's page without a browser: its requests, its live connection, and what it shows."""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from threading import Condition, Thread
from typing import TypeVar

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bot.workspace.errors import Declined, NothingCame
from bot.workspace.model import Json
from bot.workspace.seen import Seen, SeenView

T = TypeVar("T")


class OpenPage:
    """What one member's page shows, kept up to date by the live connection.

    `changed` is notified with everything that comes.
    """

    def __init__(self, url: str, name: str) -> None:
        # Plain http on this machine: no certificates have to be read.
        self.http = httpx.Client(base_url=url, trust_env=False, verify=False, timeout=30)
        boot = self.http.get("/client/boot").json()
        people = [m for m in boot["members"] if not m["is_bot"]]
        self.me: str = next(m["id"] for m in people if m["real_name"].startswith(name))
        self.bot: str = boot["app"]["user"]
        self.changed = Condition()
        self.messages: dict[tuple[str, str], Seen] = {}
        self.views: list[SeenView] = []
        self.home: list[Json] = []
        self.channels: dict[str, Json] = {}
        self.notices: list[str] = []
        self.errors: dict[str, str] = {}
        self.working: dict[tuple[str, str], str] = {}
        self.bot_is_connected = False
        address = f"ws{url.removeprefix('http')}/client/events?as={self.me}"
        self._open = ExitStack()
        self._socket = self._open.enter_context(connect(address, proxy=None))
        self._listener = Thread(target=self._listen, name=f"page of {name}", daemon=True)
        self._listener.start()
        self.look_again()

    def look_again(self) -> None:
        """Read the workspace as it is now."""
        now = self.get("boot")
        self.bot_is_connected = now["bot_connected"]
        self._know(now["channels"])

    def channel(self, name: str) -> str | None:
        """The id of a channel by its id or its name."""
        known = list(self.channels.items())
        return next((id_ for id_, found in known if name in (id_, found["name"])), None)

    def channel_names(self) -> list[str]:
        """The names of all channels."""
        return [found["name"] for found in self.channels.values()]

    def get(self, path: str, **query: str | None) -> Json:
        """Ask for something."""
        params = {"as": self.me, **{k: v for k, v in query.items() if v is not None}}
        return self.answer(self.http.get(f"/client/{path}", params=params))

    def post(self, path: str, body: Json) -> Json:
        """Do something."""
        response = self.http.post(f"/client/{path}", params={"as": self.me}, json=body)
        return self.answer(response)

    @staticmethod
    def answer(response: httpx.Response) -> Json:
        """The body of an answer; raises Declined with the error in it."""
        answer: Json = response.raise_for_status().json()
        if not answer["ok"]:
            raise Declined(answer["error"])
        return answer

    def _listen(self) -> None:
        try:
            for text in self._socket:
                with self.changed:
                    self._take(json.loads(text))
                    self.changed.notify_all()
        except ConnectionClosed:
            return

    def _take(self, event: Json) -> None:
        handler = getattr(self, f"_on_{event['type']}", None)
        if handler is not None:
            handler(event)

    def _on_message(self, event: Json) -> None:
        message = event["message"]
        self.messages[event["channel"], message["ts"]] = Seen(message)

    _on_message_changed = _on_message

    def _on_message_deleted(self, event: Json) -> None:
        self.messages.pop((event["channel"], event["ts"]), None)

    def _on_ephemeral_replaced(self, event: Json) -> None:
        self._on_message_deleted(event)
        if event["message"]:
            self._on_message(event)

    def _on_view_opened(self, event: Json) -> None:
        view = SeenView(event["view"])
        self.views = [*(v for v in self.views if v.id != view.id), view]
        self.errors = {}

    def _on_view_updated(self, event: Json) -> None:
        view = SeenView(event["view"])
        self.views = [view if v.id == view.id else v for v in self.views]
        self.errors = {}

    def _on_view_closed(self, event: Json) -> None:
        self.views = [v for v in self.views if v.id != event["view_id"]]

    def _on_view_errors(self, event: Json) -> None:
        self.errors = event["errors"]

    def _on_home(self, event: Json) -> None:
        self.home = event["blocks"]

    def _on_channels(self, event: Json) -> None:
        self._know(event["channels"])

    def _on_bot(self, event: Json) -> None:
        self.bot_is_connected = event["connected"]

    def _on_notice(self, event: Json) -> None:
        self.notices.append(event["text"])

    def _on_working(self, event: Json) -> None:
        self.working[event["channel"], event["thread_ts"]] = event["text"]

    def _know(self, channels: list[Json]) -> None:
        self.channels = {channel["id"]: channel for channel in channels}

    def wait(self, look: Callable[[], T | None], timeout: float, what: Callable[[], str]) -> T:
        """What `look` finds, asked again whenever something came."""
        deadline = time.monotonic() + timeout
        with self.changed:
            while not (found := look()):
                left = deadline - time.monotonic()
                if left <= 0 or not self.changed.wait(left):
                    raise NothingCame(f"Within {timeout:g} s there was no {what()}")
        return found

    def close(self) -> None:
        """Leave the page."""
        self._open.close()
        self._listener.join()
        self.http.close()
