"""What to do about each segment: keys of templates and the figures they speak of; no prose.

Each play states the traits that call for it. A segment gets the up to three that fit it best,
each with its own figures and a plan to test it; the words are in templates/recommendations/.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import sqrt

from segmentation.column_words import feature_label
from segmentation.holdout import plan_holdout
from segmentation.profiling import times_average
from segmentation.results import Advice, Analysis, Distinguishing, Segment, Trait
from segmentation.traits import GOODS, concept_of, fits, short_labels, standing
from segmentation.vocabulary import Vocabulary

MOST = 3
SMALL = 0.05
LARGE = 0.50
Facts = dict[str, float | int | str]


@dataclass(frozen=True, slots=True)
class Play:
    """A template and the traits that call for it.

    worth weighs what it may bring (0 to 1); unless names traits beside which it would contradict
    what else is said (no upgrade for those in debt).
    """

    template: str
    when: Mapping[str, str]
    worth: float
    unless: Mapping[str, str] = field(default_factory=dict)

    def fits(self, levels: Mapping[str, int]) -> bool:
        """Whether all traits that call for it are there, and none that speak against it."""
        called = all(key in levels and fits(how, levels[key]) for key, how in self.when.items())
        return called and not any(
            key in levels and fits(how, levels[key]) for key, how in self.unless.items()
        )


_GONE = {"recency": "high"}
_OWING = {"debt": "high", "cash_advance": "high"}
PLAYS = (
    # two traits together
    Play("untapped_wallet", {"income": "high", "spend": "low"}, 1.0),
    Play("win_back", {"recency": "high", "spend": "high"}, 1.0),
    Play("win_back_regulars", {"recency": "high", "frequency": "high"}, 0.9),
    Play("promising_newcomers", {"tenure": "low", "spend": "high"}, 0.9, _GONE),
    Play("loyal_core", {"frequency": "high", "spend": "high"}, 0.8, _GONE),
    Play("second_order", {"recency": "low", "frequency": "low"}, 0.8),
    Play("best_customers", {"income": "high", "spend": "high"}, 0.7, _GONE),
    Play("long_standing_best", {"tenure": "high", "spend": "high"}, 0.7),
    Play("long_standing_light", {"tenure": "high", "spend": "low"}, 0.7),
    Play("room_on_the_limit", {"credit_limit": "high", "spend": "low"}, 0.7, _OWING),
    Play("rare_big", {"frequency": "low", "spend": "high"}, 0.65, _GONE),
    Play("eager_on_a_budget", {"income": "low", "spend": "high"}, 0.6),
    Play("premium_try", {"income": "high", "spend": "average"}, 0.6),
    Play("frequent_small", {"frequency": "high", "basket": "low"}, 0.6, _GONE),
    Play("frequent_light", {"frequency": "high", "spend": "low"}, 0.6, _GONE),
    Play("let_rest", {"recency": "high", "spend": "low"}, 0.35),
    Play("value_seekers", {"income": "low", "spend": "low"}, 0.3),
    # one trait
    Play("top_spenders", {"spend": "high"}, 0.6, _GONE),
    Play("fix_first", {"satisfaction": "low"}, 0.8),
    Play("fix_first", {"complaints": "high"}, 0.8),
    Play("ask_for_referral", {"satisfaction": "high"}, 0.5),
    Play("returns_advice", {"returns": "high"}, 0.6),
    Play("discount_driven", {"discount": "high"}, 0.55),
    Play("full_price", {"discount": "low"}, 0.3),
    Play("wake_up", {"recency": "high"}, 0.5),
    Play("welcome", {"tenure": "low"}, 0.5, _GONE),
    Play("thank_the_years", {"tenure": "high"}, 0.35),
    Play("regulars", {"frequency": "high"}, 0.45, _GONE),
    Play("more_often", {"frequency": "low"}, 0.4, _GONE),
    Play("while_they_are_here", {"recency": "low"}, 0.4),
    Play("bigger_basket", {"basket": "low"}, 0.4, _GONE),
    Play("careful_with_big_baskets", {"basket": "high"}, 0.4),
    Play("light_spenders", {"spend": "low"}, 0.3, _GONE),
    Play("premium_range", {"income": "high"}, 0.45),
    Play("entry_range", {"income": "low"}, 0.25),
    Play("steady_the_debt", {"debt": "high"}, 0.5),
    Play("steady_the_debt", {"cash_advance": "high"}, 0.5),
    Play("balance_review", {"balance": "high"}, 0.45),
    Play("premium_limit", {"credit_limit": "high"}, 0.5, _OWING),
    Play("instalment_buyers", {"instalments": "high"}, 0.45, _OWING),
    Play("one_product_more", {"products": "low"}, 0.45),
    Play("many_products", {"products": "high"}, 0.35),
    Play("responders", {"responses": "high"}, 0.6),
    Play("pick_up_the_thread", {"earlier_contacts": "high"}, 0.5),
    Play("contact_less", {"contacts": "high"}, 0.45),
    Play("online_first", {"online": "high"}, 0.45),
    Play("in_person_first", {"in_person": "high"}, 0.45),
    Play("call_heavy", {"calls": "high"}, 0.55),
    Play("catalogue_buyers", {"catalogue": "high"}, 0.4),
    Play("far_away", {"distance": "high"}, 0.35),
    Play("household", {"household": "high"}, 0.2),
    Play("age_fit", {"age": "high"}, 0.05),
    Play("age_fit", {"age": "low"}, 0.05),
)
# Plays that no concept calls for: columns of no concept, the size, nothing at all.
STAND_OUT = Play("stand_out", {}, 0.4)
SHORTFALL = Play("shortfall", {}, 0.35)
EVERYDAY = Play("everyday_middle", {}, 0.15)
SMALL_NICHE = Play("small_niche", {}, 0.2)
LARGE_MAJORITY = Play("large_majority", {}, 0.1)
GET_TO_KNOW = Play("get_to_know", {}, 0.1)
ALWAYS = ("size", "share", "customers", "held_back", "detectable", "opportunity")
OF_A_TRAIT = ("label", "unit", "mean", "overall", "effect", "money")


@dataclass(frozen=True, slots=True)
class FirstMove:
    """Where to begin: a segment's number and the advice that promises most."""

    segment: int
    advice: Advice


