"""The SDK's client as this program wants it: our own repeats, a time limit, no bodies in logs."""

import logging

from slack_sdk import WebClient

from bot.settings import SlackAccess

TIMEOUT_SECONDS = 15


def web_client(access: SlackAccess) -> WebClient:
    """A client for the bot's token. Its own retry handlers are off: a dropped connection would
    make it post a message twice."""
    token = access.bot_token.get_secret_value() if access.bot_token else None
    quiet = logging.getLogger("slack_sdk.web.quiet")
    # At DEBUG the client logs whole answers, at ERROR parts of them; our own errors say it all.
    quiet.setLevel(logging.CRITICAL)
    return WebClient(
        token=token,
        base_url=access.api_url,
        timeout=TIMEOUT_SECONDS,
        retry_handlers=[],
        logger=quiet,
    )
