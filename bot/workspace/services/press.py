"""Somebody presses a button or chooses something, in a message, a modal or App Home."""

from dataclasses import dataclass, field, replace

from bot.workspace import filled
from bot.workspace.errors import Declined
from bot.workspace.model import Json, Message, View
from bot.workspace.payloads.interactions import press_in_message, press_in_view
from bot.workspace.services.triggers import interaction_keys, new_trigger
from bot.workspace.workspace import Workspace

GONE = "This button is no longer there. Load the page again."
SHOWN = ("text", "style", "url", "placeholder", "confirm")
INITIAL = (
    "initial_option",
    "initial_options",
    "initial_user",
    "initial_conversation",
    "initial_channel",
    "initial_date",
    "initial_time",
)


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed: where, with what value, and what else is filled in around it."""

    user: str
    block_id: str
    action_id: str
    element: Json
    state: Json = field(default_factory=dict)


def _action(workspace: Workspace, blocks: object, press: Press) -> Json:
    element = filled.find(blocks, press.block_id, press.action_id)
    if element is None:
        raise Declined(GONE)
    kept = {key: element[key] for key in (*SHOWN, *INITIAL) if key in element}
    action = {
        "type": element["type"],
        "action_id": press.action_id,
        "block_id": press.block_id,
        "action_ts": workspace.state.new_ts(),
        **kept,
        **filled.chosen(element, press.element),
    }
    if "value" in element:
        action["value"] = element["value"]
    return action


def _state(blocks: object, press: Press) -> Json:
    place = press.state.get(press.block_id)
    around = place if isinstance(place, dict) else {}
    sent = {**press.state, press.block_id: {**around, press.action_id: press.element}}
    return filled.values(blocks, sent)


async def press_message(workspace: Workspace, message: Message, press: Press) -> None:
    """A press in a message: the bot gets a trigger and an address to answer to."""
    action = _action(workspace, message.blocks, press)
    keys = interaction_keys(workspace, "actions", (message.channel, press.user), message)
    keys["state"] = {"values": _state(message.blocks, press)}
    payload = press_in_message(workspace, press.user, message, action, keys)
    await workspace.delivery.ask("interactive", payload, accepts=False)


async def press_view(workspace: Workspace, view: View, press: Press) -> None:
    """A press in a modal or in App Home."""
    blocks = view.get("blocks", [])
    action = _action(workspace, blocks, press)
    now = workspace.state.put_view(replace(view, values=_state(blocks, press)))
    origin = view.id if view.type == "modal" else None
    keys = {"trigger_id": new_trigger(workspace, press.user, origin)}
    payload = press_in_view(workspace, press.user, now, action, keys)
    await workspace.delivery.ask("interactive", payload, accepts=False)
