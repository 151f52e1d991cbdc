"""Private answers through an interaction's own address."""

import json
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.settings import SlackAccess
from bot.slack.calling import Patience
from bot.slack.client import web_client
from bot.slack.outbox import Outbox
from bot.slack.troubles import SlackUnreachable, TriggerSpent
from bot.store import utc_now
from bot.stores.memory import MemoryStore
from tests.bot.slack.slack_room import Time, plain
from tests.bot.slack.small_server import SmallServer, serving


async def answer(request: Request) -> Response:
    if request.url.path == "/used":
        return Response('{"ok":false,"error":"used_url"}', 404, media_type="application/json")
    if request.url.path == "/picky" and (await request.json())["blocks"]:
        return Response('{"ok":false,"error":"invalid_blocks"}', 400, media_type="application/json")
    return PlainTextResponse("ok")


@pytest.fixture(scope="module")
def server() -> Iterator[SmallServer]:
    with serving(answer) as running:
        yield running


@pytest.fixture
def outbox(server: SmallServer) -> Iterator[Outbox]:
    server.seen.clear()
    time = Time()
    client = web_client(SlackAccess(api_url=server.url("/api/")))
    made = Outbox(client, MemoryStore(), utc_now, Patience(time.monotonic, time.sleep))
    yield made
    made.close()


def sent(server: SmallServer) -> list[dict[str, object]]:
    return [json.loads(body) for _, _, body in server.seen]


def test_an_answer_is_private_and_leaves_the_original_alone(
    outbox: Outbox, server: SmallServer
) -> None:
    outbox.respond(server.url("/commands/1"), plain("only you"))
    (body,) = sent(server)
    assert body == {
        "response_type": "ephemeral",
        "replace_original": False,
        "text": "only you",
        "blocks": list(plain("only you").blocks),
    }


def test_an_answer_may_take_the_place_of_the_message_whose_button_was_pressed(
    outbox: Outbox, server: SmallServer
) -> None:
    outbox.respond(server.url("/actions/1"), plain("done"), replace_original=True)
    assert sent(server)[0]["replace_original"] is True


def test_the_bots_token_is_not_sent_there(outbox: Outbox, server: SmallServer) -> None:
    outbox.respond(server.url("/commands/1"), plain("only you"))
    assert [token for _, token, _ in server.seen] == [None]


def test_where_blocks_are_refused_the_text_is_sent(outbox: Outbox, server: SmallServer) -> None:
    outbox.respond(server.url("/picky"), plain("only you"))
    assert [bool(body["blocks"]) for body in sent(server)] == [True, False]


def test_a_used_up_address_is_told(outbox: Outbox, server: SmallServer) -> None:
    with pytest.raises(TriggerSpent, match="Ask me once more"):
        outbox.respond(server.url("/used"), plain("too late"))


def test_an_address_that_cannot_be_reached_is_told(outbox: Outbox) -> None:
    with serving(answer) as gone:
        pass
    with pytest.raises(SlackUnreachable):
        outbox.respond(gone.url("/commands/1"), plain("too late"))
