"""Every refusal of Slack's becomes a sentence for a person, and a next step."""

import pytest

from bot.slack.calling import Patience
from bot.slack.pace import Allowance
from bot.slack.troubles import (
    MAKERS,
    PAYLOAD_CODES,
    MissingScope,
    PayloadRefused,
    RefusedBySlack,
    trouble_of,
)
from tests.bot.slack.slack_room import Time


@pytest.mark.parametrize("code", [*MAKERS, *PAYLOAD_CODES, "missing_scope", "never_heard_of"])
def test_every_code_has_a_problem_and_a_next_step(code: str) -> None:
    trouble = trouble_of("chat.postMessage", {"ok": False, "error": code})
    assert trouble.problem.endswith(".")
    assert trouble.next_step.endswith(".")
    assert trouble.method == "chat.postMessage"


def test_the_missing_permission_is_the_one_that_slack_names() -> None:
    trouble = trouble_of("files.info", {"error": "missing_scope", "needed": "files:read"})
    assert isinstance(trouble, MissingScope)
    assert trouble.scope == "files:read"


def test_what_slack_says_about_blocks_is_kept() -> None:
    answer = {"error": "invalid_blocks", "response_metadata": {"messages": ["invalid slack file"]}}
    trouble = trouble_of("chat.postMessage", answer)
    assert isinstance(trouble, PayloadRefused)
    assert trouble.about_file


def test_an_unknown_code_is_named_for_the_one_who_looks_into_the_log() -> None:
    trouble = trouble_of("chat.postMessage", {"error": "never_heard_of"})
    assert isinstance(trouble, RefusedBySlack)
    assert "never_heard_of" in trouble.problem
    assert not trouble.transient


def test_each_method_in_each_channel_waits_for_itself() -> None:
    time = Time()
    patience = Patience(time.monotonic, time.sleep)
    patience.hold("chat.postMessage", "C1", 30)
    time.sleep(10)
    assert patience.left("chat.postMessage", "C1") == 20
    assert patience.left("chat.postMessage", "C2") == 0
    assert patience.left("chat.update", "C1") == 0
    time.sleep(21)
    assert patience.left("chat.postMessage", "C1") == 0


def test_an_allowance_fills_up_again_with_time() -> None:
    time = Time()
    allowance = Allowance(burst=2, per_second=0.5, monotonic=time.monotonic)
    assert [allowance.take() for _ in range(3)] == [True, True, False]
    time.sleep(2)
    assert [allowance.take() for _ in range(2)] == [True, False]
    time.sleep(1_000)
    assert [allowance.take() for _ in range(3)] == [True, True, False]
