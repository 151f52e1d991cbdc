"""The account of two versions: every segment's event and shares, and why they changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from segmentation.attribution import attribute, migration
from segmentation.drift_results import Migration, SegmentChange, ShareAttribution
from segmentation.ledger import Happening, Ledger
from segmentation.overlap import Overlap
from segmentation.results import Outcome
from segmentation.standing_model import StandingModel
from segmentation.version_pair import VersionPair, given_to

_ENOUGH_MATCHED = 0.3  # of the smaller version; fewer customers don't tell which segment is which


@dataclass(frozen=True)
class Account:
    """labels: (m,) every new customer's segment in the end, by the ledger's numbers."""

    ledger: Ledger
    labels: np.ndarray
    segments: tuple[SegmentChange, ...]
    attribution: tuple[ShareAttribution, ...]
    migration: Migration


def account_for(pair: VersionPair, ledger: Ledger, refit: Outcome | None, changed: bool) -> Account:
    """Follow every segment into the new version.

    Parameters
    ----------
    ledger : its living segments are those of the baseline.
    refit : the new version segmented anew; None where the standing segments go on.
    changed : whether shares changed beyond chance; if not, nothing has grown or shrunk.
    """
    overlap = _overlap(pair, refit)
    names = [s.name for s in (refit or pair.baseline).analysis.segments]
    if refit is None:  # a standing segment that nobody is in any more has ended
        there = np.isin(pair.numbers, pair.scored_new.labels)
        names = [name for name, filled in zip(names, there, strict=True) if filled]
    after, numbers = ledger.following(overlap, names, resized=changed)
    living = [entry.number for entry in ledger.living]
    before, scored = pair.scored_old.labels, pair.scored_new.labels
    # The segments of the baseline bear the ledger's numbers; those of a refit count from 1.
    labels = scored if refit is None else np.array([0, *numbers])[refit.labels]
    everyone = sorted({*living, *numbers})
    segments = tuple(
        _segment(_believed(happening, pair), after, (before, scored, labels))
        for happening in after.latest()
    )
    return Account(
        after, labels, segments, attribute(pair.matched, before, scored, labels, everyone),
        migration(pair.matched, before, scored, living),
    )  # fmt: skip


def _believed(happening: Happening, pair: VersionPair) -> Happening:
    """A segment that nobody is in did not end where the new table is broken."""
    broken = any(change.breaks for change in pair.changes)
    return replace(happening, event="kept") if broken else happening


def _segment(
    happening: Happening,
    ledger: Ledger,
    labels: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> SegmentChange:
    number = happening.number
    before, scored, final = (labels_of == number for labels_of in labels)
    return SegmentChange(
        number=number,
        name=ledger.entry(number).name,
        share_before=float(before.mean()),
        share_after=float(final.mean()),
        event=happening.event,
        share_scored=float(scored.mean()),
        size_before=int(before.sum()),
        size_after=int(final.sum()),
        came_from=happening.came_from,
        went_to=happening.went_to,
    )


def _overlap(pair: VersionPair, refit: Outcome | None) -> Overlap:
    """The standing segments against those that the new version ends up with."""
    before, scored = pair.scored_old.labels, pair.scored_new.labels
    if refit is None:
        return _same_segments(before, scored, pair.numbers)
    numbers = pair.numbers, tuple(s.number for s in refit.analysis.segments)
    matched = pair.matched
    if len(matched.before) >= _ENOUGH_MATCHED * min(len(before), len(scored)):
        rows = matched.before, matched.after
        return Overlap.of_customers(before, refit.labels, rows, numbers)
    new_model = StandingModel.of(refit)
    old_rows = new_model.score(given_to(new_model, pair.old, pair.old))
    return Overlap.of_places((before, old_rows.labels), (scored, refit.labels), numbers)


def _same_segments(before: np.ndarray, after: np.ndarray, numbers: Sequence[int]) -> Overlap:
    there = np.isin(numbers, after)
    same = np.eye(len(numbers))[:, there]
    shares = [np.array([(labels == n).mean() for n in numbers]) for labels in (before, after)]
    return Overlap(same, same, shares[0], shares[1][there], (len(before), len(after)))
