"""The client API: what a page gets, what its member may do, and who is not answered."""

import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from slack_sdk import WebClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.workspace.clock import SteppedClock
from bot.workspace.errors import Declined, PortTaken
from bot.workspace.options import Suggestion, WorkspaceOptions
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace, start_workspace
from tests.workspace.wire import ADA_BOT, BOARD, BOT_ID, CUSTOMERS, GENERAL


@pytest.fixture
def http(workspace: RunningWorkspace) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=workspace.url, trust_env=False) as client:
        yield client


def test_a_page_starts_with_everything_it_needs(http: httpx.Client) -> None:
    boot = http.get("/client/boot").json()
    assert boot["me"] == "U0ADAOKAFO"
    assert [m["real_name"] for m in boot["members"]] == [
        "Ada Okafor", "Ben Lindqvist", "Chiara Rossi", "segment-bot",
    ]  # fmt: skip
    assert [(c["name"], c["kind"]) for c in boot["channels"]] == [
        ("customers", "channel"), ("general", "channel"), ("segment-bot", "im"),
    ]  # fmt: skip
    assert boot["channels"][2]["with"] == boot["app"]["user"] == BOT_ID
    assert boot["commands"][0]["command"] == "/segment"
    assert boot["samples"][0]["key"] == "mall"
    assert boot["bot_connected"] is False


def test_suggestions_come_from_the_options(clock: SteppedClock) -> None:
    options = WorkspaceOptions(clock=clock, suggestions=(Suggestion("/segment k=5", "Five"),))
    with start_workspace(options=options) as running:
        boot = httpx.get(f"{running.url}/client/boot", trust_env=False).json()
    assert boot["suggestions"] == [{"text": "/segment k=5", "description": "Five"}]


def test_what_is_private_is_seen_by_its_members_only(
    workspace: RunningWorkspace, ada: Person, http: httpx.Client
) -> None:
    with Person(workspace, "Chiara") as chiara:
        assert chiara.channel("#board") == BOARD
        chiara.say(BOARD, "secret")
        file = chiara.drop(BOARD, "plan.csv", b"a,b\n")
        (shared,) = [m for m in chiara.messages(BOARD) if m.ts == file]
        seen = http.get("/client/messages", params={"as": ada.id, "channel": BOARD}).json()
        assert seen["ok"] is False
        with pytest.raises(Declined, match="no channel #board"):
            ada.channel("#board")
        stranger = shared.files[0]["url"].replace(chiara.id, ada.id)
        with pytest.raises(httpx.HTTPStatusError, match="404"):
            ada.download(stranger)


def test_what_is_typed_is_escaped_and_addresses_become_links(ada: Person) -> None:
    ada.say("#customers", "a < b & see https://example.com/x?a=1&b=2, <@U0BENLINDQ>")
    assert ada.wait_for("see").text == (
        "a &lt; b &amp; see <https://example.com/x?a=1&amp;b=2>, <@U0BENLINDQ>"
    )


def test_shortcodes_are_drawn_outside_code_and_kept_for_the_api(
    ada: Person, client: WebClient
) -> None:
    ada.say("#customers", "hi :wave: `:wave:` :no_such_thing: :large_green_circle:")
    assert ada.wait_for("hi").text == "hi 👋 `:wave:` :no_such_thing: 🟢"
    found = client.conversations_history(channel=CUSTOMERS)["messages"][0]
    assert found["text"].startswith("hi :wave:")


def test_unread_messages_are_counted_until_they_are_looked_at(ada: Person, ben: Person) -> None:
    def unread() -> int:
        return int(ben.look()["customers"]["unread"])

    ada.say("#customers", "one")
    ada.say("#customers", "two")
    assert unread() == 2
    ben.messages("#customers")
    assert unread() == 0


def test_members_act_within_their_channels(ada: Person, ben: Person) -> None:
    plans = ada.create_channel("plans")
    with pytest.raises(Declined, match="not in #plans"):
        ben.say(plans, "me too")
    ben.join(plans)
    ben.say(plans, "me too")
    assert ada.wait_for("me too").channel == plans
    private = ada.create_channel("secret-plans", private=True)
    with pytest.raises(Declined, match="no channel"):
        ben.join(private)
    ada.invite(private, ben.id)
    assert ben.say(private, "thanks")


@pytest.mark.parametrize("name", ["", "With Spaces", "x" * 81, "customers"])
def test_a_channel_needs_a_name_of_its_own(ada: Person, name: str) -> None:
    with pytest.raises(Declined, match="channel"):
        ada.create_channel(name)


def test_only_own_messages_and_files_are_deleted(ada: Person, ben: Person) -> None:
    ts = ada.say("#customers", "mine")
    ada.drop("#customers", "a.csv", b"a,b\n")
    file = ada.messages("#customers")[1].files[0]["id"]
    with pytest.raises(Declined, match="own messages"):
        ben.delete_message("#customers", ts)
    with pytest.raises(Declined, match="own files"):
        ben.delete_file(file)
    ada.delete_message("#customers", ts)
    assert "mine" not in [m.text for m in ben.messages("#customers")]


