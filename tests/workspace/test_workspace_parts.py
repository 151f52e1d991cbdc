"""The small parts that need no wire: time, ids, text, the manifest, what is filled in."""

import asyncio
from typing import Any

import pytest

from bot.workspace import filled
from bot.workspace.clock import RealClock, SteppedClock
from bot.workspace.ids import Ids
from bot.workspace.options import Command, options_from_manifest
from bot.workspace.seed import sow
from bot.workspace.state import State
from bot.workspace.text import emoji_of, emojized, mentions, rich_text, typed, unescape


def test_a_stepped_clock_wakes_those_whose_moment_has_come() -> None:
    clock, woken = SteppedClock(start=100), []

    async def sleeper(moment: float) -> None:
        await clock.sleep_until(moment)
        woken.append(moment)

    async def story() -> None:
        tasks = [asyncio.create_task(sleeper(moment)) for moment in (99, 105, 110)]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        assert woken == [99]
        clock.advance(5)
        await tasks[1]
        assert woken == [99, 105]
        clock.advance(5)
        await tasks[2]

    asyncio.run(story())
    assert woken == [99, 105, 110]


def test_a_sleeper_that_gives_up_is_forgotten() -> None:
    clock = SteppedClock()

    async def story() -> None:
        task = asyncio.create_task(clock.sleep_until(clock.now() + 5))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(story())
    clock.advance(10)


def test_the_real_clock_does_not_wait_for_the_past() -> None:
    clock = RealClock()
    asyncio.run(clock.sleep_until(clock.now() - 1000))


def test_the_same_seed_gives_the_same_ids_and_no_seed_new_ones() -> None:
    assert Ids(3).new("F") == Ids(3).new("F")
    assert Ids().new("F") != Ids().new("F")
    assert Ids(3).new("F").startswith("F")


def test_time_stamps_rise_even_when_the_clock_stands_still() -> None:
    state = State(SteppedClock(), Ids(1))
    stamps = [state.new_ts() for _ in range(3)]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a & b", "a &amp; b"),
        ("<@U0ADAOKAFO> <b>", "<@U0ADAOKAFO> &lt;b&gt;"),
        ("<!here> <!everything>", "<!here> &lt;!everything&gt;"),
        ("see https://a.example/x.", "see <https://a.example/x>."),
        ("(https://a.example)", "(<https://a.example>)"),
        ("<#C0CUSTOMER|customers>", "<#C0CUSTOMER|customers>"),
        ("<@U1|x> <javascript:alert(1)>", "&lt;@U1|x&gt; &lt;javascript:alert(1)&gt;"),
    ],
)
def test_text_is_kept_as_slack_keeps_it(said: str, kept: str) -> None:
    assert typed(said) == kept


def test_what_was_escaped_can_be_unescaped() -> None:
    assert unescape(typed("a < b & c > d")) == "a < b & c > d"


def test_a_mention_is_found() -> None:
    assert mentions("hi <@U1>", "U1")
    assert not mentions("hi <@U12>", "U1")


def test_rich_text_has_the_parts_of_what_was_typed() -> None:
    block = rich_text("<@U1> see <https://a.example?x=1&amp;y> in <#C1> &lt;3", "b")
    assert block["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " see "},
        {"type": "link", "url": "https://a.example?x=1&y"},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": "C1"},
        {"type": "text", "text": " <3"},
    ]


def test_shortcodes_become_characters_where_there_are_any() -> None:
    assert emojized("at 10:30:15 :tada: ```:tada:```") == "at 10:30:15 🎉 ```:tada:```"
    assert emoji_of("large_blue_circle") == "🔵"
    assert emoji_of("wave::skin-tone-2") == "👋"
    assert emoji_of("nothing_of_the_kind") is None


MANIFEST = {
    "display_information": {"name": "Segments", "description": "Who buys"},
    "features": {
        "bot_user": {"display_name": "segment-bot"},
        "app_home": {"home_tab_enabled": False},
        "slash_commands": [{"command": "/segment", "description": "d", "usage_hint": "help"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
}


def test_a_manifest_sets_name_scopes_events_and_commands() -> None:
    app = options_from_manifest(MANIFEST).app
    assert (app.name, app.description, app.home_tab) == ("segment-bot", "Who buys", False)
    assert (app.scopes, app.events) == (("chat:write", "commands"), ("app_mention",))
    assert app.commands == (Command("/segment", "d", "help"),)


def test_every_seeded_member_has_a_place(subtests: pytest.Subtests) -> None:
    options = options_from_manifest(MANIFEST)
    state = State(SteppedClock(), Ids(1))
    sow(state, options)
    for member in state.members.values():
        with subtests.test(member.real_name):
            assert any(member.id in channel.members for channel in state.channels.values())


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value}, "value": value}


FORM = [
    {
        "type": "input",
        "block_id": "b",
        "element": {"type": "plain_text_input", "action_id": "a", "initial_value": "first"},
    },
    {
        "type": "section",
        "block_id": "s",
        "accessory": {
            "type": "static_select",
            "action_id": "pick",
            "option_groups": [{"label": {}, "options": [option("1"), option("2")]}],
        },
    },
    {
        "type": "actions",
        "block_id": "x",
        "elements": [
            {"type": "checkboxes", "action_id": "tick", "options": [option("3")]},
            {"type": "button", "action_id": "go"},
        ],
    },
]


def test_a_form_starts_with_what_the_bot_filled_in() -> None:
    assert filled.values(FORM) == {
        "b": {"a": {"type": "plain_text_input", "value": "first"}},
        "s": {"pick": {"type": "static_select", "selected_option": None}},
        "x": {"tick": {"type": "checkboxes", "selected_options": []}},
    }


def test_a_choice_that_is_no_option_is_dropped() -> None:
    sent = {
        "b": {"a": {"value": ""}},
        "s": {"pick": {"selected_option": option("9")}},
        "x": {"tick": {"selected_options": [option("3"), option("4")]}},
    }
    found = filled.values(FORM, sent)
    assert found["b"]["a"]["value"] is None
    assert found["s"]["pick"]["selected_option"] is None
    assert found["x"]["tick"]["selected_options"] == [option("3")]
