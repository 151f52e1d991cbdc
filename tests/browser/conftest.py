"""Chromium, the real workspace server, and a real Bolt app beside it."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from bot.workspace.options import Suggestion, Timing, WorkspaceOptions
from bot.workspace.server import RunningWorkspace, start_workspace
from tests.browser.counterpart import connected
from tests.conftest import missing

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
SUGGESTIONS = (
    Suggestion("/segment help", "What I can do"),
    Suggestion("/segment upload", "Upload a file in a dialog"),
    Suggestion("/segment k=5", "Cut into five groups"),
    Suggestion("/segment auto", "Let me choose how many groups"),
    Suggestion("/segment profile 3", "Everything about one segment"),
    Suggestion("/segment chart scatter", "The map of segments"),
)
OPTIONS = WorkspaceOptions(suggestions=SUGGESTIONS)
ADA, BEN, CHIARA = "U0ADAOKAFO", "U0BENLINDQ", "U0CHIARARO"

OpenPage = Callable[..., Page]
Shoot = Callable[[Page, str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder that opens a page is marked `browser`."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file of tests. Playwright keeps an event loop running in this thread for
    as long, and tests of other files could not bear that."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def workspace() -> Iterator[RunningWorkspace]:
    """A workspace with the counterpart connected; each test has a channel of its own in it."""
    with start_workspace(options=OPTIONS) as running, connected(running):
        yield running


@pytest.fixture
def windows() -> Iterator[ExitStack]:
    """The browser windows of a test; a workspace closes them before it stops, or they complain."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def fresh_workspace(windows: ExitStack) -> Iterator[RunningWorkspace]:
    """A workspace in which nothing was said yet, with the counterpart connected."""
    with start_workspace(options=OPTIONS) as running, connected(running), windows:
        yield running


@pytest.fixture
def impatient_workspace(windows: ExitStack) -> Iterator[RunningWorkspace]:
    """A workspace that waits for an answer half a second instead of three."""
    options = WorkspaceOptions(timing=Timing(ack=0.5))
    with start_workspace(options=options) as running, connected(running), windows:
        yield running


@pytest.fixture
def lonely_workspace(windows: ExitStack) -> Iterator[RunningWorkspace]:
    """A workspace to which no app is connected."""
    with start_workspace(options=OPTIONS) as running, windows:
        yield running


@dataclass(frozen=True)
class Room:
    """A channel made for one test, with Ada, Ben and the app in it."""

    id: str
    name: str

    @property
    def place(self) -> str:
        """Its address on the page."""
        return f"#/{self.id}"


@pytest.fixture
def room(workspace: RunningWorkspace, request: pytest.FixtureRequest) -> Room:
    """An empty channel."""
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_"))[:40].strip("-")
    with httpx.Client(base_url=workspace.url, params={"as": ADA}) as client:
        made = client.post("/client/channel", json={"name": name}).json()["channel"]
        for user in (BEN, workspace.workspace.bot_user):
            client.post("/client/invite", json={"channel": made["id"], "user": user})
    return Room(made["id"], name)


@pytest.fixture
def open_page(chromium: Browser, windows: ExitStack) -> Iterator[OpenPage]:
    """Opens a workspace's page as a member; whatever the browser complains of fails the test."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def open_one(
        workspace: RunningWorkspace,
        member: str = ADA,
        place: str = "",
        width: int = 1360,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 860 if width > 500 else 780},
            color_scheme="light",
            reduced_motion="reduce",
            locale="en-GB",
            permissions=["clipboard-read", "clipboard-write"],
        )
        windows.callback(context.close)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{workspace.url}/?as={member}{place}")
        page.locator("#app:not([aria-busy])").wait_for()
        return page

    yield open_one
    windows.close()
    assert not complaints


@pytest.fixture
def page(open_page: OpenPage, workspace: RunningWorkspace, room: Room) -> Page:
    """Ada's page in the test's own channel."""
    return open_page(workspace, place=room.place)


@pytest.fixture(scope="session")
def shoot() -> Shoot:
    """Keeps a picture of a page under build/screenshots/."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    return keep
