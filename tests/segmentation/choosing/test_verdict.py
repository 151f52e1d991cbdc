"""The verdict and the sentences that explain it."""

from dataclasses import replace

import numpy as np
import pytest

from segmentation.choosing.verdict import Findings, heavy_columns, reasons, remarks
from segmentation.results import NullTest
from segmentation.verdict_words import apart

NULL = NullTest("tightness", 8.0, 0.1, 1.6, 1 / 61, 60)
CLEAR = Findings(
    null=NULL,
    contrast=0.4,
    best_contrast=0.4,
    held=np.array([0.9, 0.95, 0.99]),
    sizes=np.array([40, 50, 60]),
    silhouette=0.6,
    resamples=100,
    said="Within a group customers differ 40% less.",
)


def test_groups_that_stand_out_and_hold_are_segments() -> None:
    assert CLEAR.verdict == "segments"
    assert list(reasons(CLEAR)) == [
        "The groups are clearly separate, and every one of them held in 100 resamples.",
        "Within a group customers differ 40% less.",
    ]


def test_the_reasons_begin_with_the_one_wording_of_the_verdict() -> None:
    """Answer, terminal, deck and pictures all take it from the same place."""
    blurred = replace(CLEAR, silhouette=0.3)
    weak = replace(CLEAR, contrast=0.1, held=np.array([0.5, 0.55, 0.4]))
    for found in (CLEAR, blurred, weak):
        assert next(reasons(found)).startswith(apart(found.verdict, found.silhouette))


def test_one_group_in_many_may_waver() -> None:
    one = replace(CLEAR, held=np.array([0.7, 0.95, 0.99]), sizes=np.array([10, 50, 60]))
    assert one.verdict == "segments"
    assert "2 of 3 held in 100 resamples" in next(reasons(one))


@pytest.mark.parametrize(
    "found",
    [
        replace(CLEAR, contrast=0.1),
        replace(CLEAR, fitting=False),
        replace(CLEAR, held=np.array([0.5, 0.6, 0.99])),
        replace(CLEAR, sizes=np.array([1, 50, 60])),
    ],
    ids=["hardly tighter", "another number", "not steady", "outliers"],
)
def test_groups_that_lack_something_are_a_pattern(found: Findings) -> None:
    assert found.verdict == "weak"
    assert next(reasons(found)).startswith("There are groups, but")


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (replace(CLEAR, null=replace(NULL, p_value=0.2)), "60 made-up files with"),
        (
            replace(CLEAR, contrast=0.03, best_contrast=0.05),
            "Within a group customers differ at most 5 % less than in 60 made-up files",
        ),
        (
            replace(CLEAR, contrast=-0.2, best_contrast=-0.1),
            "Within a group customers differ no less than in 60 made-up files",
        ),
    ],
    ids=["by chance", "next to nothing", "nothing"],
)
def test_what_made_up_files_show_too_is_no_group(found: Findings, why: str) -> None:
    assert found.verdict == "no_natural_groups"
    assert next(reasons(found)).startswith(why)


def test_a_handful_of_customers_is_called_outliers() -> None:
    told = " ".join(reasons(replace(CLEAR, sizes=np.array([2, 500, 600]))))
    assert "only 2 customers: rather outliers" in told


def test_few_customers_are_said_to_be_few() -> None:
    told = " ".join(reasons(replace(CLEAR, sizes=np.array([5, 7, 8]))))
    assert "With only 20 customers" in told


def test_heavy_tails_are_seen_in_amounts_but_not_in_bell_curves() -> None:
    rng = np.random.default_rng(1)
    X = np.column_stack([rng.standard_normal(2_000), rng.lognormal(0, 1.5, 2_000)])
    assert heavy_columns(X) == 1
    assert "In one column a few very large values" in next(remarks(X, 2_000))


def test_a_sample_is_called_one() -> None:
    X = np.random.default_rng(1).standard_normal((400, 2))
    assert list(remarks(X, 9_000)) == [
        "The number of groups was weighed on 400 of 9,000 customers."
    ]
    assert list(remarks(X, 400)) == []
