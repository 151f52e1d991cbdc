"""A running workspace for each test, and counterparts that act as the bot."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.workspace.clock import SteppedClock
from bot.workspace.options import AppOptions, WorkspaceOptions
from bot.workspace.person import Person
from bot.workspace.server import RunningWorkspace, start_workspace
from tests.workspace.wire import RawBot


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def app_options() -> AppOptions:
    """An app that may do and hear everything; tests that want less withdraw scopes."""
    more = ("channels:history", "groups:history", "team:read", "reactions:read", "channels:join")
    options = AppOptions()
    heard = ("reaction_added", "file_deleted")
    return replace(options, scopes=options.scopes + more, events=options.events + heard)


@pytest.fixture
def workspace(clock: SteppedClock, app_options: AppOptions) -> Iterator[RunningWorkspace]:
    """A workspace whose time stands still until the test moves it."""
    options = WorkspaceOptions(clock=clock, app=app_options, seed=1)
    with start_workspace(options=options) as running:
        yield running


@pytest.fixture
def client(workspace: RunningWorkspace) -> WebClient:
    """Slack's own client with the bot token; it repeats nothing by itself."""
    return WebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


@pytest.fixture
def make_bot(workspace: RunningWorkspace) -> Iterator[Callable[[], RawBot]]:
    """Connects bots that are closed at the end."""
    with ExitStack() as stack:

        def make() -> RawBot:
            bot = RawBot(workspace)
            stack.callback(bot.close)
            return bot

        yield make


@pytest.fixture
def bot(make_bot: Callable[[], RawBot]) -> RawBot:
    """A connected bot."""
    return make_bot()


@pytest.fixture
def ada(workspace: RunningWorkspace) -> Iterator[Person]:
    with Person(workspace, "Ada") as person:
        yield person


@pytest.fixture
def ben(workspace: RunningWorkspace) -> Iterator[Person]:
    with Person(workspace, "Ben") as person:
        yield person


@pytest.fixture
def aside() -> Iterator[Callable[..., Future[Any]]]:
    """Runs something beside the test: a person waits for an answer that the test gives."""
    with ThreadPoolExecutor(2) as pool:
        yield pool.submit
