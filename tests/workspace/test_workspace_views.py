"""Modals and App Home: ids that stay, hashes that change, stacks, errors, files."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace.clock import SteppedClock
from bot.workspace.errors import Declined
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace
from tests.workspace.wire import Json, RawBot, error_of, refused

Aside = Callable[..., Future[Any]]


def modal(*blocks: Json, title: str = "Groups", **more: Any) -> Json:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Go"},
        "blocks": list(blocks) or [{"type": "divider"}],
        **more,
    }


def field(element: Json, block_id: str = "b", **more: Any) -> Json:
    label = {"type": "plain_text", "text": "Label"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


NAME = field({"type": "plain_text_input", "action_id": "name", "max_length": 10}, "name")
K = field(
    {
        "type": "number_input",
        "action_id": "k",
        "is_decimal_allowed": False,
        "min_value": "2",
        "max_value": "12",
        "initial_value": "5",
    },
    "k",
)
FILES = field(
    {"type": "file_input", "action_id": "file", "filetypes": ["csv"], "max_files": 1}, "file"
)


@pytest.fixture
def trigger(bot: RawBot, ada: Person, aside: Aside) -> Callable[[], str]:
    """A fresh trigger of Ada's."""

    def fresh() -> str:
        typed = aside(ada.command, "#customers", "/segment upload")
        envelope = bot.next()
        bot.ack(envelope)
        typed.result(5)
        return str(envelope["payload"]["trigger_id"])

    return fresh


Trigger = Callable[[], str]


@pytest.fixture
def answered(bot: RawBot, aside: Aside) -> Callable[..., tuple[Json, Any]]:
    """Does something that the bot answers; gives what the bot got and what the page got."""

    def do(act: Callable[..., Any], *args: Any, answer: Json | None = None) -> tuple[Json, Any]:
        done = aside(act, *args)
        envelope = bot.next()
        bot.ack(envelope, answer)
        return dict(envelope["payload"]), done.result(5)

    return do


Answered = Callable[..., tuple[Json, Any]]


def test_an_update_keeps_the_id_and_changes_the_hash(
    client: WebClient, ada: Person, trigger: Trigger
) -> None:
    opened = client.views_open(trigger_id=trigger(), view=modal(NAME))["view"]
    assert ada.view().title == "Groups"
    changed = modal(NAME, title="Two")
    updated = client.views_update(view_id=opened["id"], hash=opened["hash"], view=changed)["view"]
    assert updated["id"] == opened["id"] == updated["root_view_id"]
    assert updated["hash"] != opened["hash"]
    assert ada.view("Two").id == opened["id"]
    stale = {"view_id": opened["id"], "hash": opened["hash"], "view": changed}
    assert error_of(client.views_update, **stale) == "hash_conflict"
    assert error_of(client.views_update, view_id="V0NOWHERE0", view=changed) == "not_found"


def test_a_view_is_found_by_its_external_id_which_no_other_has(
    client: WebClient, trigger: Trigger
) -> None:
    named = modal(external_id="upload-1")
    client.views_open(trigger_id=trigger(), view=named)
    assert client.views_update(external_id="upload-1", view=named)["ok"]
    error = error_of(client.views_open, trigger_id=trigger(), view=named)
    assert error == "duplicate_external_id"


REFUSALS = [
    (modal(title="t" * 25), "invalid_arguments", "/view/title/text"),
    (modal(private_metadata="x" * 3001), "invalid_arguments", "/view/private_metadata"),
    (modal(callback_id="x" * 256), "invalid_arguments", "/view/callback_id"),
    (modal(submit={"type": "plain_text", "text": "x" * 25}), "invalid_arguments", "/view/submit"),
    (modal(*[{"type": "divider"}] * 101), "invalid_arguments", "/view/blocks"),
    (modal(NAME, submit=None), "invalid_arguments", "missing required field: submit"),
    (modal({"type": "table", "rows": [[]]}), "invalid_arguments", "unsupported type: table"),
    ({"type": "home", "blocks": []}, "invalid_arguments", "must be modal"),
    (modal(colour="red"), "invalid_arguments", "invalid additional property: colour"),
]


def test_a_view_that_slack_refuses_is_refused_with_its_path(
    client: WebClient, trigger: Trigger, subtests: pytest.Subtests
) -> None:
    for view, error, where in REFUSALS:
        with subtests.test(where):
            answer = refused(client.views_open, trigger_id=trigger(), view=view)
            assert answer["error"] == error
            assert where in " ".join(answer["response_metadata"]["messages"])


