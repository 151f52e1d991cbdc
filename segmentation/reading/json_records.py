"""Records and values of JSON as cells of text: what a record holds one level down, flattened."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def flat(record: Mapping[str, Any]) -> dict[str, str | None]:
    """The cells of a record by the names of their columns.

    A record inside it is flattened (`address.city`); a list of plain values becomes one cell with
    commas, and what is nested deeper becomes JSON text.

    Examples
    --------
    >>> flat({"id": "7", "address": {"city": "Rome"}, "tags": ["new", "vip"]})
    {'id': '7', 'address.city': 'Rome', 'tags': 'new, vip'}
    """
    return dict(_cells(record))


def value_text(value: Any) -> str | None:
    """The text of one value; None for null and for blanks. Numbers are text already."""
    if isinstance(value, str):
        return value if value.strip() else None
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        only = _only_value(value)
        return json.dumps(value, ensure_ascii=False) if only is value else value_text(only)
    return _list_text(value)


def _cells(record: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    for name, value in record.items():
        inner = _only_value(value)
        if isinstance(inner, dict):
            for below, cell in inner.items():
                yield f"{name}.{below}", value_text(cell)
        else:
            yield name, value_text(inner)


def _only_value(value: Any) -> Any:
    """What a database wraps in its type (`{"$oid": "…"}`), bare; all else as it is."""
    if isinstance(value, dict) and len(value) == 1:
        (key,) = value
        return value[key] if key.startswith("$") else value
    return value


def _list_text(values: Sequence[Any]) -> str | None:
    if any(isinstance(value, dict | list) for value in values):
        return json.dumps(values, ensure_ascii=False)
    return ", ".join(filter(None, map(value_text, values))) or None
