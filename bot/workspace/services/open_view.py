"""Modals are opened, pushed and updated; App Homes are published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.workspace import filled
from bot.workspace.blocks_validation.surface import check_view
from bot.workspace.errors import SlackError
from bot.workspace.model import Json, Trigger, View
from bot.workspace.payloads import for_page
from bot.workspace.services.post_message import show_in_blocks
from bot.workspace.workspace import Workspace

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which view is meant, and the state that its sender believes it to have."""

    view_id: str = ""
    external_id: str = ""
    hash: str = ""


def new_hash(workspace: Workspace) -> str:
    """A hash that no view had before."""
    return f"{int(workspace.clock.now())}.{workspace.ids.secret(8)}"


def _checked(workspace: Workspace, content: Json, kind: str, own: str = "") -> Json:
    checked = check_view(workspace, content, kind)
    external = content.get("external_id")
    live = (v for v in workspace.state.views.values() if v.id != own)
    if external and any(view.get("external_id") == external for view in live):
        raise SlackError("duplicate_external_id")
    return checked


def _place(workspace: Workspace, user: str, content: Json, below: Sequence[str]) -> View:
    id_ = workspace.ids.new("V")
    view = View(
        id=id_,
        type="modal",
        user=user,
        content=content,
        hash=new_hash(workspace),
        root_id=below[0] if below else id_,
        previous_id=below[-1] if below else None,
        values=filled.values(content["blocks"]),
    )
    show_in_blocks(workspace, content["blocks"], user)
    workspace.state.put_view(view)
    workspace.state.stacks[user] = [*below, id_]
    shown = for_page.view(workspace, view)
    workspace.pages.push(user, {"type": "view_opened", "view": shown})
    return view


def open_modal(workspace: Workspace, trigger: Trigger, content: Json) -> View:
    """A modal of its own; one that was open goes away."""
    checked = _checked(workspace, content, "modal")
    for view_id in reversed(workspace.state.stacks.get(trigger.user, [])):
        forget(workspace, workspace.state.views[view_id])
    return _place(workspace, trigger.user, checked, [])


def push_modal(workspace: Workspace, user: str, content: Json) -> View:
    """A modal on top of the one that is open."""
    stack = workspace.state.stacks.get(user, [])
    if not stack:
        raise SlackError("invalid_trigger_id")
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    return _place(workspace, user, _checked(workspace, content, "modal"), stack)


def forget(workspace: Workspace, view: View) -> None:
    """Take a modal off its member's screen."""
    stack = workspace.state.stacks.get(view.user, [])
    if view.id in stack:
        stack.remove(view.id)
    workspace.state.views.pop(view.id, None)
    workspace.pages.push(view.user, {"type": "view_closed", "view_id": view.id})


def find(workspace: Workspace, wanted: Wanted) -> View:
    """The open view that is meant."""
    views = workspace.state.views
    if wanted.view_id:
        found = views.get(wanted.view_id)
    else:
        same = (v for v in views.values() if wanted.external_id == v.get("external_id", None))
        found = next(same, None) if wanted.external_id else None
    if found is None:
        raise SlackError("not_found")
    if wanted.hash and wanted.hash != found.hash:
        raise SlackError("hash_conflict")
    return found


def update_view(workspace: Workspace, view: View, content: Json) -> View:
    """New content under the same id; what was filled in stays where the blocks stay."""
    checked = _checked(workspace, content, view.type, view.id)
    updated = replace(
        view,
        content=checked,
        hash=new_hash(workspace),
        values=filled.values(checked["blocks"], view.values),
    )
    show_in_blocks(workspace, checked["blocks"], view.user)
    workspace.state.put_view(updated)
    _show(workspace, updated)
    return updated


def _show(workspace: Workspace, view: View) -> None:
    if view.type == "home":
        blocks = for_page.home(workspace, view.user)
        workspace.pages.push(view.user, {"type": "home", "blocks": blocks})
    else:
        shown = for_page.view(workspace, view)
        workspace.pages.push(view.user, {"type": "view_updated", "view": shown})


def publish_home(workspace: Workspace, user: str, content: Json, hash_: str) -> View:
    """The App Home of one member; always the same view."""
    known = workspace.state.homes.get(user)
    if known is not None:
        view = find(workspace, Wanted(known, hash=hash_))
        return update_view(workspace, view, content)
    id_ = workspace.ids.new("V")
    checked = _checked(workspace, content, "home")
    view = View(
        id_, "home", user, checked, new_hash(workspace), id_, None, filled.values(checked["blocks"])
    )
    show_in_blocks(workspace, checked["blocks"], user)
    workspace.state.homes[user] = workspace.state.put_view(view).id
    _show(workspace, view)
    return view
