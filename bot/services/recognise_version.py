"""Whether a file is a table that was here before: by its columns, and by its name."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from bot.series import Series
from segmentation.column_words import normalised

# Parts of all columns that both tables have.
SAME, PERHAPS = 0.7, 0.4
SAME_UNDER_ITS_NAME, PERHAPS_UNDER_ITS_NAME = 0.5, 0.3
SAME_TABLE, OTHER_TABLE = "same", "other"
_NOT_WORD = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Recognised:
    """`same`: it is the next version of that series. `unsure`: it may be, ask. `new`: neither.

    others: tables that fit as well as `series`.
    """

    certainty: Literal["same", "unsure", "new"]
    series: Series | None = None
    others: tuple[Series, ...] = ()


def recognise(file_name: str, columns: Sequence[str], known: Sequence[Series]) -> Recognised:
    """Find the table that a file continues, among those of its channel, the latest first.

    Most of the columns have to be there; under the same name (dates and numbers in it left out)
    half of them will do. Where two tables fit equally well, only the name can tell, else it is
    asked, unless somebody has said it before of the same columns.
    """
    found = by_likeness(file_name, columns, known)
    if found.certainty == "same":
        return found
    for series in known:
        if decided(series, columns) == SAME_TABLE:
            return Recognised("same", series)
    left = [series for series in known if decided(series, columns) != OTHER_TABLE]
    return found if len(left) == len(known) else by_likeness(file_name, columns, left)


def by_likeness(file_name: str, columns: Sequence[str], known: Sequence[Series]) -> Recognised:
    """The same, whatever was decided before."""
    scored = [(_fit(file_name, columns, series), series) for series in known if series.columns]
    best = max((fit for fit, _ in scored), key=lambda fit: fit.order, default=None)
    if best is None or best.certainty == "new":
        return Recognised("new")
    equal = [series for fit, series in scored if fit.order == best.order]
    certainty = best.certainty if len(equal) == 1 else "unsure"
    return Recognised(certainty, equal[0], tuple(equal[1:]))


def decided(series: Series, columns: Sequence[str]) -> str:
    """What was said of a file with these columns: `same`, `other`, or nothing."""
    return str((series.standing or {}).get("decided", {}).get(columns_key(columns), ""))


def with_decision(series: Series, columns: Sequence[str], decision: str) -> Series:
    """The series with what was said of files with these columns."""
    standing = series.standing or {}
    known = {**standing.get("decided", {}), columns_key(columns): decision}
    return replace(series, standing={**standing, "decided": known})


def columns_key(columns: Sequence[str]) -> str:
    """What names a set of columns, whatever their order and spelling."""
    names = "\0".join(sorted(normalised(name) for name in columns))
    return hashlib.sha256(names.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a file fits a table: the part of columns in both, and whether the names agree."""

    alike: float
    named_so: bool

    @property
    def certainty(self) -> Literal["same", "unsure", "new"]:
        same, perhaps = (
            (SAME_UNDER_ITS_NAME, PERHAPS_UNDER_ITS_NAME) if self.named_so else (SAME, PERHAPS)
        )
        return "same" if self.alike >= same else "unsure" if self.alike >= perhaps else "new"

    @property
    def order(self) -> tuple[int, bool, float]:
        return ("new", "unsure", "same").index(self.certainty), self.named_so, self.alike


def _fit(file_name: str, columns: Sequence[str], series: Series) -> _Fit:
    here, there = ({normalised(name) for name in names} for names in (columns, series.columns))
    alike = len(here & there) / len(here | there)
    return _Fit(alike, bool(stem(file_name)) and stem(file_name) == stem(series.name))


def stem(file_name: str) -> str:
    """A file's name without its ending, dates and numbers: `customers week 48.csv` → `customers
    week`.

    >>> stem("CRM_export-2026-11-30 (2).xlsx")
    'crm export'
    """
    bare = PurePath(file_name).name.split(".")[0]
    return " ".join(_NOT_WORD.sub(" ", bare).lower().split())