def test_a_view_has_at_most_250_kilobytes(client: WebClient, trigger: Trigger) -> None:
    text = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    error = error_of(client.views_open, trigger_id=trigger(), view=modal(*[text] * 90))
    assert error == "view_too_large"


def test_three_modals_stand_on_each_other_and_not_four(
    client: WebClient, ada: Person, trigger: Trigger, answered: Answered
) -> None:
    press = {
        "type": "actions",
        "block_id": "more",
        "elements": [
            {
                "type": "button",
                "action_id": "deeper",
                "text": {"type": "plain_text", "text": "Deeper"},
            }
        ],
    }
    root = client.views_open(trigger_id=trigger(), view=modal(press))["view"]["id"]
    for depth, title in enumerate(("Second", "Third", "Fourth"), start=2):
        payload, _ = answered(ada.press, ada.view(), "Deeper")
        assert payload["container"] == {"type": "view", "view_id": ada.view().id}
        view, from_ = modal(press, title=title), payload["trigger_id"]
        if depth > 3:
            assert error_of(client.views_push, trigger_id=from_, view=view) == "push_limit_reached"
        else:
            pushed = client.views_push(trigger_id=from_, view=view)["view"]
            assert (pushed["root_view_id"], pushed["previous_view_id"]) == (
                root,
                payload["view"]["id"],
            )
            ada.view(title)
    assert [view.title for view in ada.views] == ["Groups", "Second", "Third"]
    ada.close_view(ada.view("Third"))
    assert ada.view("Second")


def test_a_push_needs_a_trigger_from_a_modal(client: WebClient, trigger: Trigger) -> None:
    error = error_of(client.views_push, trigger_id=trigger(), view=modal())
    assert error == "invalid_trigger_id"


def test_what_is_missing_or_out_of_bounds_is_refused_before_the_bot_is_asked(
    client: WebClient, ada: Person, trigger: Trigger, workspace: RunningWorkspace
) -> None:
    client.views_open(trigger_id=trigger(), view=modal(NAME, K))
    view = ada.view()
    before = len(workspace.envelopes())
    assert ada.submit(view)["errors"] == {"name": "Please complete this required field."}
    assert ada.submit(view, {"name": "x" * 11})["errors"]["name"] == (
        "Please enter at most 10 characters."
    )
    for given, said in (
        ("13", "at most 12"),
        ("1", "at least 2"),
        ("2.5", "whole"),
        ("x", "number"),
    ):
        assert said in ada.submit(view, {"name": "n", "k": given})["errors"]["k"]
    assert len(workspace.envelopes()) == before


def test_a_submission_carries_what_was_filled_in_and_what_was_there_already(
    client: WebClient, ada: Person, trigger: Trigger, answered: Answered
) -> None:
    opened = modal(NAME, K, callback_id="refit", private_metadata="run-1")
    client.views_open(trigger_id=trigger(), view=opened)
    payload, result = answered(ada.submit, ada.view(), {"name": "VIPs"})
    assert (payload["type"], payload["view"]["callback_id"]) == ("view_submission", "refit")
    assert payload["view"]["private_metadata"] == "run-1"
    assert payload["view"]["state"]["values"] == {
        "name": {"name": {"type": "plain_text_input", "value": "VIPs"}},
        "k": {"k": {"type": "number_input", "value": "5"}},
    }
    assert result["result"] == "closed"
    assert ada.wait_until(lambda: not ada.views)


def test_the_bots_answer_to_a_submission_is_carried_out(
    client: WebClient, ada: Person, trigger: Trigger, answered: Answered
) -> None:
    client.views_open(trigger_id=trigger(), view=modal(NAME))
    first = ada.view()

    def send(answer: Json) -> str:
        return str(answered(ada.submit, ada.view(), {"name": "x"}, answer=answer)[1]["result"])

    assert send({"response_action": "errors", "errors": {"name": "Taken"}}) == "errors"
    assert ada.wait_until(lambda: ada.errors) == {"name": "Taken"}
    update = {"response_action": "update", "view": modal(NAME, title="Two")}
    assert send(update) == "updated"
    assert ada.view("Two").id == first.id
    assert send({"response_action": "push", "view": modal(NAME, title="Three")}) == "pushed"
    assert ada.view("Three").id != first.id
    assert send({"response_action": "clear"}) == "closed"
    assert ada.wait_until(lambda: not ada.views)


