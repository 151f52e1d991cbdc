"""auth.test, apps.connections.open, bots.info, team.info: who the app is and how it connects."""

from bot.workspace.errors import SlackError
from bot.workspace.payloads import people
from bot.workspace.seed import APP, BOT, TEAM
from bot.workspace.web_api.method import Answer, Call, Method


def _test(call: Call) -> Answer:
    workspace = call.workspace
    return {
        "url": f"{workspace.url}/",
        "team": workspace.options.team_name,
        "user": workspace.state.bot().name,
        "team_id": TEAM,
        "user_id": workspace.bot_user,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def _open(call: Call) -> Answer:
    workspace = call.workspace
    ticket = workspace.socket_mode.new_ticket()
    return {"url": f"ws://{workspace.host}/link/?ticket={ticket}&app_id={APP}"}


def _bot(call: Call) -> Answer:
    if call.text("bot", BOT) != BOT:
        raise SlackError("bot_not_found")
    return {"bot": people.bot(call.workspace)}


def _team(call: Call) -> Answer:
    return {"team": people.team(call.workspace)}


METHODS = (
    Method("auth.test", _test),
    Method("apps.connections.open", _open, ("connections:write",), token="app"),
    Method("bots.info", _bot, ("users:read",)),
    Method("team.info", _team, ("team:read",)),
)
