"""The app's tokens and what they are good for."""

from dataclasses import dataclass

from bot.workspace.ids import Ids
from bot.workspace.options import AppOptions
from bot.workspace.seed import APP


@dataclass(slots=True)
class Tokens:
    """The bot token and the app token, with the scopes that were granted.

    bot_error: what Slack says once the bot token is void: token_revoked, account_inactive…
    """

    bot: str
    app: str
    verification: str
    scopes: frozenset[str]
    app_scopes: frozenset[str]
    bot_error: str | None = None

    def granted(self, scopes: tuple[str, ...]) -> bool:
        """Whether one of these scopes is granted to the bot; none needed is granted too."""
        return not scopes or not self.scopes.isdisjoint(scopes)


def new_tokens(app: AppOptions, ids: Ids) -> Tokens:
    """Fresh tokens for an app that was just installed."""
    return Tokens(
        bot=f"xoxb-{ids.secret(12)}-{ids.secret(12)}-{ids.secret(24)}",
        app=f"xapp-1-{APP}-{ids.secret(13)}-{ids.secret(64)}",
        verification=ids.secret(24),
        scopes=frozenset(app.scopes),
        app_scopes=frozenset(app.app_scopes),
    )
