"""The other end of the wire: a bot that speaks Socket Mode by hand, and the seeded ids."""

import json
from contextlib import ExitStack
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.sync.client import ClientConnection, connect

from bot.workspace.control import Control
from bot.workspace.seed import BOT_USER

CUSTOMERS = "C0CUSTOMER"
GENERAL = "C0GENERAL0"
BOARD = "C0BOARD000"
ADA_BOT = "D0ADABOT00"
BOT_ID = BOT_USER

Json = dict[str, Any]


class RawBot:
    """A bot that speaks Socket Mode by hand: it acknowledges when the test says so."""

    def __init__(self, workspace: Control) -> None:
        client = WebClient(base_url=workspace.api_url)
        url = client.apps_connections_open(app_token=workspace.app_token)["url"]
        self._open = ExitStack()
        self.socket: ClientConnection = self._open.enter_context(connect(url, proxy=None))
        self.hello = self.next()
        workspace.bot_connected()

    def next(self, timeout: float = 5) -> Json:
        """The next thing that comes."""
        return dict(json.loads(self.socket.recv(timeout)))

    def next_event(self, type_: str) -> Json:
        """The next event of a type; what comes before it is acknowledged and dropped."""
        while True:
            envelope = self.next()
            self.ack(envelope)
            event = envelope["payload"].get("event", {})
            if event.get("type") == type_:
                return dict(event)

    def ack(self, envelope: Json, payload: Json | None = None) -> None:
        """Acknowledge, with an answer if there is one."""
        answer: Json = {"envelope_id": envelope["envelope_id"]}
        self.socket.send(json.dumps(answer | ({"payload": payload} if payload else {})))

    def close(self) -> None:
        self._open.close()


def refused(call: Any, *args: Any, **kwargs: Any) -> Json:
    """The answer of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        call(*args, **kwargs)
    return dict(caught.value.response.data)


def error_of(call: Any, *args: Any, **kwargs: Any) -> str:
    """The error code of a call that Slack refuses."""
    return str(refused(call, *args, **kwargs)["error"])
