"""What differs between two tables, as against their customers: columns, units, ids, rows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation.attribution import Matched
from segmentation.column_matching import Pairing, pair_columns
from segmentation.customer_version import CustomerVersion
from segmentation.drift_measures.ks import distance_between
from segmentation.drift_results import SchemaChange
from segmentation.intake.looking import look_at
from segmentation.phrasing import figure, listed
from segmentation.source import RawTable

FACTORS = (1000.0, 100.0, 0.001, 0.01)
_FAR, _NEAR = 0.5, 0.25  # distances of two distributions: another unit, the same one
_FEW_ROWS, _FEW_SHARE = 30, 0.05
_UNIQUE = 0.9


def renamed_columns(
    before: CustomerVersion, raw: RawTable
) -> tuple[RawTable, tuple[SchemaChange, ...]]:
    """The new table with its columns under the baseline's names, and what was renamed, added and
    dropped."""
    if before.dataset.kind != "customers":
        # A list of orders becomes customers with the same columns, whatever its own are called.
        return raw, ()
    pairing = pair_columns(before, raw)
    names = {new: old for old, new in pairing.pairs.items()}
    cells = raw.cells.rename_columns([names.get(name, name) for name in raw.cells.column_names])
    changes = [*_renamed(pairing), *_added(pairing), *_dropped(pairing, before)]
    return replace(raw, cells=cells), tuple(changes)


def _renamed(pairing: Pairing) -> list[SchemaChange]:
    changes = []
    for old, new in pairing.pairs.items():
        if old == new:
            continue
        if new in pairing.guessed:
            text = (
                f"{new} is new and {old} is gone, and they hold the same kind of values"
                f" ({pairing.guessed[new]}); I guess that {old} was renamed. If that is wrong,"
                " give the column its old name or another one."
            )
        else:
            text = f"{new} was taken for {old}: the names say the same."
        changes.append(SchemaChange("renamed", text, old, new, guess=new in pairing.guessed))
    return changes


def _added(pairing: Pairing) -> list[SchemaChange]:
    return [
        SchemaChange(
            "added",
            f"{name} is new. It plays no part in the comparison; analyse the new file on its own"
            " to segment by it.",
            new_column=name,
        )
        for name in pairing.added
    ]


def _dropped(pairing: Pairing, before: CustomerVersion) -> list[SchemaChange]:
    changes = []
    for name in pairing.dropped:
        text = f"{name} is not in the new file."
        if name in before.features:
            text += (
                " The segments are made of it; I sorted the customers of both files by the other"
                " columns alone. Add it to the export and compare again."
            )
        in_segments = name in before.features
        changes.append(SchemaChange("dropped", text, name, in_segments=in_segments))
    return changes


def retyped_columns(before: CustomerVersion, after: CustomerVersion) -> tuple[SchemaChange, ...]:
    """Columns that held numbers and now hold words."""
    return tuple(
        SchemaChange(
            "retyped",
            f"{name} held numbers and now holds words such as {_example(after, name)!r}, so it"
            " played no part. Export it as plain numbers and compare again.",
            name,
            name,
            in_segments=name in before.features,
        )
        for name in before.table.columns
        if before.kind(name) == "numbers" and after.has(name) and after.numbers(name) is None
    )


def _example(version: CustomerVersion, name: str) -> str:
    filled = version.words(name)
    filled = filled[filled != ""]
    return str(filled[0])[:40] if len(filled) else ""


def changed_units(before: CustomerVersion, after: CustomerVersion) -> dict[str, float]:
    """By column, the factor by which its new numbers are larger because of another unit."""
    if before.dataset.kind != "customers":
        return _units_of_orders(before, after)
    names = [name for name in before.table.columns if before.kind(name) == "numbers"]
    factors = {name: _factor(before, after, name) for name in names}
    return {name: factor for name, factor in factors.items() if factor != 1.0}


def _units_of_orders(before: CustomerVersion, after: CustomerVersion) -> dict[str, float]:
    """The unit of the amounts shows in all that customers' orders come to."""
    made = [c.name for c in before.dataset.columns if c.made and c.role == "money"]
    factors = {_factor(before, after, name) for name in made}
    if len(factors) != 1 or after.dataset.kind == "customers":
        return {}
    factor = factors.pop()
    amounts = [c.name for c in after.dataset.columns if not c.made and c.role == "money"]
    return dict.fromkeys(amounts, factor) if factor != 1.0 else {}


def _factor(before: CustomerVersion, after: CustomerVersion, name: str) -> float:
    if not before.has(name) or not after.has(name):
        return 1.0
    old, new = before.numbers(name), after.numbers(name)
    return 1.0 if old is None or new is None else factor_between(old, new)


