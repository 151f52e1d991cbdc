"""What Slack knows of people and channels that the bot has to know: time zones, names."""

from functools import cached_property
from typing import Any

from bot.belonging import Belonging
from bot.schedule_words import known_zone
from bot.slack.outbox import Outbox
from bot.slack.troubles import SlackTrouble


class SlackPeople:
    """The members of the workspace, and its channels."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def zone_of(self, person: str) -> str:
        """The time zone that a person has set in Slack; UTC where we may not know."""
        try:
            return known_zone(self._outbox.user_info(person).get("tz"))
        except SlackTrouble:
            return "UTC"

    def belonging_of(self, person: str) -> Belonging:
        """Whether a person is a full member of the workspace that the bot is in; `unknown` where
        Slack doesn't tell us. Raises SlackTrouble while Slack is down."""
        try:
            found = self._outbox.user_info(person)
            return belonging_in(self._own_team, found)
        except SlackTrouble as trouble:
            if trouble.transient:
                raise
            return "unknown"

    @cached_property
    def _own_team(self) -> str:
        return str(self._outbox.whoami().get("team_id") or "")

    def channel_name(self, channel: str) -> str:
        """A channel's name; empty where we may not know it. Raises SlackTrouble while Slack is
        down: what a name opens must not look closed then."""
        try:
            return str(self._outbox.channel_info(channel).get("name") or "")
        except SlackTrouble as trouble:
            if trouble.transient:
                raise
            return ""


def belonging_in(team: str, user: dict[str, Any]) -> Belonging:
    """What Slack's user object says of somebody, seen from a workspace.

    >>> belonging_in("T1", {"team_id": "T1"}), belonging_in("T1", {"team_id": "T2"})
    ('member', 'stranger')
    """
    # In an Enterprise organisation a member's own workspace may be another one.
    teams = {user.get("team_id"), *(user.get("enterprise_user") or {}).get("teams", ())}
    if user.get("is_stranger") or team not in teams:
        return "stranger"
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return "guest"
    return "member"
