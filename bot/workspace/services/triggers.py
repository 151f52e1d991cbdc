"""The short rights that an interaction gives: a trigger for a modal, an address for answers."""

from dataclasses import replace

from bot.workspace.errors import SlackError
from bot.workspace.model import Json, Message, ResponseUrl, Trigger
from bot.workspace.seed import TEAM
from bot.workspace.workspace import Workspace


def new_trigger(workspace: Workspace, user: str, view_id: str | None = None) -> str:
    """A trigger for one modal; `view_id` is the modal that it came from."""
    now = workspace.clock.now()
    trigger_id = workspace.ids.trigger(now)
    expires = now + workspace.options.timing.trigger
    workspace.state.triggers[trigger_id] = Trigger(user, expires, view_id)
    return trigger_id


def use_trigger(workspace: Workspace, trigger_id: str) -> Trigger:
    """Spend a trigger; each works once and not for long."""
    trigger = workspace.state.triggers.get(trigger_id)
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if workspace.clock.now() > trigger.expires:
        raise SlackError("expired_trigger_id")
    workspace.state.triggers[trigger_id] = replace(trigger, used=True)
    return trigger


def new_response_url(
    workspace: Workspace, kind: str, place: tuple[str, str], message: Message | None = None
) -> str:
    """An address for answers to a member in a channel; `kind` is commands or actions."""
    channel, user = place
    key = workspace.ids.secret(24)
    workspace.state.response_urls[key] = ResponseUrl(
        channel=channel,
        user=user,
        expires=workspace.clock.now() + workspace.options.timing.response_url,
        uses_left=workspace.options.timing.response_url_uses,
        message_ts=message.ts if message else None,
        thread_ts=message.thread_ts if message else None,
    )
    return f"{workspace.url}/{kind}/{TEAM}/{workspace.ids.secret(12)}/{key}"


def use_response_url(workspace: Workspace, key: str) -> ResponseUrl:
    """Spend one use of an address."""
    found = workspace.state.response_urls.get(key)
    if found is None:
        raise SlackError("no_url")
    if workspace.clock.now() > found.expires:
        raise SlackError("expired_url")
    if found.uses_left < 1:
        raise SlackError("used_url")
    workspace.state.response_urls[key] = replace(found, uses_left=found.uses_left - 1)
    return found


def interaction_keys(
    workspace: Workspace, kind: str, place: tuple[str, str], message: Message | None = None
) -> Json:
    """What every command and every press in a message carries: response_url and trigger_id."""
    return {
        "response_url": new_response_url(workspace, kind, place, message),
        "trigger_id": new_trigger(workspace, place[1]),
    }