def test_an_answer_to_a_submission_that_breaks_a_limit_is_told(
    bot: RawBot, client: WebClient, ada: Person, trigger: Trigger, aside: Aside
) -> None:
    client.views_open(trigger_id=trigger(), view=modal(NAME))
    sent = aside(ada.submit, ada.view(), {"name": "x"})
    bot.ack(bot.next(), {"response_action": "update", "view": modal(title="t" * 25)})
    with pytest.raises(Declined, match="a dialog that Slack refuses"):
        sent.result(5)
    assert ada.view("Groups")


def test_a_submission_that_is_not_acknowledged_leaves_the_modal_open(
    bot: RawBot, client: WebClient, ada: Person, trigger: Trigger, aside: Aside, clock: SteppedClock
) -> None:
    client.views_open(trigger_id=trigger(), view=modal(NAME))
    sent = aside(ada.submit, ada.view(), {"name": "x"})
    bot.next()
    clock.advance(3)
    with pytest.raises(Declined, match="operation_timeout"):
        sent.result(5)
    assert ada.view("Groups")


def test_closing_is_told_where_the_bot_asked_for_it(
    client: WebClient, ada: Person, trigger: Trigger, answered: Answered
) -> None:
    client.views_open(trigger_id=trigger(), view=modal(notify_on_close=True))
    payload, _ = answered(ada.close_view, ada.view())
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
    client.views_open(trigger_id=trigger(), view=modal())
    ada.close_view(ada.view())
    assert ada.wait_until(lambda: not ada.views)


def test_a_modal_may_not_be_used_by_another_member(
    client: WebClient, ada: Person, ben: Person, trigger: Trigger
) -> None:
    client.views_open(trigger_id=trigger(), view=modal(NAME))
    with pytest.raises(Declined, match="no longer open"):
        ben.submit(ada.view(), {"name": "x"})


def test_a_file_from_a_modal_reaches_the_bot_once_it_is_sent(
    client: WebClient, ada: Person, trigger: Trigger, answered: Answered
) -> None:
    client.views_open(trigger_id=trigger(), view=modal(FILES))
    file = ada.choose_file(ada.view(), "shop.csv", b"a,b\n1,2\n")
    assert error_of(client.files_info, file=file) == "file_not_found"
    payload, _ = answered(ada.submit, ada.view(), {"file": [file]})
    (sent,) = payload["view"]["state"]["values"]["file"]["file"]["files"]
    assert (sent["id"], sent["name"]) == (file, "shop.csv")
    assert client.files_info(file=file)["file"]["size"] == 8


def test_files_of_a_modal_are_few_small_and_of_the_right_type(
    client: WebClient, ada: Person, ben: Person, trigger: Trigger
) -> None:
    client.views_open(trigger_id=trigger(), view=modal(FILES))
    view = ada.view()
    with pytest.raises(Declined, match="up to 10 MB"):
        ada.choose_file(view, "big.csv", b"x" * (10 * 1024 * 1024 + 1))
    files = [ada.choose_file(view, name, b"x") for name in ("a.csv", "b.csv", "c.pdf")]
    assert "at most 1 file." in ada.submit(view, {"file": files[:2]})["errors"]["file"]
    assert "not one of these types: csv" in ada.submit(view, {"file": files[2:]})["errors"]["file"]
    with pytest.raises(Declined, match="gone"):
        ada.submit(view, {"file": ["F0SOMEBODY"]})


def test_home_is_published_for_one_member_and_pressed_there(
    client: WebClient, ada: Person, ben: Person, answered: Answered
) -> None:
    press = {
        "type": "actions",
        "block_id": "start",
        "elements": [
            {"type": "button", "action_id": "try", "text": {"type": "plain_text", "text": "Try"}}
        ],
    }
    home = {"type": "home", "blocks": [press], "private_metadata": "m"}
    published = client.views_publish(user_id=ada.id, view=home)["view"]
    ada.wait_until(lambda: ada.home)
    payload, _ = answered(ada.press, None, "Try")
    assert payload["view"]["id"] == published["id"]
    assert payload["container"]["type"] == "view"
    assert ben.home == []
    again = client.views_publish(user_id=ada.id, view=home, hash=published["hash"])["view"]
    assert again["id"] == published["id"]
    stale = {"user_id": ada.id, "view": home, "hash": published["hash"]}
    assert error_of(client.views_publish, **stale) == "hash_conflict"
    assert error_of(client.views_publish, user_id="U0NOBODY", view=home) == "invalid_arguments"
