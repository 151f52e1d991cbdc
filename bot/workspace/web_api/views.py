"""views.open, views.push, views.update, views.publish."""

from bot.workspace.errors import SlackError
from bot.workspace.payloads.views import view
from bot.workspace.services.open_view import (
    Wanted,
    find,
    open_modal,
    publish_home,
    push_modal,
    update_view,
)
from bot.workspace.services.triggers import use_trigger
from bot.workspace.web_api.method import Answer, Call, Method


def _trigger_id(call: Call) -> str:
    either = call.text("trigger_id") or call.text("interactivity_pointer")
    return either or call.needed("trigger_id")


def _open(call: Call) -> Answer:
    trigger = use_trigger(call.workspace, _trigger_id(call))
    return {"view": view(open_modal(call.workspace, trigger, call.json("view")))}


def _push(call: Call) -> Answer:
    trigger = use_trigger(call.workspace, _trigger_id(call))
    if trigger.view_id is None:
        raise SlackError("invalid_trigger_id")
    return {"view": view(push_modal(call.workspace, trigger.user, call.json("view")))}


def _update(call: Call) -> Answer:
    wanted = Wanted(call.text("view_id"), call.text("external_id"), call.text("hash"))
    found = find(call.workspace, wanted)
    return {"view": view(update_view(call.workspace, found, call.json("view")))}


def _publish(call: Call) -> Answer:
    user = call.needed("user_id")
    member = call.workspace.state.members.get(user)
    if member is None or member.is_bot:
        raise SlackError("invalid_arguments")
    if not call.workspace.options.app.home_tab:
        raise SlackError("not_enabled")
    published = publish_home(call.workspace, user, call.json("view"), call.text("hash"))
    return {"view": view(published)}


METHODS = (
    Method("views.open", _open),
    Method("views.push", _push),
    Method("views.update", _update),
    Method("views.publish", _publish),
)
