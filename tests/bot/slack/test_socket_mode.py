"""The connection to Slack: what is lost, what is repeated, how it comes back."""

import queue
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack.socket_mode import SocketMode, Timing
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace, start_workspace

QUICK = Timing(first_pause=0.05, longest_pause=0.2)


@pytest.fixture
def workspace() -> Iterator[RunningWorkspace]:
    with start_workspace() as running:
        yield running


class Listener:
    """A connection that remembers the commands it heard, and how it answers them."""

    def __init__(self, workspace: RunningWorkspace) -> None:
        self.heard: queue.Queue[str] = queue.Queue()
        self.answer: dict[str, Any] | None = {}
        self.addresses = 0
        self._client = WebClient(base_url=workspace.api_url)
        self._token = workspace.app_token
        self.socket = SocketMode(self._address, self._handle, QUICK)
        self.socket.start()
        workspace.bot_connected()

    def _address(self) -> str:
        self.addresses += 1
        return str(self._client.apps_connections_open(app_token=self._token)["url"])

    def _handle(self, envelope: dict[str, Any]) -> dict[str, Any] | None:
        if envelope["type"] == "slash_commands":
            self.heard.put(envelope["payload"]["text"])
        return self.answer


@pytest.fixture
def listener(workspace: RunningWorkspace) -> Iterator[Listener]:
    listener = Listener(workspace)
    yield listener
    listener.socket.stop()


@pytest.fixture
def ada(workspace: RunningWorkspace) -> Iterator[Person]:
    with Person(workspace, "Ada") as person:
        yield person


def test_a_command_is_heard_and_acked(listener: Listener, ada: Person) -> None:
    ada.command("customers", "/segment help")
    assert listener.heard.get(timeout=5) == "help"


def test_what_the_handler_gives_travels_with_the_ack(listener: Listener, ada: Person) -> None:
    listener.answer = {"text": "At once."}
    ada.command("customers", "/segment help")
    assert ada.wait_for("At once.").ephemeral


def test_no_command_falls_between_two_connections(
    workspace: RunningWorkspace, listener: Listener, ada: Person
) -> None:
    """Slack warns before it closes; meanwhile both connections are read."""
    workspace.ask_to_reconnect("warning")
    for number in range(20):
        ada.command("customers", f"/segment profile {number}")
    heard = {listener.heard.get(timeout=5) for _ in range(20)}
    assert heard == {f"profile {number}" for number in range(20)}
    assert listener.addresses == 2


def test_a_connection_that_breaks_is_made_anew(
    workspace: RunningWorkspace, listener: Listener, ada: Person
) -> None:
    workspace.cut_connections()
    workspace.bot_connected()
    ada.command("customers", "/segment help")
    assert listener.heard.get(timeout=5) == "help"


def test_a_handler_that_breaks_leaves_the_envelope_unacked(workspace: RunningWorkspace) -> None:
    broke = threading.Event()

    def broken(envelope: dict[str, Any]) -> dict[str, Any] | None:
        broke.set()
        raise RuntimeError("the database is away")

    client = WebClient(base_url=workspace.api_url)
    socket = SocketMode(
        lambda: str(client.apps_connections_open(app_token=workspace.app_token)["url"]),
        broken,
        QUICK,
    )
    socket.start()
    workspace.bot_connected()
    try:
        with Person(workspace, "Ada") as ada:
            ada.mention("customers", "hello")
            assert broke.wait(5)
            told = workspace.wait_for(lambda: len(workspace.envelopes("app_mention")) > 1)
            assert told  # Slack tells it again
            assert workspace.acks() == []
    finally:
        socket.stop()


def test_when_slack_is_away_it_tries_again_until_slack_is_back(workspace: RunningWorkspace) -> None:
    tries = threading.Semaphore(0)
    client = WebClient(base_url=workspace.api_url)
    away = threading.Event()
    away.set()

    def address() -> str:
        tries.release()
        if away.is_set():
            raise ConnectionError("no route to Slack")
        return str(client.apps_connections_open(app_token=workspace.app_token)["url"])

    socket = SocketMode(address, lambda envelope: {}, QUICK)
    socket.start()
    try:
        assert all(tries.acquire(timeout=5) for _ in range(3))
        assert not socket.wait_connected(0)
        away.clear()
        assert socket.wait_connected(10)
    finally:
        socket.stop()
