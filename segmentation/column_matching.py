"""Which column of a new table is which of the baseline: by name, else by what it holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np

from segmentation.binning import codes_of
from segmentation.column_words import normalised
from segmentation.customer_version import CustomerVersion
from segmentation.drift_measures.chi_squared import ChiSquared
from segmentation.drift_measures.ks import KolmogorovSmirnov
from segmentation.intake.looking import look_at
from segmentation.phrasing import spoken
from segmentation.source import RawTable

_NUMBERS_ALIKE, _WORDS_ALIKE = 0.15, 0.8
_LEAST_ROWS = 30
_IDS_ALIKE, _UNIQUE = 0.5, 0.9
_NAMES_ALIKE = 0.6


@dataclass(frozen=True)
class Pairing:
    """pairs: the baseline's columns and the new ones they are. guessed: new columns that were
    recognised by their values, and how. added, dropped: what is left on either side."""

    pairs: Mapping[str, str]
    guessed: Mapping[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def pair_columns(before: CustomerVersion, raw: RawTable) -> Pairing:
    """Pair columns by the same name, by names that say the same, and by like values."""
    # What was reckoned from a list of orders stands in no file.
    there = set(before.raw.column_names)
    olds = [column.name for column in before.dataset.columns if column.name in there]
    news = list(raw.cells.column_names)
    pairs: dict[str, str] = {}
    for say in (str, normalised, _squeezed, spoken):
        pairs |= _by_name(
            [old for old in olds if old not in pairs],
            [new for new in news if new not in pairs.values()],
            say,
        )
    left = [old for old in olds if old not in pairs], [n for n in news if n not in pairs.values()]
    guesses = _by_values(before, raw, *left) if all(left) else {}
    pairs |= {old: new for old, (new, _) in guesses.items()}
    return Pairing(
        pairs,
        dict(guesses.values()),
        tuple(new for new in news if new not in pairs.values()),
        tuple(old for old in olds if old not in pairs),
    )


def _squeezed(name: str) -> str:
    return normalised(name).replace(" ", "")


def _by_name(olds: Sequence[str], news: Sequence[str], say: Callable[[str], str]) -> dict[str, str]:
    """Columns whose names come to the same, where only one on each side does."""
    said = [[say(name) for name in names] for names in (olds, news)]
    return {
        old: news[said[1].index(words)]
        for old, words in zip(olds, said[0], strict=True)
        if words and said[0].count(words) == 1 and said[1].count(words) == 1
    }


def _by_values(
    before: CustomerVersion, raw: RawTable, olds: Sequence[str], news: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """By old column, the new one that it was renamed to and what speaks for it."""
    views, _ = look_at(raw.cells.select(list(news)), raw.format.delimiter)
    found: list[tuple[bool, float, str, str, str]] = []
    for old in olds:
        for view in views:
            numbers = None if view.numbers is None else view.numbers.values
            words = _words_of(raw, view.name)
            alike = _alike(before, old, numbers, words)
            if alike:
                found.append((not _names_alike(old, view.name), alike[0], old, view.name, alike[1]))
    guesses: dict[str, tuple[str, str]] = {}
    for _, _, old, new, why in sorted(found):
        taken = {name for name, _ in guesses.values()}
        if old not in guesses and new not in taken:
            guesses[old] = new, why
    return guesses


def _words_of(raw: RawTable, name: str) -> np.ndarray:
    cells = raw.cells[name].to_pandas().astype("str").fillna("").str.strip()
    return np.asarray(cells.to_numpy(dtype=object))


def _alike(
    before: CustomerVersion, old: str, numbers: np.ndarray | None, words: np.ndarray
) -> tuple[float, str] | None:
    """How far a column is from the old one, and what speaks for it; None where nothing does."""
    if len(words) < _LEAST_ROWS or not before.has(old):
        return None
    if before.columns[old].role in ("id", "pii"):
        said = set(words)
        shared = len(set(before.words(old)) & said) / max(len(said), 1)
        unique = len(said) >= _UNIQUE * len(words)
        return (0.0, "the same ids") if shared >= _IDS_ALIKE and unique else None
    kind = before.kind(old)
    mine = before.numbers(old) if kind == "numbers" else None
    if mine is not None and numbers is not None:
        return _numbers_alike(mine, numbers)
    if kind == "categories" and mine is None:
        return _words_alike(before.words(old), words)
    return None


def _numbers_alike(mine: np.ndarray, numbers: np.ndarray) -> tuple[float, str] | None:
    known = numbers[~np.isnan(numbers)]
    if len(known) < _LEAST_ROWS:
        return None
    measured = KolmogorovSmirnov().measure(mine, numbers)
    p_value = measured.p_value or 0.0
    if measured.statistic <= _NUMBERS_ALIKE or p_value > 0.05:
        return measured.statistic, "the same distribution"
    return None


def _words_alike(mine: np.ndarray, words: np.ndarray) -> tuple[float, str] | None:
    sets = set(mine) - {""}, set(words) - {""}
    together = len(sets[0] | sets[1])
    if not together or len(sets[0] & sets[1]) / together < _WORDS_ALIKE:
        return None
    measured = ChiSquared().measure(*codes_of(mine, words))
    return (measured.statistic, "the same answers") if measured.statistic <= 0.3 else None


def _names_alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, normalised(old), normalised(new)).ratio() >= _NAMES_ALIKE
