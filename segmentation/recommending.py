"""What to do about each segment: keys of templates and the figures they speak of; no prose.

Each play states the traits that call for it. A segment gets the up to three that fit it best,
each with its own figures and a plan to test it; the words are in templates/recommendations/.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from segmentation.column_words import feature_label
from segmentation.holdout import days_of, plan_holdout
from segmentation.profiling import times_average
from segmentation.results import Advice, Analysis, Distinguishing, Segment, Trait
from segmentation.traits import CATEGORY, GOODS, HIGH, LEANING, concept_of, fits, short_labels
from segmentation.traits import standing as where_it_stands
from segmentation.vocabulary import Concept, Vocabulary

MOST = 3
SMALL, FEW = 0.05, 200  # a segment that people can still serve one by one
LARGE = 0.50
LAST = 0.1  # strength of what comes after all else
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
    Play("large_loans", {"credit_amount": "high"}, 0.45, _OWING),
    Play("small_loans", {"credit_amount": "low"}, 0.3, _OWING),
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
_PLAYED = {concept for play in PLAYS for concept in (*play.when, *play.unless)}
# Plays that no concept calls for: columns of no concept, the size, nothing at all.
STAND_OUT = Play("stand_out", {}, 0.4)
SHORTFALL = Play("shortfall", {}, 0.35)
EVERYDAY = Play("everyday_middle", {}, 0.15)
SMALL_NICHE = Play("small_niche", {}, 0.2)
LARGE_MAJORITY = Play("large_majority", {}, 0.1)
THEIR_ANSWER = Play("their_answer", {}, 0.35)
ASK_THEM = Play("ask_them", {}, 0.06)
GET_TO_KNOW = Play("get_to_know", {}, 0.1)
ALWAYS = ("size", "share", "customers", "held_back", "detectable", "days", "opportunity")
OF_A_TRAIT = ("label", "unit", "mean", "overall", "effect", "money")


@dataclass(frozen=True, slots=True)
class FirstMove:
    """Where to begin: a segment's number and the advice that promises most."""

    segment: int
    advice: Advice


@dataclass(frozen=True)
class _Candidate:
    """A play that fits, the traits or the answer that it speaks of, and how strongly they call for
    it."""

    play: Play
    traits: Mapping[str, Trait] = field(default_factory=dict)
    strength: float = 1.0
    answer: Distinguishing | None = None

    @property
    def key(self) -> str:
        """What two segments must not both begin with: the same play, about the same answer."""
        return _key(self.play.template, self.answer.answer if self.answer else "")

    @property
    def about(self) -> set[str]:
        return set(self.traits) or {self.answer.feature if self.answer else self.play.template}

    @property
    def score(self) -> float:
        return self.play.worth * self.strength * (1 + 0.25 * max(0, len(self.play.when) - 1))


def recommend(
    segment: Segment,
    customers: int,
    vocabulary: Vocabulary | None = None,
    taken: Collection[str] = (),
) -> tuple[Advice, ...]:
    """One to three pieces of advice for a segment, the best first.

    Parameters
    ----------
    segment : with its traits and all features in `distinguishing`.
    customers : how many customers the analysis used.
    vocabulary : what gave the traits their concepts.
    taken : what leads the advice for other segments (template and answer); this one begins with
        something else, if anything about it calls for that, be it a trait that only leans to a
        side.

    Returns
    -------
    Each with these facts: size, share, customers; held_back and detectable (see
    `segmentation.holdout`) and days, how long to measure; opportunity, which `first_move`
    compares; and for each concept the play speaks of, <concept>_label, _unit, _mean, _overall,
    _effect, _money, and _times where the average may be multiplied. The first of them is there as
    focus_… too.
    """
    words = vocabulary or Vocabulary()
    ordered = sorted(_candidates(segment, words), key=lambda c: -c.score)
    if not ordered or (taken and all(c.key in taken for c in ordered)):
        ordered += sorted(_leaning_candidates(segment), key=lambda c: -c.score)
    ordered.sort(key=lambda c: _turn(c, taken, words))  # stable: the best of each kind first
    return tuple(
        Advice(candidate.play.template, _facts(candidate, segment, customers, words))
        for candidate in _chosen(ordered) or [_Candidate(GET_TO_KNOW)]
    )


