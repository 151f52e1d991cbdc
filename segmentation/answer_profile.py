"""Columns of answers that segments were made from: shares of answers, and the telling ones."""

from collections.abc import Mapping

import numpy as np

from segmentation.answers import Answers
from segmentation.results import Distinguishing

Shares = dict[str, dict[str, float]]


def overall_shares(used: Mapping[str, Answers]) -> Shares:
    """Feature -> answer -> the part of all customers who give it."""
    return {name: _named(column, column.shares) for name, column in used.items()}


def shares_by_segment(used: Mapping[str, Answers], labels: np.ndarray) -> tuple[Shares, ...]:
    """For each segment: feature -> answer -> the part of its customers who give it.

    labels: (n,) int, segment numbers 1 … k; 0 for rows that belong to none.
    """
    tables = {name: _shares(column, labels) for name, column in used.items()}
    return tuple(
        {name: _named(used[name], table[number]) for name, table in tables.items()}
        for number in range(int(labels.max(initial=0)))
    )


def telling_answers(
    used: Mapping[str, Answers], labels: np.ndarray
) -> tuple[tuple[Distinguishing, ...], ...]:
    """For each segment the answer of each feature that it gives oftener than all by most.

    `value` and `overall` are shares; the effect size is their difference in standard deviations
    of who gives the answer, as it is for a number.

    >>> plan = Answers("plan", ("free", "pro"), np.array([0, 0, 0, 1]))
    >>> told = telling_answers({"plan": plan}, np.array([1, 1, 2, 2]))[1][0]
    >>> told.answer, told.value, told.overall, round(told.effect_size, 2)
    ('pro', 0.5, 0.25, 0.58)
    """
    told = {name: _telling(column, labels) for name, column in used.items()}
    return tuple(
        tuple(each[number] for each in told.values()) for number in range(labels.max(initial=0))
    )


def _telling(column: Answers, labels: np.ndarray) -> list[Distinguishing]:
    overall, shares = column.shares, _shares(column, labels)
    deviation = np.sqrt(overall * (1 - overall))
    effects = (shares - overall) / np.where(deviation > 0, deviation, 1.0)
    best = np.round(effects, 9).argmax(axis=1)
    return [
        Distinguishing(
            column.name, float(shares[i, at]), float(overall[at]), float(effects[i, at]),
            column.texts[at],
        )
        for i, at in enumerate(best)
    ]  # fmt: skip


def _shares(column: Answers, labels: np.ndarray) -> np.ndarray:
    """(k, answers) the part of each segment's customers who give each answer."""
    k, width = int(labels.max(initial=0)), len(column.texts)
    places = labels.astype(np.intp) * width + column.codes
    counts = np.bincount(places, minlength=(k + 1) * width).reshape(k + 1, width)[1:]
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def _named(column: Answers, shares: np.ndarray) -> dict[str, float]:
    return dict(zip(column.texts, map(float, shares), strict=True))
