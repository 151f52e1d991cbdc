"""`segment-bot run`: the bot in Slack, until it is told to stop."""

import signal
import threading
from pathlib import Path

import click

from bot.bootstrap import Bot, build_bot
from bot.cli.ending import end_at_once
from bot.errors import PlainError
from bot.logging_setup import set_up_logging
from bot.settings import Settings, load_settings

HEARTBEAT_SECONDS = 10


class NoWayIn(PlainError):
    """Neither Socket Mode nor HTTP mode can work with what is set."""


def run_bot(config: Path | None, http_port: int | None) -> None:
    """Connect and serve until SIGTERM or Ctrl-C; then finish what was begun."""
    settings = load_settings(config)
    check_tokens(settings, http_port)
    set_up_logging(settings)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with build_bot(settings) as bot:
        if http_port is None:
            bot.connect()
            click.echo("segment-bot is connecting to Slack. Ctrl-C stops it.", err=True)
            stay_until(stopping, bot, settings.data_dir)
        else:
            serve_http(bot, settings, http_port, stopping)
    end_at_once()


def check_tokens(settings: Settings, http_port: int | None) -> None:
    """Raises NoWayIn that names what is missing and where to get it."""
    slack = settings.slack
    if slack.bot_token is None:
        raise NoWayIn(
            "SLACK_BOT_TOKEN is not set.",
            "Copy the Bot User OAuth Token (xoxb-…) from *OAuth & Permissions* of your Slack app.",
        )
    if http_port is None and slack.app_token is None:
        raise NoWayIn(
            "SLACK_APP_TOKEN is not set.",
            "Make an app-level token (xapp-…) with the scope connections:write under *Basic"
            " Information*, or use HTTP mode with --http PORT.",
        )
    if http_port is not None and slack.signing_secret is None:
        raise NoWayIn(
            "SLACK_SIGNING_SECRET is not set.",
            "Copy the signing secret from *Basic Information* of your Slack app.",
        )


def stay_until(stopping: threading.Event, bot: Bot, data_dir: Path) -> None:
    """Leave a sign of life while the connection stands, for `doctor --running`."""
    heartbeat = data_dir / "heartbeat"
    while not stopping.wait(HEARTBEAT_SECONDS if bot.connected else 1):
        if bot.connected:
            heartbeat.touch()
    heartbeat.unlink(missing_ok=True)


def serve_http(bot: Bot, settings: Settings, port: int, stopping: threading.Event) -> None:
    """Serve Slack's requests on a port."""
    import uvicorn

    from bot.http_mode import http_app

    secret = settings.slack.signing_secret
    app = http_app(bot.app, secret.get_secret_value() if secret else "", lambda: True)
    server = uvicorn.Server(uvicorn.Config(app, host="0.0.0.0", port=port, log_level="warning"))
    threading.Thread(target=_stop_when, args=(stopping, server), daemon=True).start()
    (settings.data_dir / "heartbeat").touch()
    server.run()


def _stop_when(stopping: threading.Event, server: object) -> None:
    stopping.wait()
    server.should_exit = True  # type: ignore[attr-defined]
