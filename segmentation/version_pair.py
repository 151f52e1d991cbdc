"""Two versions brought together: same column names and units, the same segments, who is who."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segmentation.attribution import Matched
from segmentation.customer_version import CustomerVersion
from segmentation.drift_results import SchemaChange
from segmentation.errors import UnknownFeature
from segmentation.identity import same_people
from segmentation.intake import take_in
from segmentation.results import Outcome
from segmentation.schema_changes import (
    changed_units,
    converted,
    match_customers,
    renamed_columns,
    retyped_columns,
    row_change,
    unit_changes,
)
from segmentation.source import RawTable
from segmentation.standing_model import Scores, StandingModel


@dataclass(frozen=True)
class VersionPair:
    """A baseline and a new version.

    raw: the new table under the baseline's column names, in its units. model: the baseline's
    segments. scored_old, scored_new: both versions sorted by them. matched: who is in both.
    changes: what differs between the tables.
    """

    baseline: Outcome
    old: CustomerVersion
    new: CustomerVersion
    raw: RawTable
    model: StandingModel
    scored_old: Scores
    scored_new: Scores
    matched: Matched
    changes: tuple[SchemaChange, ...]

    @property
    def complete(self) -> bool:
        """Whether the new table has every column that the segments are made of."""
        return not any(self.new.rows == count for count in self.scored_new.filled.values())

    @property
    def numbers(self) -> tuple[int, ...]:
        """The baseline's segments."""
        return self.model.numbers

    @property
    def compared(self) -> tuple[str, ...]:
        """The columns to be compared: those that the segments are made of come first."""
        features = self.baseline.analysis.features
        others = (c for c in self.old.table.columns if c not in features)
        return tuple(str(name) for name in (*features, *others))


def bring_together(baseline: Outcome, raw: RawTable, id_column: str | None = None) -> VersionPair:
    """Match the columns and units of a new table to a baseline's, and its customers.

    Raises
    ------
    TooFewCustomers, NoFeatures, NoVariation : the new table is not one of customers.
    CannotScore : it has none of the columns that the segments are made of.
    UnknownFeature : there is no such column as `id_column` in the baseline.
    """
    old = CustomerVersion.of_outcome(baseline, "the baseline")
    if id_column is not None and not old.has(id_column):
        raise UnknownFeature(id_column, tuple(map(str, old.table.columns)), kind="column")
    raw, renamed = renamed_columns(old, raw)
    new = CustomerVersion.of_table(take_in(raw))
    factors = changed_units(old, new)
    if factors:
        raw = converted(raw, factors)
        new = CustomerVersion.of_table(take_in(raw))
    model = StandingModel.of(baseline)
    given = given_to(model, old, new)
    scored_old, scored_new = _scored(model, baseline, tuple(given)), model.score(given)
    matched, ids = _who_is_who(old, new, (scored_old.labels, scored_new.labels), id_column)
    changes = (
        *row_change(old.rows, new.rows), *renamed, *retyped_columns(old, new),
        *unit_changes(factors), *ids,
    )  # fmt: skip
    return VersionPair(baseline, old, new, raw, model, scored_old, scored_new, matched, changes)


def given_to(
    model: StandingModel, old: CustomerVersion, version: CustomerVersion
) -> dict[str, np.ndarray | pd.Series]:
    """The columns of a version that a model can be given, as the old version has them."""
    given = {name: version.given(name, old.kind(name)) for name in model.features}
    return {name: values for name, values in given.items() if values is not None}


def _scored(model: StandingModel, baseline: Outcome, columns: tuple[str, ...]) -> Scores:
    """The old customers by the columns that the new table has too, so that one that it lacks
    makes no difference between them."""
    if columns == model.features:
        return model.score_scaled(baseline.scaled)
    return model.score(baseline.table[list(columns)])


def _who_is_who(
    old: CustomerVersion,
    new: CustomerVersion,
    labels: tuple[np.ndarray, np.ndarray],
    id_column: str | None,
) -> tuple[Matched, tuple[SchemaChange, ...]]:
    matched, changes = match_customers(old, new, id_column)
    if id_column or not len(matched.before) or same_people(matched, *labels):
        return matched, changes
    text = (
        f"The ids in {matched.column} are the same in both files, but the customers behind them"
        " have nothing in common, as with row numbers; so I did not match them. If you know better,"
        " name the column that tells who is who (`drift id NAME`, or --id NAME)."
    )
    change = SchemaChange("ids", text, matched.column, matched.column, guess=True)
    return Matched.nobody(), (change,)
