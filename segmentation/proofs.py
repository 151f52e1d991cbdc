"""What a finding stands on: the tests of a name, the plan to test an action."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameProof:
    """What a word of a segment's name stands on.

    statement: the figures in words. test: what must hold for the word to be given, with its
    threshold in overall standard deviations. holds: the share of `draws` resamples of the
    segment's customers in which it holds.
    """

    word: str
    feature: str
    statement: str
    effect_size: float
    test: str
    threshold: float
    holds: float
    draws: int


@dataclass(frozen=True, slots=True)
class TrialPlan:
    """How to find out whether an action works.

    audience: the segment's customers, of whom `held_back` get nothing, chosen at random; 0 where
    the segment is too small or there is nothing to test. With `power` (a chance) a difference of
    `detectable` percentage points shows, if `base_rate` of those held back respond; 0 where the
    measure is an average and no rate. measure: what to compare, after so many `days`.
    """

    audience: int
    held_back: int
    detectable: int
    power: float
    base_rate: float
    days: int
    measure: str
