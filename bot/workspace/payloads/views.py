"""Views in Slack's shape."""

from bot.workspace.model import Json, View
from bot.workspace.seed import APP, BOT, TEAM


def view(found: View) -> Json:
    """The view object of views.* and of interactions."""
    shape: Json = {
        "id": found.id,
        "team_id": TEAM,
        "type": found.type,
        "blocks": found.get("blocks", []),
        "private_metadata": found.get("private_metadata"),
        "callback_id": found.get("callback_id"),
        "state": {"values": found.values or {}},
        "hash": found.hash,
        "clear_on_close": found.get("clear_on_close", False),
        "notify_on_close": found.get("notify_on_close", False),
        "root_view_id": found.root_id,
        "previous_view_id": found.previous_id,
        "app_id": APP,
        "external_id": found.get("external_id"),
        "app_installed_team_id": TEAM,
        "bot_id": BOT,
    }
    if found.type == "modal":
        shape |= {
            "title": found.get("title"),
            "close": found.get("close", None),
            "submit": found.get("submit", None),
            "submit_disabled": found.get("submit_disabled", False),
        }
    return shape
