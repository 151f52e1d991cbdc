"""A workspace with a folder of its own goes on after a restart where it was."""

import json
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.workspace.clock import SteppedClock
from bot.workspace.options import WorkspaceOptions
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace, start_workspace
from tests.workspace.wire import BOT_ID, CUSTOMERS

HOME = {"type": "home", "blocks": [{"type": "divider"}]}


def started(folder: Path) -> RunningWorkspace:
    return start_workspace(data_dir=folder, options=WorkspaceOptions(clock=SteppedClock()))


@pytest.fixture
def root(tmp_path: Path) -> str:
    """A first run in which something was said, dropped, answered and published."""
    with started(tmp_path) as first, Person(first, "Ada") as ada:
        client = WebClient(first.bot_token, base_url=first.api_url)
        ts = ada.drop("#customers", "shop.csv", b"a,b\n1,2\n", text="look")
        client.reactions_add(channel=CUSTOMERS, timestamp=ts, name="eyes")
        client.chat_postMessage(channel=CUSTOMERS, text="five kinds", thread_ts=ts)
        client.chat_postEphemeral(channel=CUSTOMERS, user=ada.id, text="psst")
        client.views_publish(user_id=ada.id, view=HOME)
        ada.create_channel("plans")
    return ts


def test_messages_files_channels_and_homes_are_there_again(tmp_path: Path, root: str) -> None:
    with started(tmp_path) as again, Person(again, "Ada") as ada:
        (seen,) = ada.messages("#customers")
        assert (seen.ts, seen.text, seen.reactions) == (root, "look", ["eyes"])
        assert ada.download(seen.files[0]["url"]) == b"a,b\n1,2\n"
        assert [m.text for m in ada.messages("#customers", root)] == ["look", "five kinds"]
        assert ada.channel("#plans")
        assert ada.open_home()[0]["type"] == "divider"


def test_the_bot_goes_on_in_its_thread_and_with_its_files(tmp_path: Path, root: str) -> None:
    with started(tmp_path) as again, Person(again, "Ada") as ada:
        client = WebClient(again.bot_token, base_url=again.api_url)
        found = client.conversations_info(channel=CUSTOMERS)["channel"]
        assert found["is_member"]
        (file,) = client.files_list()["files"]
        assert client.files_info(file=file["id"])["file"]["shares"]["public"][CUSTOMERS]
        answer = client.chat_postMessage(channel=CUSTOMERS, text="and more", thread_ts=root)
        assert ada.wait_for("and more", thread=root).ts == answer["ts"] > root
        assert ada.wait_for("and more").user == BOT_ID


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"version": 0})])
def test_what_cannot_be_read_is_left_aside(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    with started(tmp_path) as again, Person(again, "Ada") as ada:
        assert ada.messages("#customers") == []


def test_without_a_folder_nothing_stays(clock: SteppedClock) -> None:
    with start_workspace(options=WorkspaceOptions(clock=clock)) as running:
        folder = running.workspace.files.path("x").parent
        with Person(running, "Ada") as ada:
            ada.drop("#customers", "a.csv", b"a,b\n")
        assert [file.read_bytes() for file in folder.iterdir()] == [b"a,b\n"]
    assert not folder.exists()
