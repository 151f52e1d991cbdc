"""`segment-bot demo`: the local workspace and the real bot inside it."""

import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import SecretStr

from bot.bootstrap import build_bot
from bot.cli.ending import end_at_once, interrupted_by_signals, wait_for_signal
from bot.cli.manifest import manifest
from bot.command import helps
from bot.errors import PlainError
from bot.logging_setup import set_up_logging
from bot.settings import Settings, SlackAccess, load_settings
from bot.workspace.options import Suggestion, WorkspaceOptions, options_from_manifest
from bot.workspace.server import RunningWorkspace, start_workspace

# Whoever ends a demo waits for no analysis; with --data-dir it goes on at the next start.
DRAIN_SECONDS = 1.0
HINT = "Drop a CSV or Excel file there, or try the sample customers. Ctrl-C ends it."


class PortTaken(PlainError):
    """Another program listens there."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken by another program.",
            f"Choose another one, for instance --port {port + 1}.",
        )


def run_demo(port: int, open_browser: bool, data_dir: Path | None) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    interrupted_by_signals()
    with folder_for(data_dir) as folder, workspace_on(port, folder) as workspace:
        settings = settings_for(workspace, folder)
        set_up_logging(settings)
        with build_bot(settings, drain_seconds=DRAIN_SECONDS) as bot:
            bot.connect()
            bot.warm_up()
            workspace.bot_connected(timeout=20)
            click.echo(f"The workspace is open at {workspace.url}", err=True)
            click.echo(HINT, err=True)
            if open_browser:
                webbrowser.open(workspace.url)
            wait_for_signal()
            click.echo("Ending…", err=True)
    end_at_once()


def demo_options() -> WorkspaceOptions:
    """A workspace in which the app is installed from our own manifest."""
    suggestions = tuple(Suggestion(f"/segment {said.example}", said.summary) for said in helps())
    return options_from_manifest(manifest(), WorkspaceOptions(suggestions=suggestions))


@contextmanager
def folder_for(data_dir: Path | None) -> Iterator[Path]:
    """The folder that was asked for, or one that goes when the demo ends."""
    if data_dir:
        data_dir.mkdir(parents=True, exist_ok=True)
        yield data_dir
    else:
        with tempfile.TemporaryDirectory(prefix="segment-bot-") as folder:
            yield Path(folder)


@contextmanager
def workspace_on(port: int, folder: Path) -> Iterator[RunningWorkspace]:
    """A running workspace. Raises PortTaken."""
    try:
        workspace = start_workspace(port, folder / "workspace", demo_options())
    except OSError:
        raise PortTaken(port) from None
    try:
        yield workspace
    finally:
        workspace.stop()


def settings_for(workspace: RunningWorkspace, folder: Path) -> Settings:
    """The usual settings, pointed at the workspace."""
    access = SlackAccess(
        bot_token=SecretStr(workspace.bot_token),
        app_token=SecretStr(workspace.app_token),
        api_url=workspace.api_url,
        file_hosts=(workspace.file_host,),
    )
    return load_settings().model_copy(
        update={"slack": access, "data_dir": folder, "database": None}
    )
