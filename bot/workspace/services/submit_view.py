"""A modal is submitted or closed, and the app's answer to that is carried out."""

from dataclasses import replace
from typing import Any

from bot.workspace import filled
from bot.workspace.errors import Declined, SlackError
from bot.workspace.model import Json, View
from bot.workspace.payloads.files import file
from bot.workspace.payloads.interactions import closing, submission
from bot.workspace.services.open_view import forget, push_modal, update_view
from bot.workspace.services.triggers import new_trigger
from bot.workspace.workspace import Workspace

MISSING = "Please complete this required field."


def _errors(workspace: Workspace, view: View, values: Json) -> dict[str, str]:
    """What Slack's own client refuses before it asks the app."""
    errors = {}
    for block in view.get("blocks", []):
        if block.get("type") == "input":
            element = block["element"]
            value = values[block["block_id"]][element["action_id"]]
            error = _error(workspace, block, value)
            if error:
                errors[block["block_id"]] = error
    return errors


def _error(workspace: Workspace, block: Json, value: Json) -> str | None:
    element = block["element"]
    given = value[filled.VALUE_KEYS[element["type"]][0]]
    if given in (None, "", []):
        return None if block.get("optional") else MISSING
    if element["type"] == "plain_text_input":
        return _text_error(element, given)
    if element["type"] == "number_input":
        return _number_error(element, given)
    if element["type"] == "file_input":
        return _files_error(workspace, element, given)
    return None


def _text_error(element: Json, given: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(given) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if len(given) > most else None


def _number_error(element: Json, given: str) -> str | None:
    try:
        number = float(given)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != int(number):
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return None


def _files_error(workspace: Workspace, element: Json, given: list[str]) -> str | None:
    most = element.get("max_files", 10)
    if len(given) > most:
        return f"Please choose at most {most} file{'s' if most > 1 else ''}."
    kinds = element.get("filetypes", ())
    for id_ in given:
        found = workspace.state.files[id_]
        if kinds and found.name.rsplit(".", 1)[-1].lower() not in kinds:
            return f"{found.name} is not one of these types: {', '.join(kinds)}."
    return None


def _hand_over_files(workspace: Workspace, values: Json) -> Json:
    """The values with files as the app gets them; from now on the app may read them."""
    handed: Json = {}
    for block_id, actions in values.items():
        handed[block_id] = {key: _handed(workspace, value) for key, value in actions.items()}
    return handed


def _handed(workspace: Workspace, value: Json) -> Json:
    if value["type"] != "file_input":
        return value
    files = [workspace.state.files[id_] for id_ in value["files"] or ()]
    for found in files:
        workspace.state.put_file(replace(found, submitted=True))
    return {**value, "files": [file(workspace, found) for found in files]}


async def submit(workspace: Workspace, view: View, state: Json) -> Json:
    """Submit a modal; answers with the result for the page: closed, errors, updated, pushed."""
    values = filled.values(view.get("blocks", []), state)
    _own_files_only(workspace, view, values)
    now = workspace.state.put_view(replace(view, values=values))
    errors = _errors(workspace, now, values)
    if errors:
        return _refuse(workspace, now, errors)
    handed = replace(now, values=_hand_over_files(workspace, values))
    trigger_id = new_trigger(workspace, view.user, view.id)
    payload = submission(workspace, handed, trigger_id)
    answer = await workspace.delivery.ask("interactive", payload, accepts=True)
    try:
        return _carry_out(workspace, view.id, answer)
    except SlackError as error:
        raise Declined(f"The app answered with a dialog that Slack refuses ({error}).") from error


def _own_files_only(workspace: Workspace, view: View, values: Json) -> None:
    for actions in values.values():
        for value in actions.values():
            for id_ in (value.get("files") or ()) if value["type"] == "file_input" else ():
                found = workspace.state.files.get(id_)
                if found is None or found.owner != view.user or found.deleted:
                    raise Declined("One of the files is gone. Choose it again.")


def _refuse(workspace: Workspace, view: View, errors: dict[str, Any]) -> Json:
    told = {"type": "view_errors", "view_id": view.id, "errors": errors}
    workspace.pages.push(view.user, told)
    return {"result": "errors", "errors": errors}


def _carry_out(workspace: Workspace, view_id: str, answer: Json) -> Json:
    view = workspace.state.views.get(view_id)
    if view is None:  # the app opened another modal meanwhile
        return {"result": "closed"}
    action = answer.get("response_action")
    if action == "errors":
        return _refuse(workspace, view, answer.get("errors", {}))
    if action == "update":
        update_view(workspace, view, answer["view"])
        return {"result": "updated"}
    if action == "push":
        push_modal(workspace, view.user, answer["view"])
        return {"result": "pushed"}
    if action == "clear":
        clear(workspace, view.user)
    else:
        forget(workspace, view)
    return {"result": "closed"}


def clear(workspace: Workspace, user: str) -> None:
    """Take all modals off a member's screen."""
    for view_id in reversed(list(workspace.state.stacks.get(user, []))):
        forget(workspace, workspace.state.views[view_id])


async def close(workspace: Workspace, view: View) -> None:
    """A member closes a modal; the app hears of it where it asked to."""
    clears = bool(view.get("clear_on_close", False))
    told = [view] if view.get("notify_on_close", False) else []
    if clears:
        clear(workspace, view.user)
    else:
        forget(workspace, view)
    for closed in told:
        payload = closing(workspace, closed, is_cleared=clears)
        await workspace.delivery.ask("interactive", payload, accepts=False)
