"""What the app wants to show, held against Slack's limits before it is shown."""

import json
import logging
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from bot.workspace.blocks_validation import check
from bot.workspace.blocks_validation.check import Problem, Problems, Rules, Surface
from bot.workspace.blocks_validation.composition import plain
from bot.workspace.blocks_validation.tables import characters
from bot.workspace.blocks_validation.whole import problems
from bot.workspace.errors import SlackError
from bot.workspace.ids import Ids
from bot.workspace.model import Json
from bot.workspace.payloads.for_page import named_file
from bot.workspace.workspace import Workspace

log = logging.getLogger(__name__)

MOST_TEXT = 40_000
MOST_BLOCK_TEXT = 12_000
MOST_VIEW_BYTES = 250_000
VIEW_KEYS = {
    "modal": "callback_id private_metadata submit close clear_on_close notify_on_close "
    "external_id submit_disabled",
    "home": "callback_id private_metadata external_id",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What may be shown: the text and the blocks, each with an id."""

    text: str
    blocks: tuple[Json, ...]


def rules_for(workspace: Workspace, surface: Surface) -> Rules:
    """The rules of a surface; a picture must be a file that the app may see."""

    def is_picture(reference: Mapping[str, Any]) -> bool:
        found = named_file(workspace, dict(reference))
        if found is None or found.deleted or not found.complete:
            return False
        known = workspace.state.can_see_file(workspace.bot_user, found)
        return known and found.mimetype in ("image/png", "image/jpeg", "image/gif")

    return Rules(surface, is_picture)


def check_message(workspace: Workspace, body: Mapping[str, Any], most: int = MOST_TEXT) -> Said:
    """The text and blocks of a message; raises the SlackError that Slack would answer."""
    text, blocks = body.get("text") or "", body.get("blocks") or []
    if not isinstance(text, str):
        text = str(text)
    if len(text) > most:
        raise SlackError("msg_too_long")
    _refuse("invalid_blocks", problems(blocks, rules_for(workspace, "message")))
    if characters(blocks) > MOST_BLOCK_TEXT:
        raise SlackError("msg_blocks_too_long")
    if not text and not blocks and not body.get("attachments"):
        raise SlackError("no_text")
    return Said(text, tuple(with_ids(blocks, workspace.ids)))


def check_view(workspace: Workspace, content: Any, kind: str) -> Json:
    """A view as it may be shown; raises the SlackError that Slack would answer."""
    if not isinstance(content, dict):
        raise SlackError("invalid_arguments")
    if len(json.dumps(content).encode()) > MOST_VIEW_BYTES:
        raise SlackError("view_too_large")
    surface: Surface = "home" if kind == "home" else "modal"
    found = list(_frame(content, surface))
    found += problems(content.get("blocks"), rules_for(workspace, surface), "/view")
    _refuse("invalid_arguments", found)
    return {**content, "blocks": with_ids(content["blocks"], workspace.ids)}


def _frame(content: Json, surface: Surface) -> Problems:
    path = "/view"
    required = "title blocks" if surface == "modal" else "blocks"
    if content.get("type") != surface:
        yield Problem(f"{path}/type", f"must be {surface}")
    yield from check.keys(content, path, required, VIEW_KEYS[surface])
    for key in ("title", "submit", "close"):
        yield from check.part(content, key, path, plain(24))
    yield from check.text(content, "private_metadata", path, 3000, 0)
    yield from check.text(content, "callback_id", path, 255, 0)
    yield from check.text(content, "external_id", path, 255, 0)
    blocks = content.get("blocks")
    inputs = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if surface == "modal" and inputs and not content.get("submit"):
        yield Problem(path, "missing required field: submit")


def _refuse(error: str, found: list[Problem]) -> None:
    if found:
        messages = list(dict.fromkeys(map(str, found)))
        log.warning("%s: %s", error, " ".join(messages))
        raise SlackError(error, response_metadata={"messages": messages})


def with_ids(blocks: list[Json], ids: Ids) -> list[Json]:
    """A copy of the blocks in which every block and every element has an id."""
    copies = deepcopy(blocks)
    for block in copies:
        block.setdefault("block_id", ids.short())
        for element in (block.get("element"), block.get("accessory"), *block.get("elements", ())):
            if isinstance(element, dict) and _acts(element):
                element.setdefault("action_id", ids.short())
    return copies


def _acts(element: Json) -> bool:
    kind = str(element.get("type"))
    silent = kind in ("image", "mrkdwn", "plain_text") or kind.startswith("rich_text_")
    return not silent or kind == "rich_text_input"