def recommend_all(
    segments: Sequence[Segment], customers: int, vocabulary: Vocabulary | None = None
) -> tuple[tuple[Advice, ...], ...]:
    """Advice for every segment of an analysis, in their order; no two begin with the same while
    anything tells them apart. Where two call for it, it goes to the one that it promises more."""
    own = [recommend(segment, customers, vocabulary) for segment in segments]
    places = range(len(segments))
    strongest_first = sorted(places, key=lambda i: (-float(own[i][0].facts["opportunity"]), i))
    given: dict[int, tuple[Advice, ...]] = {}
    for i in strongest_first:
        taken = {_begins_with(advice) for advice in given.values()}
        again = _begins_with(own[i]) in taken
        given[i] = recommend(segments[i], customers, vocabulary, taken) if again else own[i]
    return tuple(given[i] for i in places)


def _begins_with(advice: tuple[Advice, ...]) -> str:
    return _key(advice[0].template, str(advice[0].facts.get("said", "")))


def _key(template: str, answer: str) -> str:
    return f"{template} {' '.join(answer.split())}".strip()


def _turn(candidate: "_Candidate", taken: Collection[str], vocabulary: Vocabulary) -> int:
    """When it is its turn: what others don't begin with; what they do too, before what rests on
    who someone is; what says nothing of anyone."""
    about_people = any(_protected(t.feature, vocabulary) for t in candidate.traits.values())
    if candidate.key not in taken:
        return 2 if about_people and taken else 0
    return 1 if candidate.traits and not about_people else 3


def _chosen(ordered: Sequence["_Candidate"]) -> list["_Candidate"]:
    """The first ones, each about something new."""
    chosen: list[_Candidate] = []
    covered: set[str] = set()
    for candidate in ordered:
        if len(chosen) < MOST and not candidate.about <= covered:
            chosen.append(candidate)
            covered |= candidate.about
    return chosen


def first_move(analysis: Analysis) -> FirstMove | None:
    """The advice with the largest opportunity: worth × strength × √share; None without any."""
    moves = [FirstMove(s.number, advice) for s in analysis.segments for advice in s.advice]
    return max(
        moves, key=lambda m: (float(m.advice.facts["opportunity"]), -m.segment), default=None
    )


