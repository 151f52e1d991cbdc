"""What is in a customer file before anything is segmented: spread, ties, outliers, gaps."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from segmentation.exploration import Exploration
from segmentation.exploring.distributions import category_columns, number_columns, outliers
from segmentation.exploring.findings import findings
from segmentation.exploring.looking import Looked
from segmentation.exploring.missingness import gaps
from segmentation.exploring.relating import rank_correlations, relations
from segmentation.results import Dataset
from segmentation.vocabulary import Vocabulary

MOST_RELATIONS = 40
__all__ = ["explore", "rank_correlations"]


def explore(
    table: pd.DataFrame,
    dataset: Dataset,
    features: Sequence[str],
    vocabulary: Vocabulary | None = None,
) -> Exploration:
    """What is worth knowing of a table of customers, without identifiers and personal data.

    Parameters
    ----------
    table : n rows; numbers as float64 with NaN where missing, answers as categories.
    dataset : the roles of its columns, and how many cells are missing in each.
    features : the columns that customers are compared by; they are looked at first.
    vocabulary : what columns mean; without it nothing is said of money and of what people expect.

    Notes
    -----
    At most 40 columns of numbers and 25 of answers are looked at, and a random sample of at most
    10,000 customers; gaps and outliers are counted in all rows.
    """
    words = vocabulary or Vocabulary()
    looked = Looked.at(table, dataset, features, words)
    related, pairs = relations(looked)
    found = Exploration(
        rows=len(table),
        looked_at=len(looked.rows),
        numbers=number_columns(looked),
        categories=category_columns(looked),
        relations=related[:MOST_RELATIONS],
        pairs=pairs,
        outliers=outliers(looked),
        gaps=gaps(looked),
    )
    told = findings(looked, replace(found, relations=related), words)
    return replace(found, findings=told)
