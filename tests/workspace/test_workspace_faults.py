"""Trouble on request: what a client of Slack's must survive can be had here."""

from collections.abc import Callable
from concurrent.futures import Future
from http.client import IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.error import HTTPError, URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace.clock import SteppedClock
from bot.workspace.faults import Dropped, RateLimited, Refused, ServerTrouble, Slow
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace
from tests.workspace.wire import CUSTOMERS, error_of

BROKEN = (URLError, HTTPError, ConnectionError, RemoteDisconnected, IncompleteRead)


def post(client: WebClient, text: str = "x") -> Any:
    return client.chat_postMessage(channel=CUSTOMERS, text=text)


def test_a_rate_limit_says_when_to_come_again(
    workspace: RunningWorkspace, client: WebClient
) -> None:
    workspace.fail("chat.postMessage", RateLimited(retry_after=7))
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["retry-after"] == "7"
    assert caught.value.response["error"] == "ratelimited"
    assert post(client)["ok"]


def test_a_fault_is_met_as_often_as_asked_and_by_the_calls_that_fit(
    workspace: RunningWorkspace, client: WebClient
) -> None:
    fits: Callable[[dict[str, Any]], bool] = lambda args: "chart" in args["text"]  # noqa: E731
    workspace.fail("chat.postMessage", Refused("invalid_blocks"), times=2, when=fits)
    assert post(client, "text")["ok"]
    assert error_of(post, client, "a chart") == "invalid_blocks"
    assert error_of(post, client, "a chart") == "invalid_blocks"
    assert post(client, "a chart")["ok"]
    workspace.fail("chat.postMessage", Refused("fatal_error"))
    workspace.clear_faults()
    assert post(client)["ok"]


@pytest.mark.parametrize("status", [500, 502])
def test_a_server_error_has_no_json(
    workspace: RunningWorkspace, client: WebClient, status: int
) -> None:
    workspace.fail("chat.postMessage", ServerTrouble(status))
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert caught.value.response.status_code == status


@pytest.mark.parametrize(("after", "said"), [(False, []), (True, ["x"])])
def test_a_dropped_connection_may_come_before_or_after_the_message_was_posted(
    workspace: RunningWorkspace, client: WebClient, ada: Person, after: bool, said: list[str]
) -> None:
    workspace.fail("chat.postMessage", Dropped(after=after))
    with pytest.raises(BROKEN):
        post(client)
    assert [m.text for m in ada.messages("#customers")] == said


def test_a_slow_answer_comes_when_its_time_has_come(
    workspace: RunningWorkspace,
    client: WebClient,
    ada: Person,
    clock: SteppedClock,
    aside: Callable[..., Future[Any]],
) -> None:
    workspace.fail("chat.postMessage", Slow(seconds=20))
    answer = aside(post, client)
    quick = aside(lambda: client.auth_test())
    assert quick.result(5)["ok"]
    assert ada.messages("#customers") == []
    clock.advance(20)
    assert answer.result(5)["ok"]
    assert ada.wait_for("x")
