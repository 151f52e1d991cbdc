"""Block Kit's two kinds of text objects."""

from typing import Any

from bot.blocks.limits import shorten

Part = dict[str, Any]
BLANK = "–"


def mrkdwn(text: str, most: int) -> Part:
    """Text with Slack's own marks; what came from a file must be escaped already."""
    return {"type": "mrkdwn", "text": shorten(text, most) or BLANK}


def plain(text: str, most: int) -> Part:
    """Text that is shown as it stands; line breaks become spaces."""
    return {"type": "plain_text", "text": shorten(" ".join(text.split()), most) or BLANK}
