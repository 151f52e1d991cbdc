"""Socket Mode: connections, envelopes, acknowledgements, and deliveries that are repeated."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bot.workspace.clock import SteppedClock
from bot.workspace.errors import Declined, NothingCame
from bot.workspace.person import Person
from bot.workspace.seed import APP
from bot.workspace.server import RunningWorkspace
from tests.workspace.wire import CUSTOMERS, Json, RawBot

MakeBot = Callable[[], RawBot]


def test_a_connection_begins_with_hello(bot: RawBot) -> None:
    assert bot.hello["type"] == "hello"
    assert (bot.hello["num_connections"], bot.hello["connection_info"]) == (1, {"app_id": APP})


def test_an_event_comes_in_an_envelope_and_only_once_when_it_is_acknowledged(
    bot: RawBot, ada: Person, clock: SteppedClock, workspace: RunningWorkspace
) -> None:
    ada.say("#customers", "hello")
    envelope = bot.next()
    assert envelope["type"] == "events_api"
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert envelope["accepts_response_payload"] is False
    bot.ack(envelope)
    workspace.wait_for(workspace.acks)
    clock.advance(400)
    ada.say("#customers", "again")
    assert bot.next()["payload"]["event"]["text"] == "again"


def test_an_event_that_is_not_acknowledged_comes_again_at_once_after_one_and_five_minutes(
    bot: RawBot, ada: Person, clock: SteppedClock
) -> None:
    ada.say("#customers", "hello")
    deliveries = [bot.next()]
    for seconds in (3, 3 + 60, 3 + 300):
        clock.advance(seconds)
        deliveries.append(bot.next())
    assert [d["retry_attempt"] for d in deliveries] == [0, 1, 2, 3]
    assert {d["retry_reason"] for d in deliveries[1:]} == {"timeout"}
    assert len({d["payload"]["event_id"] for d in deliveries}) == 1
    assert len({d["envelope_id"] for d in deliveries}) == 4


def test_the_minute_before_the_next_delivery_begins_when_the_answer_was_due(
    bot: RawBot, ada: Person, clock: SteppedClock
) -> None:
    ada.say("#customers", "hello")
    bot.next()
    clock.advance(3)
    assert bot.next()["retry_attempt"] == 1
    clock.advance(3 + 59)
    ada.say("#customers", "meanwhile")
    meanwhile = bot.next()
    assert meanwhile["payload"]["event"]["text"] == "meanwhile"
    bot.ack(meanwhile)
    clock.advance(1)
    assert bot.next()["retry_attempt"] == 2


def test_an_acknowledgement_after_three_seconds_is_too_late(
    bot: RawBot, ada: Person, clock: SteppedClock
) -> None:
    ada.say("#customers", "hello")
    first = bot.next()
    clock.advance(3)
    again = bot.next()
    bot.ack(first)
    clock.advance(3 + 60)
    third = bot.next()
    assert [first["retry_attempt"], again["retry_attempt"], third["retry_attempt"]] == [0, 1, 2]


def test_an_event_waits_for_a_bot_that_is_not_there(
    make_bot: MakeBot, ada: Person, clock: SteppedClock, workspace: RunningWorkspace
) -> None:
    ada.say("#customers", "hello")
    bot = make_bot()
    clock.advance(60)
    envelope = bot.next()
    assert envelope["payload"]["event"]["text"] == "hello"
    assert envelope["retry_attempt"] == 2


def test_each_envelope_goes_to_one_of_the_connections(
    make_bot: MakeBot, ada: Person, workspace: RunningWorkspace
) -> None:
    make_bot(), make_bot()
    for number in range(12):
        ada.say("#customers", str(number))
    workspace.wait_for(lambda: len(workspace.envelopes()) == 12)
    assert len({envelope.connection for envelope in workspace.envelopes()}) == 2
    said = [envelope.payload["event"]["text"] for envelope in workspace.envelopes()]
    assert said == [str(number) for number in range(12)]


def test_the_eleventh_connection_is_turned_away(
    make_bot: MakeBot, workspace: RunningWorkspace
) -> None:
    bots = [make_bot() for _ in range(10)]
    assert bots[-1].hello["num_connections"] == 10
    refused = make_bot()
    assert refused.hello["type"] == "disconnect"
    assert refused.hello["reason"] == "too_many_websockets"
    with pytest.raises(ConnectionClosed):
        refused.next()


def test_a_ticket_is_good_for_one_connection_and_a_short_time(
    workspace: RunningWorkspace, clock: SteppedClock
) -> None:
    client = WebClient(base_url=workspace.api_url)

    def url() -> str:
        return str(client.apps_connections_open(app_token=workspace.app_token)["url"])

    used = url()
    with connect(used, proxy=None):
        pass
    late = url()
    clock.advance(31)
    for refused in (used, late, used.replace("ticket=", "ticket=x")):
        with pytest.raises(InvalidStatus), connect(refused, proxy=None):
            pass


def test_a_bot_that_is_asked_to_reconnect_is_cut_off_after_a_while(
    make_bot: MakeBot, workspace: RunningWorkspace, clock: SteppedClock, ada: Person
) -> None:
    old = make_bot()
    workspace.ask_to_reconnect("warning")
    assert old.next()["reason"] == "warning"
    new = make_bot()
    ada.say("#customers", "hello")
    assert new.next()["payload"]["event"]["text"] == "hello"
    clock.advance(10)
    with pytest.raises(ConnectionClosed):
        old.next()


def test_the_pages_see_whether_a_bot_is_connected(
    make_bot: MakeBot, workspace: RunningWorkspace, ada: Person
) -> None:
    with pytest.raises(NothingCame):
        workspace.bot_connected(timeout=0)
    make_bot()
    ada.wait_until(lambda: ada.bot_is_connected)
    workspace.cut_connections()
    ada.wait_until(lambda: not ada.bot_is_connected)


def test_a_command_without_a_bot_fails_at_once(ada: Person) -> None:
    with pytest.raises(Declined, match="dispatch_failed"):
        ada.command("#customers", "/segment help")
    ada.wait_until(lambda: ada.notices)
    assert ada.notices == ['/segment failed with the error "dispatch_failed"']


def test_a_command_that_is_not_acknowledged_times_out_and_is_not_repeated(
    bot: RawBot, ada: Person, clock: SteppedClock, aside: Callable[..., Future[None]]
) -> None:
    typed = aside(ada.command, "#customers", "/segment k=5")
    envelope = bot.next()
    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"] is True
    clock.advance(3)
    with pytest.raises(Declined, match="operation_timeout"):
        typed.result(5)
    ada.wait_until(lambda: ada.notices)
    assert ada.notices == ['/segment failed with the error "operation_timeout"']
    clock.advance(400)
    ada.say("#customers", "and then")
    assert bot.next()["payload"]["event"]["text"] == "and then"


def test_what_is_no_acknowledgement_is_overlooked(bot: RawBot, ada: Person) -> None:
    for nonsense in ("ping", "[]", "{}", '{"envelope_id": "unknown"}'):
        bot.socket.send(nonsense)
    ada.say("#customers", "still there?")
    assert bot.next()["payload"]["event"]["text"] == "still there?"


def test_a_lost_connection_loses_no_event(
    make_bot: MakeBot, ada: Person, clock: SteppedClock
) -> None:
    """A bot is killed after an event was sent and before it was acknowledged."""
    first = make_bot()
    ada.say("#customers", "hello")
    lost = first.next()
    first.close()
    second = make_bot()
    clock.advance(3)
    found: Json = second.next()
    assert found["payload"]["event_id"] == lost["payload"]["event_id"]
    assert found["payload"]["event"]["channel"] == CUSTOMERS