@dataclass(frozen=True)
class _Candidate:
    """A play that fits, the traits that it speaks of, and how strongly they call for it."""

    play: Play
    traits: Mapping[str, Trait] = field(default_factory=dict)
    strength: float = 1.0

    @property
    def score(self) -> float:
        return self.play.worth * self.strength * (1 + 0.25 * max(0, len(self.play.when) - 1))


def recommend(
    segment: Segment, customers: int, vocabulary: Vocabulary | None = None
) -> tuple[Advice, ...]:
    """One to three pieces of advice for a segment, the best first.

    Parameters
    ----------
    segment : with its traits and all features in `distinguishing`.
    customers : how many customers the analysis used.
    vocabulary : what gave the traits their concepts.

    Returns
    -------
    Each with these facts: size, share, customers; held_back and detectable (see
    `segmentation.holdout`); opportunity, which `first_move` compares; and for each concept the
    play speaks of, <concept>_label, _unit, _mean, _overall, _effect, _money, and _times where
    the average may be multiplied. The first of them is there as focus_… too.
    """
    words = vocabulary or Vocabulary()
    chosen: list[_Candidate] = []
    covered: set[str] = set()
    for candidate in sorted(_candidates(segment, words), key=lambda c: -c.score):
        about = set(candidate.traits) or {candidate.play.template}
        if len(chosen) < MOST and not about <= covered:
            chosen.append(candidate)
            covered |= about
    return tuple(
        Advice(candidate.play.template, _facts(candidate, segment, customers, words))
        for candidate in chosen or [_Candidate(GET_TO_KNOW)]
    )


def first_move(analysis: Analysis) -> FirstMove | None:
    """The advice with the largest opportunity: worth × strength × √share; None without any."""
    moves = [FirstMove(s.number, advice) for s in analysis.segments for advice in s.advice]
    return max(
        moves, key=lambda m: (float(m.advice.facts["opportunity"]), -m.segment), default=None
    )


def _candidates(segment: Segment, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    stands = standing(segment.traits)
    levels = {key: trait.level for key, trait in stands.items()}
    fitting = [play for play in PLAYS if play.fits(levels)]
    for play in fitting:
        # What speaks of two traits knows better than what speaks of one of them.
        if not any(play.when.items() < other.when.items() for other in fitting):
            traits = {key: stands[key] for key in play.when}
            yield _Candidate(play, traits, _strength(list(traits.values())))
    own = [t for t in segment.traits if t.concept in ("", GOODS) and t.level]
    for play, sign in ((STAND_OUT, 1), (SHORTFALL, -1)):
        strongest = max(own, key=lambda trait: trait.effect_size * sign, default=None)
        if strongest is not None and strongest.level * sign > 0:
            yield _Candidate(play, {strongest.feature: strongest}, _strength([strongest]))
    if not any(trait.level for trait in segment.traits if not _protected(trait, vocabulary)):
        yield _Candidate(EVERYDAY)
    if segment.share < SMALL:
        yield _Candidate(SMALL_NICHE)
    if segment.share >= LARGE:
        yield _Candidate(LARGE_MAJORITY)


def _protected(trait: Trait, vocabulary: Vocabulary) -> bool:
    concept = concept_of(trait.feature, vocabulary)
    return concept is not None and concept.protected


def _strength(traits: list[Trait]) -> float:
    """The mean effect of the traits that are not average, at most 2."""
    sizes = [min(2.0, abs(trait.effect_size)) for trait in traits if trait.level]
    return sum(sizes) / len(sizes)


def _facts(
    candidate: _Candidate, segment: Segment, customers: int, vocabulary: Vocabulary
) -> Facts:
    test = plan_holdout(segment.size)
    facts: Facts = {
        "size": segment.size,
        "share": segment.share,
        "customers": customers,
        "held_back": test.held_back,
        "detectable": test.detectable,
        "opportunity": candidate.score * sqrt(segment.share),
    }
    features = {d.feature: d for d in segment.distinguishing}
    labels = short_labels(sorted(features), vocabulary)
    for place, (key, trait) in enumerate(candidate.traits.items()):
        d = features[trait.feature]
        prefixes = [key] if key in candidate.play.when else []
        for prefix in prefixes + ["focus"] * (place == 0):
            facts |= _trait_facts(prefix, d, labels[trait.feature], vocabulary)
    return facts


def _trait_facts(prefix: str, d: Distinguishing, label: str, vocabulary: Vocabulary) -> Facts:
    concept = concept_of(d.feature, vocabulary)
    times = times_average(d) if concept is None or concept.ratio else None
    facts: Facts = {
        f"{prefix}_label": label,
        f"{prefix}_unit": feature_label(d.feature)[1],
        f"{prefix}_mean": d.value,
        f"{prefix}_overall": d.overall,
        f"{prefix}_effect": d.effect_size,
        f"{prefix}_money": int(concept is not None and concept.money),
    }
    return facts if times is None else facts | {f"{prefix}_times": times}
