"""What Slack knows of people and channels that the bot has to know: time zones, names."""

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

    def channel_name(self, channel: str) -> str:
        """A channel's name; empty where we may not know it. Raises SlackTrouble while Slack is
        down: what a name opens must not look closed then."""
        try:
            return str(self._outbox.channel_info(channel).get("name") or "")
        except SlackTrouble as trouble:
            if trouble.transient:
                raise
            return ""
