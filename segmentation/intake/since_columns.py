"""What dates say of customers in a table of customers: how long ago they came, and bought last."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentation.intake.column import ColumnView, Numbers
from segmentation.intake.date_columns import days_of, stray_days
from segmentation.intake.dates import spoken
from segmentation.intake.name_patterns import says
from segmentation.intake.roles import Verdict

_CAME = re.compile(
    r"join|sign ?up|regist|enrol|(?:customer|member|client) since|dt customer"
    r"|first (?:order|purchase|visit)|created|onboard|opened|start date|anmeld|kunde seit"
)
_BOUGHT_LAST = re.compile(
    r"last (?:\w+ )?(?:order|purchase|visit|login|transaction|activity|seen|active|contact|date)"
    r"|letzte"
)
_NAMES = ((_BOUGHT_LAST, "recency_days"), (_CAME, "tenure_days"))
_READ_ENOUGH = 0.5


@dataclass(frozen=True)
class Since:
    """Columns made of a table's own, and what they mean for its roles.

    default : those that customers are compared by unasked. instead_of : columns of the file that
    these replace.
    """

    made: tuple[ColumnView, ...] = ()
    default: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    verdicts: Mapping[str, Verdict] | None = None

    @property
    def roles(self) -> dict[str, Verdict]:
        return dict(self.verdicts or {})


def since_columns(
    columns: Sequence[ColumnView], verdicts: Mapping[str, Verdict], day_first: bool | None
) -> Since:
    """Days as a customer and days since the last order, counted to the last day in the file.

    Dates become such columns only when a name says what they are of; customers are compared by
    them when someone asks for it. In files made for buying models (columns frequency, recency
    and T, all in one unit) recency counts from the first order to the last one; there the time
    since the last order takes its place.
    """
    model = _buying_model(columns)
    if model is not None:
        return model
    made, roles = [], {}
    taken = {column.name for column in columns}
    for column, verdict in _of_dates(columns, verdicts, day_first):
        if column.name not in taken:
            made.append(column)
            roles[column.name] = verdict
            taken.add(column.name)
    return Since(tuple(made), verdicts=roles)


def _of_dates(
    columns: Sequence[ColumnView], verdicts: Mapping[str, Verdict], day_first: bool | None
) -> Iterator[tuple[ColumnView, Verdict]]:
    for column in columns:
        name = next((name for pattern, name in _NAMES if says(pattern, column.words)), None)
        if name is None or verdicts[column.name].role != "date":
            continue
        days = days_of(column, day_first).days
        days[stray_days(days)] = np.datetime64("NaT")
        known = ~np.isnat(days)
        if known.mean() < _READ_ENOUGH:
            continue
        last = days[known].max()
        gone = np.where(known, (last - days).astype(np.int64), np.nan)
        reason = (
            f"days from {column.name} to {spoken(last)}, the last one in the file; customers are"
            " compared by it when you ask for it"
        )
        yield _column(name, gone), Verdict("feature", reason)


def _column(name: str, values: np.ndarray) -> ColumnView:
    cells = pc.cast(pa.array(values, mask=np.isnan(values)), pa.string())
    return ColumnView(name, pa.chunked_array([cells]), None, Numbers(values))


def _buying_model(columns: Sequence[ColumnView]) -> Since | None:
    """The columns of BTYD models (Fader, Hardie & Lee, 2005), where recency is 0 for those who
    came once and never more than T."""
    by_name = {column.words: column for column in columns if column.numbers is not None}
    if not {"frequency", "recency", "t"} <= by_name.keys() or "time since last order" in by_name:
        return None
    again, recency, whole = (by_name[n].numbers.values for n in ("frequency", "recency", "t"))  # type: ignore[union-attr]
    known = ~np.isnan(again + recency + whole)
    once = known & (again == 0)
    if not once.any() or (recency[once] != 0).any() or (recency > whole)[known].any():
        return None
    name, replaced = "time_since_last_order", by_name["recency"].name
    return Since(
        made=(_column(name, np.round(whole - recency, 6)),),
        default=(name,),
        instead_of=(replaced,),
        verdicts={
            name: Verdict("feature", f"{by_name['t'].name} less {replaced}"),
            replaced: Verdict(
                "ignored",
                f"counts from the first to the last order, as buying models do; {name} says how"
                " long ago the last one was",
            ),
        },
    )
