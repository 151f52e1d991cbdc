"""Commands, presses and the addresses for answers: what the bot gets, what its answers do."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from bot.workspace.clock import SteppedClock
from bot.workspace.errors import Declined
from bot.workspace.person import Person
from tests.workspace.wire import ADA_BOT, CUSTOMERS, Json, RawBot, error_of

Aside = Callable[..., Future[Any]]
PLAIN_MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Upload"},
    "blocks": [{"type": "divider"}],
}


def button(action_id: str, text: str, **more: Any) -> Json:
    label = {"type": "plain_text", "text": text}
    return {"type": "button", "action_id": action_id, "text": label, **more}


def option(value: str, text: str) -> Json:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


BLOCKS = [
    {
        "type": "actions",
        "block_id": "next",
        "elements": [
            button("export", "Export", value="run-1", style="primary"),
            {
                "type": "static_select",
                "action_id": "profile",
                "placeholder": {"type": "plain_text", "text": "Profile"},
                "options": [option("1", "Savers"), option("2", "Spenders")],
            },
            {"type": "overflow", "action_id": "more", "options": [option("deck", "Deck")]},
            {"type": "datepicker", "action_id": "day"},
            {"type": "users_select", "action_id": "who"},
        ],
    }
]


@pytest.fixture
def given(bot: RawBot, ada: Person, aside: Aside) -> Callable[..., Json]:
    """Ada does something; the bot acknowledges at once and tells what it got."""

    def do(act: Callable[..., None], *args: Any, answer: Json | None = None) -> Json:
        done = aside(act, *args)
        while (envelope := bot.next())["type"] == "events_api":
            bot.ack(envelope)
        bot.ack(envelope, answer)
        done.result(5)
        return dict(envelope["payload"])

    return do


Given = Callable[..., Json]


def test_a_command_tells_who_where_and_what(given: Given, ada: Person) -> None:
    payload = given(ada.command, "#customers", "/segment  profile 3 ")
    assert (payload["command"], payload["text"]) == ("/segment", "profile 3")
    assert (payload["channel_id"], payload["channel_name"]) == (CUSTOMERS, "customers")
    assert (payload["user_id"], payload["user_name"]) == (ada.id, "ada")


def test_a_direct_message_and_a_private_channel_keep_their_names(given: Given, ada: Person) -> None:
    assert given(ada.command, ADA_BOT, "/segment")["channel_name"] == "directmessage"
    private = ada.create_channel("plans", private=True)
    assert given(ada.command, private, "/segment")["channel_name"] == "privategroup"


def test_an_answer_in_the_acknowledgement_is_seen_by_the_member_alone(
    given: Given, ada: Person, ben: Person
) -> None:
    given(ada.command, "#customers", "/segment help", answer={"text": "Try k=5"})
    assert ada.wait_for("Try k=5").ephemeral
    assert ben.messages("#customers") == []


def test_an_answer_in_the_acknowledgement_may_be_for_everybody(
    given: Given, ada: Person, ben: Person
) -> None:
    answer = {"text": "Look", "response_type": "in_channel"}
    given(ada.command, "#customers", "/segment help", answer=answer)
    assert not ben.wait_for("Look").ephemeral


def test_an_answer_that_breaks_a_limit_is_told_as_slackbot_does(given: Given, ada: Person) -> None:
    given(ada.command, "#customers", "/segment help", answer={"blocks": [{"type": "nonsense"}]})
    notice = '/segment failed with the error "invalid_command_response"'
    assert ada.wait_until(lambda: ada.notices) == [notice]


def test_a_command_that_nobody_registered_is_no_command(ada: Person) -> None:
    with pytest.raises(Declined, match="/cluster is not a valid command"):
        ada.command("#customers", "/cluster k=5")


@pytest.fixture
def http() -> Any:
    with httpx.Client(trust_env=False) as client:
        yield client


def test_a_response_url_works_five_times(given: Given, ada: Person, http: httpx.Client) -> None:
    url = given(ada.command, "#customers", "/segment help")["response_url"]
    answers = [http.post(url, json={"text": f"answer {number}"}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert answers[-1].json()["error"] == "used_url"
    assert ada.wait_for("answer 4").ephemeral


def test_a_response_url_works_for_half_an_hour(
    given: Given, ada: Person, http: httpx.Client, clock: SteppedClock
) -> None:
    url = given(ada.command, "#customers", "/segment help")["response_url"]
    clock.advance(1801)
    assert http.post(url, json={"text": "late"}).json()["error"] == "expired_url"
    assert http.post(url[:-4] + "0000", json={"text": "x"}).status_code == 404


def test_an_answer_to_a_response_url_is_held_against_the_limits(
    given: Given, ada: Person, http: httpx.Client
) -> None:
    url = given(ada.command, "#customers", "/segment help")["response_url"]
    assert http.post(url, json={"text": ""}).json()["error"] == "no_text"
    assert http.post(url, json={"blocks": [{"type": "x"}]}).json()["error"] == "invalid_blocks"
    for body in (b"{", b"[]"):
        assert http.post(url, content=body).status_code == 400


def test_an_answer_may_replace_and_delete_the_message_that_was_pressed(
    given: Given, ada: Person, client: WebClient, http: httpx.Client
) -> None:
    client.chat_postMessage(channel=CUSTOMERS, text="Choose", blocks=BLOCKS)
    pressed = ada.wait_for("Export")
    url = given(ada.press, pressed, "Export")["response_url"]
    http.post(url, json={"text": "Chosen", "replace_original": True})
    assert ada.wait_for("Chosen").ts == pressed.ts
    http.post(url, json={"delete_original": True})
    ada.wait_until(lambda: ada.messages("#customers") == [])


def test_an_ephemeral_message_can_only_be_replaced_through_its_response_url(
    given: Given, ada: Person, client: WebClient, http: httpx.Client
) -> None:
    client.chat_postEphemeral(channel=CUSTOMERS, user=ada.id, text="Choose", blocks=BLOCKS)
    pressed = ada.wait_for("Export")
    payload = given(ada.press, pressed, "Export")
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    http.post(payload["response_url"], json={"text": "Chosen", "replace_original": True})
    assert ada.wait_for("Chosen").ts == pressed.ts
    http.post(payload["response_url"], json={"delete_original": True})
    ada.wait_until(lambda: ada.messages("#customers") == [])


def test_a_public_answer_to_a_response_url_is_a_bot_message(
    given: Given, ada: Person, ben: Person, http: httpx.Client
) -> None:
    url = given(ada.command, "#customers", "/segment help")["response_url"]
    http.post(url, json={"text": "For all", "response_type": "in_channel"})
    assert ben.wait_for("For all").raw["subtype"] == "bot_message"


def test_a_press_tells_the_button_its_message_and_its_thread(
    given: Given, ada: Person, client: WebClient
) -> None:
    root = client.chat_postMessage(channel=CUSTOMERS, text="root")["ts"]
    reply = client.chat_postMessage(
        channel=CUSTOMERS, text="Choose", blocks=BLOCKS, thread_ts=root
    )["ts"]
    payload = given(ada.press, ada.wait_for("Export"), "Export")
    action = payload["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("export", "next", "run-1")
    assert (payload["type"], payload["channel"]["id"]) == ("block_actions", CUSTOMERS)
    assert (payload["container"]["message_ts"], payload["container"]["thread_ts"]) == (reply, root)
    assert payload["message"]["ts"] == reply


def test_a_choice_tells_the_option_as_the_bot_wrote_it(
    given: Given, ada: Person, client: WebClient
) -> None:
    client.chat_postMessage(channel=CUSTOMERS, text="Choose", blocks=BLOCKS)
    message = ada.wait_for("Export")
    chosen = given(ada.press, message, "Spenders")
    assert chosen["actions"][0]["selected_option"] == option("2", "Spenders")
    assert chosen["state"]["values"]["next"]["profile"]["selected_option"]["value"] == "2"
    assert given(ada.press, message, "Deck")["actions"][0]["selected_option"]["value"] == "deck"
    day = given(ada.choose, message, "day", "2026-11-23")
    assert day["actions"][0]["selected_date"] == "2026-11-23"
    who = given(ada.choose, message, "who", ada.id)
    assert who["actions"][0]["selected_user"] == ada.id


def test_a_press_without_an_answer_in_time_says_so_and_is_not_repeated(
    bot: RawBot, ada: Person, client: WebClient, clock: SteppedClock, aside: Aside
) -> None:
    client.chat_postMessage(channel=CUSTOMERS, text="Choose", blocks=BLOCKS)
    bot.ack(bot.next())
    pressed = aside(ada.press, ada.wait_for("Export"), "Export")
    assert bot.next()["type"] == "interactive"
    clock.advance(3)
    with pytest.raises(Declined, match="operation_timeout"):
        pressed.result(5)


def test_a_button_that_was_updated_away_cannot_be_pressed(ada: Person, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=CUSTOMERS, text="Choose", blocks=BLOCKS)["ts"]
    message = ada.wait_for("Export")
    client.chat_update(channel=CUSTOMERS, ts=ts, text="Done", blocks=[{"type": "divider"}])
    with pytest.raises(Declined, match="no longer there"):
        ada.press(message, "Export")


def test_a_trigger_works_once_and_for_three_seconds(
    given: Given, ada: Person, client: WebClient, clock: SteppedClock
) -> None:
    trigger = given(ada.command, "#customers", "/segment upload")["trigger_id"]
    assert client.views_open(trigger_id=trigger, view=PLAIN_MODAL)["ok"]
    error = error_of(client.views_open, trigger_id=trigger, view=PLAIN_MODAL)
    assert error == "exchanged_trigger_id"
    late = given(ada.command, "#customers", "/segment upload")["trigger_id"]
    clock.advance(3.5)
    assert error_of(client.views_open, trigger_id=late, view=PLAIN_MODAL) == "expired_trigger_id"
    assert error_of(client.views_open, trigger_id="1.2.x", view=PLAIN_MODAL) == "invalid_trigger_id"
