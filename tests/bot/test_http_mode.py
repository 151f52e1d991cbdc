"""HTTP mode: only what Slack signed is read."""

import json
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.http_mode import http_app

SECRET = "s3cret"
BODY = json.dumps({"type": "event_callback", "event": {"type": "unheard_of"}, "team_id": "T1"})


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def slack(heard: list[str]) -> Iterator[httpx.Client]:
    def hear(body: dict[str, object]) -> BoltResponse:
        heard.append(str(body["type"]))
        return BoltResponse(status=200)

    app = App(
        client=WebClient(token="xoxb-1"),
        request_verification_enabled=False,
        token_verification_enabled=False,
        before_authorize=hear,  # stands before everything that would call Slack
    )
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(http_app(app, SECRET, lambda: True), log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as client:
        yield client
    server.should_exit = True
    thread.join()


def signed(body: str, timestamp: str) -> dict[str, str]:
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
    return {
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature or "",
        "content-type": "application/json",
    }


def test_what_slack_signed_reaches_the_app(slack: httpx.Client, heard: list[str]) -> None:
    slack.post("/slack/events", content=BODY, headers=signed(BODY, str(int(time.time()))))
    assert heard == ["event_callback"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-slack-request-timestamp": "soon", "x-slack-signature": "v0=1"},
        signed("another body", str(int(time.time()))),
        signed(BODY, str(int(time.time()) - 600)),
    ],
    ids=["unsigned", "no number", "another body", "ten minutes old"],
)
def test_anything_else_is_refused_and_not_read(
    slack: httpx.Client, heard: list[str], headers: dict[str, str]
) -> None:
    assert slack.post("/slack/events", content=BODY, headers=headers).status_code == 401
    assert heard == []


def test_health_is_told(slack: httpx.Client) -> None:
    assert slack.get("/health").text == "ok"