def factor_between(old: np.ndarray, new: np.ndarray) -> float:
    """By what `new` must be divided so that it looks like `old`; 1 where nothing does.

    >>> old = np.random.default_rng(1).normal(50, 9, 200)
    >>> factor_between(old, 1000 * old[:90]), factor_between(old, old[:90] + 30)
    (1000.0, 1.0)
    """
    if len(new[~np.isnan(new)]) < 5 or len(np.unique(old[~np.isnan(old)])) < 5:
        return 1.0
    if distance_between(old, new) < _FAR:
        return 1.0
    distances = [distance_between(old, new / factor) for factor in FACTORS]
    best = int(np.argmin(distances))
    return FACTORS[best] if distances[best] <= _allowed(new) else 1.0


def _allowed(new: np.ndarray) -> float:
    """How far a converted column may be from the baseline; small samples scatter more."""
    return max(_NEAR, 1.6 / float(np.sqrt((~np.isnan(new)).sum())))


def unit_changes(factors: dict[str, float]) -> tuple[SchemaChange, ...]:
    """The sentences for them."""
    changes = []
    for name, factor in factors.items():
        times = f"{figure(factor)} times as large" if factor > 1 else (
            f"{figure(1 / factor)} times as small"
        )  # fmt: skip
        text = (
            f"The numbers in {name} are {times} as before, which looks like another unit and not"
            " like other customers. I converted them before comparing; if they are right as they"
            " stand, name the column differently and compare again."
        )
        changes.append(SchemaChange("unit", text, name, name, factor=factor, guess=True))
    return tuple(changes)


def converted(raw: RawTable, factors: dict[str, float]) -> RawTable:
    """The table with those columns in the baseline's unit."""
    cells = raw.cells
    for name, factor in factors.items():
        views, _ = look_at(cells.select([name]), raw.format.delimiter)
        if (numbers := views[0].numbers) is None:
            continue
        values = numbers.values / factor
        texts = [None if np.isnan(value) else repr(float(value)) for value in values]
        at = cells.column_names.index(name)
        cells = cells.set_column(at, name, pa.array(texts, type=pa.string()))
    return replace(raw, cells=cells)


def row_change(before: int, after: int) -> tuple[SchemaChange, ...]:
    """A sentence where nearly everybody is missing."""
    if after >= _FEW_ROWS or after >= _FEW_SHARE * before:
        return ()
    text = (
        f"The new file has {after:,} rows where the baseline has {before:,}. So few customers"
        " show only very large changes; check whether the export was cut short."
    )
    return (SchemaChange("rows", text),)


def match_customers(
    before: CustomerVersion, after: CustomerVersion, asked: str | None
) -> tuple[Matched, tuple[SchemaChange, ...]]:
    """Who is in both versions, by the column asked for or by the one that says most."""
    columns = [asked] if asked else before.id_columns()
    best, padded = Matched.nobody(), False
    for name in columns:
        if not after.has(name):
            continue
        old, new = before.words(name), after.words(name)
        plain = Matched.by_ids(old, new, name)
        loose = Matched.by_ids(without_padding(old), without_padding(new), name)
        taken = loose if len(loose.before) > 2 * len(plain.before) else plain
        if len(taken.before) > len(best.before) or best.column is None:
            best, padded = taken, taken is loose
    return best, tuple(_id_changes(best, padded, before, after))


def without_padding(ids: np.ndarray) -> np.ndarray:
    """Ids without leading zeros and in one case, for files that lost them.

    >>> without_padding(np.array(["0012", "A-7", "0"], dtype=object)).tolist()
    ['12', 'a-7', '0']
    """
    plain = pd.Series(ids, dtype="str").str.casefold().str.replace(r"^0+(?=.)", "", regex=True)
    return np.asarray(plain.to_numpy(dtype=object))


def _id_changes(
    matched: Matched, padded: bool, before: CustomerVersion, after: CustomerVersion
) -> Sequence[SchemaChange]:
    name = matched.column
    if name is None:
        return ()
    if padded:
        text = (
            f"The ids in {name} are written differently (leading zeros or capitals), so I matched"
            " them without regard to that."
        )
        return (SchemaChange("ids", text, name, name, guess=True),)
    if not len(matched.before) and (repeated := _repeated(before.words(name))):
        text = (
            f"The values in {name} can't tell who is who: {repeated}. Name a column in which every"
            " customer has a value of their own."
        )
        return (SchemaChange("ids", text, name, name),)
    if not len(matched.before):
        examples = [f"{next(iter(v.words(name)), '')!r}" for v in (before, after)]
        text = (
            f"No id in {name} is in both files (for instance {listed(examples)}), so I can't say"
            " who moved. If they are the same customers, export the same id; else compare shares."
        )
        return (SchemaChange("ids", text, name, name),)
    return ()


def _repeated(ids: np.ndarray) -> str:
    """`400 customers share 62 values`, where most values stand in several rows; else nothing."""
    filled = ids[ids != ""]
    different = len(np.unique(filled.astype(str)))
    if different > _UNIQUE * len(filled):
        return ""
    return f"{len(filled):,} customers share {different:,} value{'' if different == 1 else 's'}"
