"""The local workspace with an outbox before it, and everything that a test wants to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import SecretStr

from bot.message import Message
from bot.request import Place
from bot.settings import SlackAccess
from bot.slack.calling import Patience
from bot.slack.client import web_client
from bot.slack.outbox import Outbox
from bot.store import OutboxStore, utc_now
from bot.stores.memory import MemoryStore
from bot.workspace.options import AppOptions, WorkspaceOptions
from bot.workspace.person import Person
from bot.workspace.seen import Seen
from bot.workspace.server import RunningWorkspace, start_workspace

CUSTOMERS = "C0CUSTOMER"  # the bot is a member
GENERAL = "C0GENERAL0"  # the bot is not
BOARD = "C0BOARD000"  # the bot can't even see it
HERE = Place("T0MARIGOLD", CUSTOMERS)
HISTORY = ("channels:history", "groups:history")


@dataclass
class Time:
    """A clock that stands still, except while somebody sleeps by it."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Room:
    """One test's workspace."""

    workspace: RunningWorkspace
    store: OutboxStore
    time: Time
    outbox: Outbox
    ada: Person

    def another_outbox(self) -> Outbox:
        """The outbox of a program that was started anew."""
        return make_outbox(self.workspace, self.store, self.time)

    def said(self, thread: str | None = None) -> list[Seen]:
        """What the bot's messages in the channel, or in a thread, look like to Ada."""
        bot = self.workspace.workspace.bot_user
        found = self.ada.messages(CUSTOMERS, thread)
        return [one for one in found if one.user == bot and one.ts != thread]

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The arguments of all calls of a method."""
        return [call.args for call in self.workspace.calls(method)]


def make_outbox(workspace: RunningWorkspace, store: OutboxStore, time: Time) -> Outbox:
    access = SlackAccess(bot_token=SecretStr(workspace.bot_token), api_url=workspace.api_url)
    patience = Patience(time.monotonic, time.sleep)
    return Outbox(web_client(access), store, utc_now, patience)


@contextmanager
def open_room() -> Iterator[Room]:
    app = AppOptions()
    options = WorkspaceOptions(app=replace(app, scopes=app.scopes + HISTORY), seed=1)
    with start_workspace(options=options) as workspace, Person(workspace, "Ada") as ada:
        time, store = Time(), MemoryStore()
        outbox = make_outbox(workspace, store, time)
        yield Room(workspace, store, time, outbox, ada)
        outbox.close()


def plain(text: str) -> Message:
    return Message(text, ({"type": "section", "text": {"type": "mrkdwn", "text": text}},))
