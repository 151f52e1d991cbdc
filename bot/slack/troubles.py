"""What Slack refuses, as errors in plain sentences that name the missing permission."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.errors import PlainError

ADMIN = "Ask whoever installed me"


class SlackTrouble(PlainError):
    """Root of all that goes wrong with Slack. method: the Web API method; code: Slack's word."""

    def __init__(self, problem: str, next_step: str, *, method: str = "", code: str = "") -> None:
        super().__init__(problem, next_step)
        self.method = method
        self.code = code


class NotInChannel(SlackTrouble):
    """The bot is not a member, or can't see the channel at all."""


class ChannelArchived(SlackTrouble):
    """Nothing can be written there any more."""


class MissingScope(SlackTrouble):
    """A permission was not granted at the installation."""

    def __init__(self, scope: str, *, method: str = "") -> None:
        super().__init__(
            f"I don't have the permission `{scope}`, so Slack won't let me do this.",
            f"{ADMIN} to add the scope `{scope}` under *OAuth & Permissions* and to reinstall me.",
            method=method,
            code="missing_scope",
        )
        self.scope = scope


class TokenRefused(SlackTrouble):
    """The token is wrong, expired or revoked."""


class MessageGone(SlackTrouble):
    """The message to change has been deleted, or is not the bot's."""


class FileGone(SlackTrouble):
    """The file was deleted, or can't be seen by the bot."""


class DownloadRefused(SlackTrouble):
    """The file lies where this program doesn't fetch from."""


class TriggerSpent(SlackTrouble):
    """A modal came too late: its trigger lives three seconds and works once."""


class RefusedBySlack(SlackTrouble):
    """Any other refusal."""


class PayloadRefused(RefusedBySlack):
    """Blocks or text that this workspace doesn't take; a plainer version may pass.

    details: Slack's own words about what it refused.
    """

    def __init__(self, method: str, code: str, details: str = "") -> None:
        super().__init__(
            f"Slack didn't take the form of my answer ({code}).",
            f"{ADMIN} to look into the log for {method}.",
            method=method,
            code=code,
        )
        self.details = details

    @property
    def about_file(self) -> bool:
        """Whether it may be that Slack hasn't seen a picture yet."""
        return "file" in self.details


class SlackBusy(SlackTrouble):
    """Slack asked to wait longer than we may."""

    transient = outage = True

    def __init__(self, seconds: float, *, method: str = "") -> None:
        super().__init__(
            f"Slack is limiting how fast I may write; it asks me to wait {seconds:.0f} seconds.",
            "Try again in a minute.",
            method=method,
            code="ratelimited",
        )
        self.seconds = seconds


class SlackUnreachable(SlackTrouble):
    """No answer. arrived_for_sure_not: the call can't have had an effect."""

    transient = outage = True

    def __init__(self, reason: str, *, method: str = "", surely_not_sent: bool = False) -> None:
        super().__init__(
            f"I can't reach Slack ({reason}).",
            "Check the network of the machine I run on; I'll go on when Slack answers.",
            method=method,
            code="unreachable",
        )
        self.surely_not_sent = surely_not_sent


PAYLOAD_CODES = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")


def trouble_of(method: str, answer: Mapping[str, Any]) -> SlackTrouble:
    """The trouble that an answer with `ok: false` speaks of."""
    code = str(answer.get("error") or "unknown_error")
    if code == "missing_scope":
        return MissingScope(str(answer.get("needed") or "unknown"), method=method)
    if code in PAYLOAD_CODES:
        return PayloadRefused(method, code, _details(answer))
    if code in MAKERS:
        return MAKERS[code](method, code)
    return RefusedBySlack(
        f"Slack refused this ({method}: {code}).",
        f"{ADMIN} to look into the log for {method}.",
        method=method,
        code=code,
    )


def _details(answer: Mapping[str, Any]) -> str:
    """Slack says in two places what was wrong with the blocks."""
    metadata = answer.get("response_metadata") or {}
    return " ".join(map(str, [*(answer.get("errors") or ()), *(metadata.get("messages") or ())]))


def _not_in_channel(method: str, code: str) -> SlackTrouble:
    return NotInChannel(
        "I'm not in this channel, so I can't read or write here.",
        "Invite me with `/invite @segment-bot` and try again.",
        method=method,
        code=code,
    )


def _archived(method: str, code: str) -> SlackTrouble:
    return ChannelArchived(
        "This channel is archived, so I can't write here.",
        "Unarchive it, or drop the file into another channel.",
        method=method,
        code=code,
    )


def _token(method: str, code: str) -> SlackTrouble:
    return TokenRefused(
        f"Slack doesn't accept my token ({code}).",
        f"{ADMIN} to set SLACK_BOT_TOKEN anew and to restart me; `segment-bot doctor` checks it.",
        method=method,
        code=code,
    )


def _message_gone(method: str, code: str) -> SlackTrouble:
    return MessageGone(
        "The message that I wanted to change is no longer there.",
        "Ask me again and I'll write a new one.",
        method=method,
        code=code,
    )


def file_gone(method: str = "", code: str = "file_not_found") -> FileGone:
    """The trouble of a file that was deleted before it could be read."""
    return FileGone(
        "The file is no longer there: it was deleted before I could read it.",
        "Drop it again and I'll start at once.",
        method=method,
        code=code,
    )


def _trigger(method: str, code: str) -> SlackTrouble:
    return TriggerSpent(
        "That took a moment too long, and Slack no longer lets me open the form.",
        "Press the button once more.",
        method=method,
        code=code,
    )


def _temporary(method: str, code: str) -> SlackTrouble:
    return SlackUnreachable(f"it answers {code}", method=method)


MAKERS: dict[str, Callable[[str, str], SlackTrouble]] = {
    "not_in_channel": _not_in_channel,
    "channel_not_found": _not_in_channel,
    "is_archived": _archived,
    "invalid_auth": _token,
    "not_authed": _token,
    "token_revoked": _token,
    "token_expired": _token,
    "account_inactive": _token,
    "not_allowed_token_type": _token,
    "message_not_found": _message_gone,
    "cant_update_message": _message_gone,
    "cant_delete_message": _message_gone,
    "file_not_found": file_gone,
    "file_deleted": file_gone,
    "expired_trigger_id": _trigger,
    "trigger_expired": _trigger,
    "exchanged_trigger_id": _trigger,
    "trigger_exchanged": _trigger,
    "invalid_trigger_id": _trigger,
    "internal_error": _temporary,
    "fatal_error": _temporary,
    "service_unavailable": _temporary,
    "request_timeout": _temporary,
}
