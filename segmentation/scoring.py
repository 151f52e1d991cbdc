"""A table of customers sorted into segments that stand: nothing is fitted, nothing is compared."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation.customer_version import CustomerVersion
from segmentation.drift_results import FitDrift, SchemaChange
from segmentation.errors import CannotScore
from segmentation.fit_evidence import fit_evidence
from segmentation.intake import MIN_CUSTOMERS, take_in
from segmentation.phrasing import listed
from segmentation.results import Outcome
from segmentation.schema_changes import renamed_columns
from segmentation.source import RawTable
from segmentation.standing_model import Scores, StandingModel
from segmentation.version_pair import bring_together, given_to

_NEAR = 0.99  # of the customers that the segments are made of lie nearer than "far"
_SAID = ("renamed", "unit", "retyped")


@dataclass(frozen=True)
class ScoredTable:
    """What the standing segments say of a table.

    cells: the rows as they came; of a list of orders one row a customer. numbers: (rows,) the
    segment of each, 0 for none. labels: (m,) of every customer once. far: how many lie farther
    from their segment than nearly all of those that the segments are made of. fit: None where
    there are too few customers to say. changes: what was read otherwise than it stands.
    """

    cells: pa.Table
    numbers: np.ndarray
    labels: np.ndarray
    far: int
    fit: FitDrift | None
    changes: tuple[SchemaChange, ...]


def score_table(baseline: Outcome, raw: RawTable, seed: int = 42) -> ScoredTable:
    """Sort the customers of a table into the segments of an outcome.

    Parameters
    ----------
    baseline : whose segments they are.
    raw : the table as it was read; columns are found under another spelling too.
    seed : for the test of the fit.

    Raises
    ------
    CannotScore : a column that the segments are made of is missing or can't be read.
    SegmentationError : the table is not one of customers.
    """
    model, old = StandingModel.of(baseline), CustomerVersion.of_outcome(baseline, "the baseline")
    named, renamed = renamed_columns(old, raw)
    if old.dataset.kind == "customers":
        _all_there(model, old, named)
        if raw.cells.num_rows < MIN_CUSTOMERS:
            return _of_few(baseline, raw, named, renamed)
    pair = bring_together(baseline, raw)
    _all_read(pair.scored_new, model, raw.name)
    rows_as_they_came = pair.new.raw.num_rows == raw.cells.num_rows
    return ScoredTable(
        cells=raw.cells if rows_as_they_came else pair.new.raw,
        numbers=np.append(pair.scored_new.labels, 0)[pair.new.raw_to_used],
        labels=pair.scored_new.labels,
        far=_far(baseline, model, pair.scored_new),
        fit=fit_evidence(
            baseline.scaled, np.array(model.centres), pair.scored_new.distances, seed,
            fitted=baseline.analysis.algorithm == "kmeans",
        ),
        changes=tuple(change for change in pair.changes if change.change in _SAID),
    )  # fmt: skip


def _of_few(
    baseline: Outcome, raw: RawTable, named: RawTable, renamed: tuple[SchemaChange, ...]
) -> ScoredTable:
    """A handful of customers says too little about its own columns, so they are read together
    with those that the segments are made of."""
    columns, few = baseline.raw.column_names, named.cells
    cells = {
        name: few[name] if name in few.column_names else pa.nulls(few.num_rows, pa.string())
        for name in columns
    }
    together = pa.concat_tables([pa.table(cells), baseline.raw.cast(pa.table(cells).schema)])
    taken = take_in(replace(named, cells=together), baseline.analysis.features)
    new, model = CustomerVersion.of_table(taken), StandingModel.of(baseline)
    old = CustomerVersion.of_outcome(baseline, "the baseline")
    scores = model.score(given_to(model, old, new))
    places = new.raw_to_used[: few.num_rows]
    used = np.unique(places[places >= 0])
    own = Scores(scores.labels[used], scores.distances[used], scores.scaled[used], {})
    _all_read(_gaps(model, old, new, used), model, raw.name)
    numbers = np.append(scores.labels, 0)[places]
    changes = tuple(change for change in renamed if change.change in _SAID)
    far = _far(baseline, model, own)
    return ScoredTable(raw.cells, numbers, own.labels, far, None, changes)


def _gaps(
    model: StandingModel, old: CustomerVersion, new: CustomerVersion, used: np.ndarray
) -> Scores:
    """The scores of some rows alone, for what is unknown of all of them."""
    given = given_to(model, old, new)
    return model.score({name: pd.Series(values).iloc[used] for name, values in given.items()})


def _all_there(model: StandingModel, old: CustomerVersion, named: RawTable) -> None:
    made = {column.name for column in old.dataset.columns if column.made}
    there = {*named.cells.column_names, *made}
    missing = [name for name in model.features if name not in there]
    if missing:
        _refuse(f"*{named.name}* lacks {listed(missing)}", model.features)


def _all_read(scores: Scores, model: StandingModel, name: str) -> None:
    unread = [feature for feature, gaps in scores.filled.items() if gaps == len(scores.labels)]
    if unread:
        _refuse(f"Not one value of {listed(unread)} in *{name}* can be read", model.features)


def _refuse(problem: str, features: tuple[str, ...]) -> None:
    raise CannotScore(
        f"{problem}, so I can't sort these customers: the segments are made of"
        f" {listed(list(features))}.",
        "Export the same columns as in the table that the segments come from, and score it again.",
    )


def _far(baseline: Outcome, model: StandingModel, scores: Scores) -> int:
    """How many customers are farther from their segment than 99 % of the old ones."""
    usual = np.quantile(model.score_scaled(baseline.scaled).distances, _NEAR)
    return int((scores.distances > usual * (1 + 1e-9)).sum())
