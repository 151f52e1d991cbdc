"""What can be set about a workspace, and how the bot's own manifest sets it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.workspace.clock import Clock, RealClock

SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:write",
    "users:read",
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "file_shared",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
)


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command that the app has registered."""

    command: str
    description: str = ""
    usage_hint: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion that the page's composer offers after a slash."""

    text: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class AppOptions:
    """The app as it is installed: its name, what it may do and what it hears.

    events: subscribed event types; one is delivered only where its scope is granted too.
    """

    name: str = "segment-bot"
    description: str = "Drop a CSV, read who your customers are."
    scopes: tuple[str, ...] = SCOPES
    app_scopes: tuple[str, ...] = ("connections:write",)
    events: tuple[str, ...] = EVENTS
    commands: tuple[Command, ...] = (
        Command("/segment", "Segments, profiles, charts and advice", "help"),
    )
    home_tab: bool = True


@dataclass(frozen=True, slots=True)
class Timing:
    """Slack's waiting times in seconds; tests shorten or step through them.

    retries: waits before the second, third and fourth delivery of an event.
    closing: how long a connection lives on after it was asked to reconnect.
    """

    ack: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger: float = 3.0
    response_url: float = 1800.0
    response_url_uses: int = 5
    ticket: float = 30.0
    closing: float = 10.0


@dataclass(frozen=True, slots=True)
class WorkspaceOptions:
    """Everything that can be set about a workspace.

    seed: makes every identifier and token repeatable; None for new ones each run.
    """

    team_name: str = "Marigold & Co"
    team_domain: str = "marigold"
    app: AppOptions = field(default_factory=AppOptions)
    suggestions: tuple[Suggestion, ...] = ()
    timing: Timing = field(default_factory=Timing)
    clock: Clock = field(default_factory=RealClock)
    seed: int | None = None
    max_connections: int = 10
    samples: bool = True


def app_from_manifest(manifest: Mapping[str, Any]) -> AppOptions:
    """The app that Slack would install from this manifest."""
    display, features = manifest.get("display_information", {}), manifest.get("features", {})
    events = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ())
    commands = features.get("slash_commands", ())
    return AppOptions(
        name=features.get("bot_user", {}).get("display_name") or display.get("name", "app"),
        description=display.get("description", ""),
        scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        events=tuple(events),
        commands=tuple(
            Command(c["command"], c.get("description", ""), c.get("usage_hint", ""))
            for c in commands
        ),
        home_tab=features.get("app_home", {}).get("home_tab_enabled", True),
    )


def options_from_manifest(
    manifest: Mapping[str, Any], options: WorkspaceOptions | None = None
) -> WorkspaceOptions:
    """The options with the app of a manifest."""
    return replace(options or WorkspaceOptions(), app=app_from_manifest(manifest))
