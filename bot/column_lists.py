"""Columns as people list them: `age, income`; with how often each counts, `income=2, age=0.5`."""

import csv
import re
from collections.abc import Iterable

from segmentation.errors import BadRequest

_WEIGHT = re.compile(r"^(?P<name>.+?)\s*(?:=|:|×|\s)\s*(?P<times>\d+(?:\.\d*)?|\.\d+)\s*[x×]?$")


class NoColumnsNamed(BadRequest):
    """A list of columns with nothing in it, or not in the way it is written."""


def column_names(said: str | None) -> tuple[str, ...] | None:
    """Names with commas between; a name that holds a comma stands in quotes. None for nothing.

    >>> column_names('age, "income, net"')
    ('age', 'income, net')
    """
    if said is None:
        return None
    names = _parts(said)
    if not names:
        raise NoColumnsNamed("Which columns?", "Say for instance `features age, income`.")
    return names


def columns_said(names: Iterable[str]) -> str:
    """Names as `column_names` reads them.

    >>> columns_said(["age", "income, net"])
    'age, "income, net"'
    """
    return ", ".join(f'"{name}"' if "," in name else name for name in names)


def column_weights(said: str | None) -> tuple[tuple[str, float], ...] | None:
    """Names with the number of times that each column counts. None for nothing.

    >>> column_weights("income=2, age=0.5")
    (('income', 2.0), ('age', 0.5))
    """
    if said is None:
        return None
    found = [(part, _WEIGHT.match(part)) for part in _parts(said)]
    for part, match in found:
        if match is None:
            raise NoColumnsNamed(
                f"“{part[:40]}” doesn't say how many times a column counts.",
                "Say for instance `weigh income=2, age=0.5`.",
            )
    if not found:
        raise NoColumnsNamed("Which columns weigh more?", "Say for instance `weigh income=2`.")
    return tuple((match["name"].strip(), float(match["times"])) for _, match in found if match)


def _parts(said: str) -> tuple[str, ...]:
    fields = next(csv.reader([said], skipinitialspace=True), [])
    return tuple(name.strip(" '`") for name in fields if name.strip(" '`"))
