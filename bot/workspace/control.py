"""The handle on a running workspace: addresses and tokens, what happened, trouble on request."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.workspace.faults import Fault, When, always
from bot.workspace.journal import ApiCall, Envelope
from bot.workspace.model import Member
from bot.workspace.payloads.events import tokens_revoked
from bot.workspace.services.announce import announce
from bot.workspace.workspace import Workspace


class Control(ABC):
    """What `segment-bot demo` and tests do with a running workspace, from any thread."""

    loop: asyncio.AbstractEventLoop

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    @abstractmethod
    def run_on_loop(self, work: Awaitable[Any]) -> Any:
        """Run something on the server's event loop and wait for its result."""

    @property
    def url(self) -> str:
        """The address of the page, without a slash at the end."""
        return self.workspace.url

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL must be; ends with /api/."""
        return f"{self.workspace.url}/api/"

    @property
    def file_host(self) -> str:
        """What SLACK_FILE_HOSTS must be: 127.0.0.1:PORT."""
        return self.workspace.host

    @property
    def bot_token(self) -> str:
        """The bot token, xoxb-…"""
        return self.workspace.tokens.bot

    @property
    def app_token(self) -> str:
        """The app token for Socket Mode, xapp-…"""
        return self.workspace.tokens.app

    @property
    def environment(self) -> dict[str, str]:
        """The environment that makes a bot connect here."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_FILE_HOSTS": self.file_host,
        }

    # What happened

    def calls(self, method: str | None = None) -> list[ApiCall]:
        """The API calls that the bot made, of one method or all."""
        return self.workspace.journal.calls(method)

    def envelopes(self, event_type: str | None = None) -> list[Envelope]:
        """What was delivered to the bot, of one event type or all."""
        return self.workspace.journal.envelopes(event_type)

    def acks(self) -> list[Envelope]:
        """What the bot acknowledged, with `latency` in seconds."""
        return self.workspace.journal.acks()

    def wait_for_calls(self, method: str, count: int = 1, timeout: float = 20) -> list[ApiCall]:
        """The calls of a method, once there are so many."""

        def enough() -> list[ApiCall]:
            found = self.calls(method)
            return found if len(found) >= count else []

        return self.workspace.journal.wait(enough, timeout, f"call {count} of {method}")

    def wait_for(self, look: Callable[[], Any], timeout: float = 20, what: str = "it") -> Any:
        """What `look` finds in calls or envelopes, as soon as it finds something."""
        return self.workspace.journal.wait(look, timeout, what)

    def bot_connected(self, timeout: float = 20) -> None:
        """Wait until a bot is connected over Socket Mode."""
        self.workspace.wait_for_bot(timeout)

    # Trouble on request

    def fail(self, method: str, fault: Fault, times: int = 1, when: When = always) -> None:
        """Let the next calls of a method meet a fault."""
        self.workspace.faults.add(method, fault, times, when)

    def clear_faults(self) -> None:
        """Forget the faults that were not met yet."""
        self.workspace.faults.clear()

    def revoke_token(self, error: str = "account_inactive") -> None:
        """Make the bot token void: every call is answered with this error."""
        self.run_on_loop(self._revoke(error))

    async def _revoke(self, error: str) -> None:
        self.workspace.tokens.bot_error = error
        announce(self.workspace, tokens_revoked(self.workspace.bot_user))

    def restore_token(self) -> None:
        """Make the bot token good again."""
        self.workspace.tokens.bot_error = None

    def grant(self, *scopes: str) -> None:
        """Add scopes to the bot token."""
        self.workspace.tokens.scopes |= set(scopes)

    def withdraw(self, *scopes: str) -> None:
        """Take scopes from the bot token."""
        self.workspace.tokens.scopes -= set(scopes)

    def archive(self, channel: str) -> None:
        """Archive a channel, by its name or id."""
        self.run_on_loop(self._archive(channel))

    async def _archive(self, name: str) -> None:
        state = self.workspace.state
        found = next(c for c in state.channels.values() if name.lstrip("#") in (c.id, c.name))
        state.put_channel(replace(found, archived=True))

    def make_guest(self, name: str) -> None:
        """Make a member a guest of the workspace."""
        self.run_on_loop(self._change_member(name, lambda one: replace(one, is_guest=True)))

    def make_stranger(self, name: str) -> None:
        """Make a member somebody of another organisation, with whom channels are shared."""
        self.run_on_loop(self._change_member(name, lambda one: replace(one, is_stranger=True)))

    async def _change_member(self, name: str, change: Callable[[Member], Member]) -> None:
        members = self.workspace.state.members
        found = next(m for m in members.values() if name.lower() in (m.name, m.real_name.lower()))
        members[found.id] = change(found)

    def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the bot's connections to be replaced: warning or refresh_requested."""
        self.run_on_loop(self.workspace.socket_mode.ask_to_reconnect(reason))

    def cut_connections(self) -> None:
        """Close the bot's connections without a word."""
        self.run_on_loop(self.workspace.socket_mode.close_all())
