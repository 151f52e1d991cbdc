"""What Slack knows of people that the bot has to know: where they are in the day."""

from bot.schedule_words import known_zone
from bot.slack.outbox import Outbox
from bot.slack.troubles import SlackTrouble


class SlackPeople:
    """The members of the workspace."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def zone_of(self, person: str) -> str:
        """The time zone that a person has set in Slack; UTC where we may not know."""
        try:
            return known_zone(self._outbox.user_info(person).get("tz"))
        except SlackTrouble:
            return "UTC"