def _candidates(segment: Segment, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    stands = where_it_stands(segment.traits)
    levels = {key: trait.level for key, trait in stands.items()}
    fitting = [play for play in PLAYS if play.fits(levels)]
    for play in fitting:
        # What speaks of two traits knows better than what speaks of one of them.
        if not any(play.when.items() < other.when.items() for other in fitting):
            traits = {key: stands[key] for key in play.when}
            yield _Candidate(play, traits, _strength(list(traits.values())))
    own = [t for t in segment.traits if t.level and _speaks_for_itself(t, vocabulary)]
    for play, sign in ((STAND_OUT, 1), (SHORTFALL, -1)):
        strongest = max(own, key=lambda trait: trait.effect_size * sign, default=None)
        if strongest is not None and strongest.level * sign > 0:
            yield _Candidate(play, {strongest.feature: strongest}, _strength([strongest]))
    answers = _answers(segment, vocabulary)
    for d in answers:
        yield _Candidate(THEIR_ANSWER, {}, min(2.0, d.effect_size), d)
    levels_of_all = [t.level for t in segment.traits if not _protected(t.feature, vocabulary)]
    if not any(levels_of_all) and not answers:
        far = [*_far_candidates(segment, vocabulary)]
        # Whom an age alone sets apart is no middle; the play about that comes first.
        yield from far or [_Candidate(EVERYDAY, strength=LAST if fitting else 1.0)]
    mute = _mute(segment, vocabulary)
    if mute is not None:
        yield _Candidate(ASK_THEM, {mute.feature: mute}, _strength([mute]))
    if segment.share < SMALL and segment.size < FEW:
        yield _Candidate(SMALL_NICHE)
    if segment.share >= LARGE:
        yield _Candidate(LARGE_MAJORITY)


def _speaks_for_itself(trait: Trait, vocabulary: Vocabulary) -> bool:
    """Whether advice may speak of the column by its own words: no play knows what it means, and it
    is neither protected, nor beyond anyone's doing, nor a mere figure (a rate, a score)."""
    if trait.concept in ("", GOODS):
        return True
    concept = concept_of(trait.feature, vocabulary)
    if concept is None or trait.concept in _PLAYED or not concept.label:
        return False
    return not (concept.protected or concept.fixed)


def _mute(segment: Segment, vocabulary: Vocabulary) -> Trait | None:
    """What sets the segment apart most, if that says nothing of what they want: a figure that no
    play knows (years in work, a duration). Nothing protected is ever asked about by its name."""
    strongest = max(segment.traits, key=lambda t: (abs(t.effect_size), t.feature), default=None)
    if strongest is None or not strongest.level or strongest.concept in _PLAYED:
        return None
    if _protected(strongest.feature, vocabulary) or _speaks_for_itself(strongest, vocabulary):
        return None
    return strongest


def _leaning_candidates(segment: Segment) -> Iterator[_Candidate]:
    """Plays for traits that only lean to a side: the second best, with their own figures."""
    stands = {
        k: t for k, t in where_it_stands(segment.traits).items() if abs(t.effect_size) >= LEANING
    }
    levels = {key: 1 if trait.effect_size > 0 else -1 for key, trait in stands.items()}
    for play in PLAYS:
        if len(play.when) == 1 and play.fits(levels):
            traits = {key: stands[key] for key in play.when}
            yield _Candidate(play, traits, abs(next(iter(traits.values())).effect_size))


def _far_candidates(segment: Segment, vocabulary: Vocabulary) -> Iterator[_Candidate]:
    """Plays for traits few deviations off, and far from the average all the same: who spends a
    third of it is not the middle, however much others spend."""
    for candidate in _leaning_candidates(segment):
        if all(trait.far for trait in candidate.traits.values()):
            yield candidate
    own = [t for t in segment.traits if t.far and _speaks_for_itself(t, vocabulary)]
    strongest = max(own, key=lambda t: (abs(t.effect_size), t.feature), default=None)
    if strongest is not None and abs(strongest.effect_size) >= LEANING:
        play = STAND_OUT if strongest.effect_size > 0 else SHORTFALL
        yield _Candidate(play, {strongest.feature: strongest}, abs(strongest.effect_size))


def _answers(segment: Segment, vocabulary: Vocabulary) -> list[Distinguishing]:
    """The answers that the segment was made from and gives clearly more often than all, the
    strongest first; none about what people must not be sorted by."""
    clear = [d for d in segment.distinguishing if d.answer and d.effect_size >= HIGH]
    fair = [d for d in clear if not any(_protected(w, vocabulary) for w in (d.feature, d.answer))]
    return sorted(fair, key=lambda d: (-round(d.effect_size, 6), d.feature))


def _protected(words: str, vocabulary: Vocabulary) -> bool:
    concept = concept_of(words, vocabulary)
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
        "days": days_of(candidate.play.template),
        "opportunity": candidate.score * sqrt(segment.share),
    }
    if candidate.answer:
        facts |= _answer_facts(candidate.answer)
    features = {d.feature: d for d in segment.distinguishing}
    labels = short_labels(sorted(features), vocabulary)
    for place, (key, trait) in enumerate(candidate.traits.items()):
        d = features[trait.feature]
        prefixes = [key] if key in candidate.play.when else []
        for prefix in prefixes + ["focus"] * (place == 0):
            facts |= _trait_facts(prefix, d, labels[trait.feature], vocabulary)
    return facts


def _answer_facts(d: Distinguishing) -> Facts:
    return {
        "said_of": feature_label(d.feature)[0],
        "said": " ".join(d.answer.split()),
        "said_share": d.value,
        "said_overall": d.overall,
    }


def _trait_facts(prefix: str, d: Distinguishing, label: str, vocabulary: Vocabulary) -> Facts:
    concept = concept_of(d.feature, vocabulary)
    times = times_average(d) if concept is None or concept.ratio else None
    facts: Facts = {
        f"{prefix}_label": f"spend on {label}" if _of_one_kind(concept) else label,
        f"{prefix}_unit": feature_label(d.feature)[1],
        f"{prefix}_mean": d.value,
        f"{prefix}_overall": d.overall,
        f"{prefix}_effect": d.effect_size,
        f"{prefix}_money": int(concept is not None and concept.money),
    }
    return facts if times is None else facts | {f"{prefix}_times": times}


def _of_one_kind(concept: Concept | None) -> bool:
    """Whether a column tells what is spent on one kind of goods: 580 of wines are not bottles."""
    return concept is not None and concept.key == CATEGORY
