"""The small questions that every rule is made of; an answer is a row of problems, mostly empty."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Surface = Literal["message", "modal", "home"]
Problems = Iterator["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where; `path` is a JSON pointer."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"[ERROR] {self.text} [json-pointer:{self.path}]"


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the blocks are to stand, and which files may be shown there."""

    surface: Surface
    is_picture: Callable[[Mapping[str, Any]], bool]


def keys(thing: Mapping[str, Any], path: str, required: str, optional: str = "") -> Problems:
    """Only these keys, and the required ones present; both are lists in words."""
    for key in required.split():
        if thing.get(key) is None:
            yield Problem(path, f"missing required field: {key}")
    allowed = {"type", *required.split(), *optional.split()}
    for key in thing:
        if key not in allowed:
            yield Problem(path, f"invalid additional property: {key}")


def text(thing: Mapping[str, Any], key: str, path: str, most: int, least: int = 1) -> Problems:
    """A string of `least` to `most` characters, where it is given."""
    value = thing.get(key)
    if value is None:
        return
    where = f"{path}/{key}"
    if not isinstance(value, str):
        yield Problem(where, "must be a string")
    elif len(value) > most:
        yield Problem(where, f"must be less than {most + 1} characters")
    elif len(value) < least:
        yield Problem(where, f"must be more than {least - 1} characters")


def number(thing: Mapping[str, Any], key: str, path: str, least: int, most: int) -> Problems:
    """A whole number in a range, where it is given."""
    value = thing.get(key)
    if value is None:
        return
    where = f"{path}/{key}"
    if isinstance(value, bool) or not isinstance(value, int):
        yield Problem(where, "must be an integer")
    elif not least <= value <= most:
        yield Problem(where, f"must be between {least} and {most}")


def flag(thing: Mapping[str, Any], key: str, path: str) -> Problems:
    """True or false, where it is given."""
    if thing.get(key) is not None and not isinstance(thing[key], bool):
        yield Problem(f"{path}/{key}", "must be a boolean")


def one_of(thing: Mapping[str, Any], key: str, path: str, allowed: str) -> Problems:
    """One of some words, where it is given."""
    value = thing.get(key)
    if value is not None and str(value) not in allowed.split():
        yield Problem(f"{path}/{key}", f"must be one of: {', '.join(allowed.split())}")


def items(thing: Mapping[str, Any], key: str, path: str, most: int, least: int = 1) -> Problems:
    """A list of `least` to `most` items, where it is given."""
    value = thing.get(key)
    if value is None:
        return
    where = f"{path}/{key}"
    if not isinstance(value, list):
        yield Problem(where, "must be an array")
    elif len(value) > most:
        yield Problem(where, f"no more than {most} items allowed")
    elif len(value) < least:
        yield Problem(where, f"must have at least {least} item{'s' if least > 1 else ''}")


def each(
    thing: Mapping[str, Any], key: str, path: str, rule: Callable[[Any, str], Problems]
) -> Problems:
    """A rule for every item of a list, where it is given."""
    for index, item in enumerate(listed(thing, key)):
        yield from mapping(item, f"{path}/{key}/{index}", rule)


def listed(thing: Mapping[str, Any], key: str) -> list[Any]:
    """The list under a key; empty where there is none, whatever stands there instead."""
    value = thing.get(key)
    return value if isinstance(value, list) else []


def objects(thing: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The objects in the list under a key."""
    return [item for item in listed(thing, key) if isinstance(item, dict)]


def part(
    thing: Mapping[str, Any], key: str, path: str, rule: Callable[[Any, str], Problems]
) -> Problems:
    """A rule for an object under a key, where it is given."""
    if thing.get(key) is not None:
        yield from mapping(thing[key], f"{path}/{key}", rule)


def mapping(value: Any, path: str, rule: Callable[[Any, str], Problems]) -> Problems:
    """A rule for a value that must be an object."""
    if isinstance(value, dict):
        yield from rule(value, path)
    else:
        yield Problem(path, "must be an object")


def by_type(
    rules: Mapping[str, Callable[[Any, str], Problems]], allowed: frozenset[str] | None = None
) -> Callable[[Any, str], Problems]:
    """The rule for an object's own type; types that are not allowed here are refused."""

    def rule(value: Any, path: str) -> Problems:
        kind = value.get("type")
        if (
            not isinstance(kind, str)
            or kind not in rules
            or (allowed is not None and kind not in allowed)
        ):
            yield Problem(path, f"unsupported type: {kind}")
        else:
            yield from rules[kind](value, path)

    return rule
