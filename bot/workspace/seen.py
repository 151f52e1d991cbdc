"""What a person sees: messages and modals as values, with their words and buttons found."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.workspace.errors import Declined
from bot.workspace.filled import MOMENTARY, VALUE_KEYS, elements, options, values
from bot.workspace.model import Json


@dataclass(frozen=True)
class Seen:
    """A message as the page got it."""

    raw: Json

    @property
    def ts(self) -> str:
        """Its time stamp."""
        return str(self.raw["ts"])

    @property
    def thread(self) -> str | None:
        """The root of its thread; itself for a root with replies."""
        return self.raw.get("thread_ts")

    @property
    def channel(self) -> str:
        """The id of its channel."""
        return str(self.raw["channel"])

    @property
    def user(self) -> str:
        """Who sent it."""
        return str(self.raw["user"])

    @property
    def text(self) -> str:
        """Its text: what notifications say."""
        return str(self.raw["text"])

    @property
    def blocks(self) -> list[Json]:
        """Its blocks as they are drawn."""
        return list(self.raw["blocks"])

    @property
    def files(self) -> list[Json]:
        """Its files."""
        return list(self.raw["files"])

    @property
    def ephemeral(self) -> bool:
        """Whether nobody else sees it."""
        return bool(self.raw["ephemeral"])

    @property
    def reactions(self) -> list[str]:
        """The names of its reactions."""
        return [reaction["name"] for reaction in self.raw["reactions"]]

    @property
    def said(self) -> str:
        """All words that can be read in it, a line each."""
        return "\n".join([self.text, *words(self.blocks)])

    @property
    def images(self) -> list[Json]:
        """Its picture blocks."""
        return [block for block in self.blocks if block["type"] == "image"]

    @property
    def labels(self) -> list[str]:
        """What its buttons and menus say."""
        return [_label(element) for _, element in elements(self.blocks)]


@dataclass(frozen=True)
class SeenView:
    """A modal as the page got it."""

    raw: Json

    @property
    def id(self) -> str:
        """Its id, the same over all updates."""
        return str(self.raw["id"])

    @property
    def title(self) -> str:
        """What stands at its top."""
        return str(self.raw["title"])

    @property
    def blocks(self) -> list[Json]:
        """Its blocks as they are drawn."""
        return list(self.raw["blocks"])

    @property
    def said(self) -> str:
        """All words that can be read in it, a line each."""
        return "\n".join([self.title, *words(self.blocks)])

    def filled(self, given: dict[str, Any]) -> Json:
        """The state of its fields with some values filled in, by action_id or block_id."""
        state = values(self.blocks, self.raw["state"])
        left = dict(given)
        for block, element in elements(self.blocks):
            for key in (element["action_id"], block["block_id"]):
                if key in left:
                    value = {"type": element["type"], **value_for(element, left.pop(key))}
                    state.setdefault(block["block_id"], {})[element["action_id"]] = value
        if left:
            known = [element["action_id"] for _, element in elements(self.blocks)]
            raise Declined(f"No field {sorted(left)}; there are {known}")
        return state


def words(thing: Any) -> Iterator[str]:
    """Every text inside a part of some blocks."""
    if isinstance(thing, list):
        for part in thing:
            yield from words(part)
    elif isinstance(thing, dict):
        for key, part in thing.items():
            if key in ("text", "alt_text", "label", "caption", "title") and isinstance(part, str):
                yield part
            else:
                yield from words(part)


def _label(element: Json) -> str:
    for key in ("text", "placeholder"):
        if isinstance(element.get(key), dict):
            return str(element[key]["text"])
    return str(element["action_id"])


def find_element(blocks: list[Json], wanted: str) -> tuple[Json, Json, Json | None]:
    """The block, the element and the option that a label or an action_id means."""
    for block, element in elements(blocks):
        if wanted in (element["action_id"], _label(element)):
            return block, element, None
    for block, element in elements(blocks):
        for option in options(element):
            if wanted in (option["text"]["text"], option["value"]):
                return block, element, option
    labels = [_label(element) for _, element in elements(blocks)]
    raise Declined(f"There is no {wanted!r}; there are {labels}")


def value_for(element: Json, value: Any) -> Json:
    """The value of an element as the page sends it; an option may be given by its value or text."""
    kind = element["type"]
    key = MOMENTARY.get(kind) or VALUE_KEYS.get(kind, ("", ""))[0]
    if not key:
        return {"type": kind, "value": element.get("value")}
    if key == "selected_option":
        value = _option(element, value)
    elif key == "selected_options":
        value = [_option(element, each) for each in value]
    return {"type": kind, key: value}


def _option(element: Json, value: Any) -> Json | None:
    if value is None or isinstance(value, dict):
        return value
    for option in options(element):
        if str(value) in (option["value"], option["text"]["text"]):
            return option
    known = [option["text"]["text"] for option in options(element)]
    raise Declined(f"There is no option {value!r}; there are {known}")
