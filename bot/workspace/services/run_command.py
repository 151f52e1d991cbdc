"""Somebody types a slash command."""

from bot.workspace.delivery import NoAnswer, NoApp
from bot.workspace.errors import Declined, SlackError
from bot.workspace.model import Channel, Json
from bot.workspace.payloads.interactions import command
from bot.workspace.services.answer import Place, answer
from bot.workspace.services.triggers import interaction_keys
from bot.workspace.workspace import Workspace


def split(line: str) -> tuple[str, str]:
    """`/segment k=5` is the command and the text after it."""
    name, _, text = line.strip().partition(" ")
    return name, text.strip()


async def run(workspace: Workspace, user: str, channel: Channel, line: str) -> None:
    """Send a command to the app; what it answers at once is shown to the member."""
    name, text = split(line)
    if name not in {c.command for c in workspace.options.app.commands}:
        raise Declined(f"{name} is not a valid command here. Type / to see all commands.")
    place = Place(channel.id, user)
    keys = interaction_keys(workspace, "commands", (channel.id, user))
    payload = command(workspace, user, channel, (name, text), keys)
    try:
        body = await workspace.delivery.ask("slash_commands", payload, accepts=True)
    except NoApp:
        _failed(workspace, user, name, "dispatch_failed")
        raise
    except NoAnswer:
        _failed(workspace, user, name, "operation_timeout")
        raise
    _show(workspace, place, name, body)


def _show(workspace: Workspace, place: Place, name: str, body: Json) -> None:
    if not body.get("text") and not body.get("blocks"):
        return
    try:
        answer(workspace, place, body)
    except SlackError:
        _failed(workspace, place.user, name, "invalid_command_response")


def _failed(workspace: Workspace, user: str, name: str, error: str) -> None:
    workspace.notice(user, f'{name} failed with the error "{error}"')