def test_a_direct_message_is_seen_by_two(ada: Person, ben: Person) -> None:
    im = ada.dm(ben.id)
    ada.say(im, "just you")
    assert ben.wait_for("just you").channel == im == ben.dm(ada.id)


def test_a_sample_is_dropped_as_a_file(ada: Person) -> None:
    ts = ada.sample("#customers")
    (seen,) = [m for m in ada.messages("#customers") if m.ts == ts]
    assert seen.files[0]["name"].endswith(".csv")
    assert ada.download(seen.files[0]["url"]).count(b"\n") >= 240


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("message", {"channel": CUSTOMERS, "text": "  "}, "nothing to send"),
        ("message", {"channel": CUSTOMERS, "text": "x" * 40_001}, "40,000 characters"),
        ("message", {"channel": CUSTOMERS, "text": "x", "thread_ts": "1.0"}, "gone"),
        ("message", {"channel": "C0NOWHERE", "text": "x"}, "does not exist"),
        ("upload", {"channel": CUSTOMERS}, "No file"),
        ("view/submit", {"view_id": "V0"}, "no longer open"),
        ("file/delete", {"file": "F0"}, "gone already"),
        ("leave", {"channel": ADA_BOT}, "cannot be left"),
        ("dm", {"user": "U0NOBODY"}, "somebody else"),
        ("action", {"home": True}, "nothing in this Home"),
        ("action", {"channel": CUSTOMERS, "ts": "1.0", "element": "x"}, "not understood"),
    ],
)
def test_what_cannot_be_done_is_said_in_plain_words(
    http: httpx.Client, path: str, body: dict[str, object], said: str
) -> None:
    answer = http.post(f"/client/{path}", json=body).json()
    assert answer["ok"] is False
    assert said in answer["error"]


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"'])
def test_what_is_no_request_is_refused(http: httpx.Client, body: bytes) -> None:
    assert http.post("/client/message", content=body).json()["ok"] is False


def test_nobody_acts_as_the_bot_or_as_a_stranger(http: httpx.Client) -> None:
    for me in (BOT_ID, "U0NOBODY"):
        assert http.get("/client/boot", params={"as": me}).json()["ok"] is False
        assert http.get("/client/files/F0", params={"as": me}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
    ],
)
def test_other_sites_and_other_names_are_not_answered(
    workspace: RunningWorkspace, http: httpx.Client, headers: dict[str, str]
) -> None:
    body = {"channel": GENERAL, "text": "x"}
    assert http.post("/client/message", json=body, headers=headers).status_code == 403
    assert http.get("/client/boot", headers=headers).status_code == 403
    address = f"ws{workspace.url[4:]}/client/events"
    if "origin" in headers:
        with pytest.raises(InvalidStatus), connect(address, proxy=None, additional_headers=headers):
            pass


def test_the_own_page_is_answered_under_each_name_of_this_machine(
    workspace: RunningWorkspace, http: httpx.Client
) -> None:
    port = workspace.file_host.split(":")[1]
    for name in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}"):
        headers = {"host": name, "origin": f"http://{name}"}
        assert http.get("/client/boot", headers=headers).status_code == 200


def test_the_page_is_served_and_never_kept(http: httpx.Client) -> None:
    index = http.get("/")
    assert index.status_code == 200
    assert index.headers["cache-control"] == "no-store"
    script = http.get("/page/api.js")
    assert "javascript" in script.headers["content-type"]
    assert script.headers["cache-control"] == "no-store"
    assert http.get("/page/../server.py").status_code == 404


def test_a_file_that_could_run_in_the_page_is_only_downloaded(ada: Person) -> None:
    ada.drop("#customers", "page.html", b"<script>alert(1)</script>")
    url = ada.messages("#customers")[0].files[0]["url"]
    answer = ada.fetch(url)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_taken_port_is_told_plainly(workspace: RunningWorkspace) -> None:
    port = int(workspace.file_host.split(":")[1])
    with pytest.raises(PortTaken, match=f"Port {port} is in use"):
        start_workspace(port)


def test_a_mention_that_the_bot_cannot_hear_is_pointed_out(ada: Person) -> None:
    ada.mention("#general", "who buys most?")
    (said,) = ada.wait_until(lambda: ada.notices)
    assert said.startswith("segment-bot is not in this channel")


def test_the_workspace_alone_is_started_from_the_command_line() -> None:
    command = [sys.executable, "-m", "bot.workspace", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        environment = dict(process.stdout.readline().strip().split("=", 1) for _ in range(4))
        assert environment["SLACK_API_URL"] == f"{url}/api/"
        taken = subprocess.run(
            [*command[:-1], url.rsplit(":", 1)[1]], capture_output=True, text=True, check=False
        )
        process.terminate()
    assert process.returncode == 0
    assert (taken.returncode, taken.stderr.count("\n")) == (1, 1)
    assert "is in use by another program" in taken.stderr
