"""A file without groups in which some columns heap up: what presenters are shown of it."""

from dataclasses import replace

from analyses import no_natural_groups

from segmentation.exploration import Exploration, NumberColumn
from segmentation.results import Analysis


def heaped(*columns: str) -> Analysis:
    """One population by all columns, in some of which customers heap up at three values."""
    spread = NumberColumn("", 0, 50.0, 9.0, 35.0, 44.0, 50.0, 56.0, 65.0, 0.0, 0.0, 1)
    one = no_natural_groups()
    numbers = tuple(
        replace(spread, column=feature, peaks=3 if feature in columns else 1)
        for feature in one.features
    )
    return replace(one, exploration=Exploration(one.dataset.rows_used, 500, numbers=numbers))
