"""Puts a segment's figures and advice into the words of templates/recommendations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isclose
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from bot.templating import environment, figure, percent
from bot.vocabulary_file import words_for
from segmentation.column_words import feature_label, with_unit
from segmentation.holdout import BASE_RATE, POWER
from segmentation.profiling import times_average
from segmentation.proofs import NameProof, TrialPlan
from segmentation.recommending import first_move
from segmentation.results import Advice, Analysis, Distinguishing, Recommendation, Segment
from segmentation.traits import FAR_TIMES, LEANING, MUCH, concept_of, level_of, short_labels
from segmentation.vocabulary import Vocabulary

FOLDER = "recommendations"
DAYS = 60  # of advice that was stored before it knew its own
OF_CUSTOMERS = "how many "  # a measure that begins so is a rate: it counts customers who do a thing
PARTS = ("title", "why", "offer", "channel", "message", "measure")
NEAR_ZERO = 0.05
BY_RULES = "rfm_rules"
ANSWER_CHARS = 30


@dataclass(frozen=True, slots=True)
class Spoken:
    """One trait as templates speak of it: `income` reads “income $88k, 1.5 × the average”."""

    label: str
    mean: str
    average: str
    times: str
    worth: str
    unit: str
    bought: bool = False

    @property
    def compared(self) -> str:
        return f"{self.times} the average" if self.times else f"average {self.average}"

    def __str__(self) -> str:
        # "time as a customer 15" leaves open 15 of what.
        if self.times and not self.unit and self.label.startswith("time "):
            return f"{self.label} {self.compared}"
        return f"{self.label} {self.mean}, {self.compared}"


def with_recommendations(analysis: Analysis, templates: Path | None = None) -> Analysis:
    """The analysis with every segment's advice in words."""
    one_group = analysis.verdict == "no_natural_groups"
    segments = tuple(
        replace(
            segment,
            recommendations=tuple(
                render_advice(advice, templates, one_group=one_group) for advice in segment.advice
            ),
        )
        for segment in analysis.segments
    )
    return replace(analysis, segments=segments)


def render_advice(
    advice: Advice, templates: Path | None = None, *, one_group: bool = False
) -> Recommendation:
    """One piece of advice in words: plain text with Slack's bold marks, names not escaped.

    one_group: whether the segments are parts of one group, which the words must not hide.
    """
    env = environment(templates)
    context, parts = _parts(advice, env)
    layout = env.get_template(f"{FOLDER}/_layout.j2")
    text = layout.render(**context, **parts, one_group=one_group)
    return Recommendation(parts["title"], text.strip(), _plan(advice, parts["measure"]))


def _plan(advice: Advice, measure: str) -> TrialPlan:
    audience, held_back, detectable = (
        int(advice.facts[name]) for name in ("size", "held_back", "detectable")
    )
    days = int(advice.facts.get("days", DAYS))
    tested = days > 0 and held_back > 0
    return TrialPlan(
        audience=audience,
        held_back=held_back if tested else 0,
        detectable=detectable if tested and measure.startswith(OF_CUSTOMERS) else 0,
        power=POWER,
        base_rate=BASE_RATE,
        days=days,
        measure=measure,
    )


def first_move_text(analysis: Analysis, templates: Path | None = None) -> str | None:
    """Where to begin, in one to four sentences; None if there is no advice."""
    move = first_move(analysis)
    if move is None:
        return None
    env = environment(templates)
    context, parts = _parts(move.advice, env)
    name = analysis.segment(move.segment).name
    template = env.get_template(f"{FOLDER}/_first_move.j2")
    return _one_line(template.render(**context, **parts, name=name))


def _parts(advice: Advice, env: Environment) -> tuple[dict[str, Any], dict[str, str]]:
    """What templates may use, and the parts of this advice's template with it."""
    template = env.get_template(f"{FOLDER}/{advice.template}.j2")
    context = {"days": DAYS, **speakable(advice.facts)}
    parts = {part: _block(template, part, context) for part in PARTS}
    unsaid = f"{context['days']} days" not in parts["measure"]
    test = env.get_template(f"{FOLDER}/_test.j2").render(
        **context,
        period_unsaid=unsaid,
        of_customers=parts["measure"].startswith(OF_CUSTOMERS),
        base_rate=BASE_RATE,
    )
    return context, parts | {"test": _one_line(test)}


def _block(template: Template, part: str, context: Mapping[str, Any]) -> str:
    return _one_line("".join(template.blocks[part](template.new_context(dict(context)))))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def speakable(facts: Mapping[str, float | int | str]) -> dict[str, Any]:
    """Facts as templates use them: figures as they are, `income_…` together as `income`."""
    prefixes = [key.removesuffix("_label") for key in facts if key.endswith("_label")]
    context: dict[str, Any] = {
        key: value
        for key, value in facts.items()
        if not any(key.startswith(f"{prefix}_") for prefix in prefixes)
    }
    return context | {prefix: _spoken(prefix, facts) for prefix in prefixes}


def _spoken(prefix: str, facts: Mapping[str, float | int | str]) -> Spoken:
    unit = str(facts[f"{prefix}_unit"])
    own, overall, effect = (float(facts[f"{prefix}_{n}"]) for n in ("mean", "overall", "effect"))
    mean, average = _shown(Distinguishing(prefix, own, overall, effect), unit)
    times = None if mean.endswith("%") else facts.get(f"{prefix}_times")
    if times is not None:  # the average is not said then, so its digits need not be shown
        mean = with_unit(f"{float(f'{own:.2g}'):,.10g}", unit)
    half_gap = (overall - own) * int(facts["size"]) / 2
    lacking = facts[f"{prefix}_money"] and half_gap > 0
    return Spoken(
        label=str(facts[f"{prefix}_label"]),
        mean=mean,
        average=average,
        times="" if times is None else f"{figure(_tenths(float(times)))} ×",
        worth=with_unit(_round_sum(half_gap), unit) if lacking else "",
        unit=unit,
        bought=bool(facts[f"{prefix}_money"]),
    )


def _shown(d: Distinguishing, unit: str) -> tuple[str, str]:
    """The segment's mean and the average as people write them."""
    if _is_flag(d):
        return percent(d.value), percent(d.overall)
    value, overall = _told_apart(d.value, d.overall)
    return with_unit(value, unit), with_unit(overall, unit)


def _tenths(factor: float) -> float:
    """1.6 of 1.64; two decimals below a tenth."""
    return round(factor, 1 if factor >= 0.095 else 2)


def _round_sum(amount: float) -> str:
    """A sum with two significant figures: an estimate, and it should look like one."""
    return f"{float(f'{amount:.2g}'):,.0f}"


def what_sets_apart(
    segment: Segment, analysis: Analysis, most: int = 2, vocabulary: Vocabulary | None = None
) -> str:
    """What tells a segment from the others: `income 1.4 ×, spending 1.6 × the average`, or the rule
    that made it."""
    if analysis.algorithm == BY_RULES:
        return segment.rule
    words = words_for(analysis, vocabulary)
    told = segment.distinguishing
    named = {proof.feature for proof in segment.name_proof}
    clear = [d for d in told if level_of(d.effect_size)]
    also = [d for d in told if d not in clear and d.feature in named and _leans(d, words)]
    apart = clear + also or _leaning(told, words)
    if not apart:
        return _close_to_average(told)
    labels = short_labels(analysis.features, words)
    chosen = sorted(
        _of_different_concepts(apart, words)[:most],
        key=lambda d: analysis.features.index(d.feature),
    )
    return ", ".join(_listed([_comparison(d, labels[d.feature], words) for d in chosen]))


def _leaning(told: Sequence[Distinguishing], words: Vocabulary) -> list[Distinguishing]:
    """What is worth telling where no mean is many deviations off the average; nothing where all
    lie a little to one side of it, which is said in a word."""
    leaning = [d for d in told if _leans(d, words)]
    far = any(abs(d.value - d.overall) >= FAR_TIMES * d.overall for d in leaning)
    return leaning if far or not _throughout(told) else []


def _leans(d: Distinguishing, words: Vocabulary) -> bool:
    """Whether a mean is worth telling where none is many deviations off the average."""
    concept = concept_of(d.feature, words)
    if d.answer or (concept and (concept.protected or not concept.ratio)):
        return False
    off = abs(d.value - d.overall)
    return abs(d.effect_size) >= LEANING and d.overall > 0 and off >= MUCH * d.overall


def _of_different_concepts(
    features: Sequence[Distinguishing], words: Vocabulary
) -> list[Distinguishing]:
    """The features, those that say what an earlier one has said at the end."""
    said: set[str] = set()
    first: list[Distinguishing] = []
    again: list[Distinguishing] = []
    for d in features:
        concept = concept_of(d.feature, words)
        key = concept.key if concept else f"column {d.feature}"
        (again if key in said else first).append(d)
        said.add(key)
    return first + again


def _comparison(d: Distinguishing, label: str, words: Vocabulary) -> tuple[str, bool]:
    """The phrase for one feature, and whether it is a multiple of the average."""
    concept = concept_of(d.feature, words)
    if d.answer:
        label = feature_label(d.feature)[0]
        return f"{label} {_answer(d)} {percent(d.value)} (average {percent(d.overall)})", False
    if _is_flag(d):
        # "gender 85 %" would say nothing: only the file knows what its code 1 means.
        coded = " is 1 for" if concept and not (concept.high or concept.low) else ""
        return f"{label}{coded} {percent(d.value)} (average {percent(d.overall)})", False
    times = times_average(d) if concept is None or concept.ratio else None
    if times is not None:
        return f"{label} {figure(_tenths(times))} ×", True
    mean, overall = _shown(d, feature_label(d.feature)[1])
    if 0 <= d.value < NEAR_ZERO * d.overall:
        mean = "near zero"
    return f"{label} {mean} (average {overall})", False


def _answer(d: Distinguishing) -> str:
    """An answer in quotes, without line breaks, and not too long."""
    words = " ".join(d.answer.split())
    return f"“{words if len(words) <= ANSWER_CHARS else words[: ANSWER_CHARS - 1] + '…'}”"


def _is_flag(d: Distinguishing) -> bool:
    """Whether the column holds only 0 and 1: then its variance is p (1 - p)."""
    if not (0 < d.overall < 1 and 0 <= d.value <= 1 and d.effect_size):
        return False
    variance = ((d.value - d.overall) / d.effect_size) ** 2
    return isclose(variance, d.overall * (1 - d.overall), rel_tol=1e-6)


def _told_apart(value: float, overall: float) -> tuple[str, str]:
    """Two figures with as few digits as show the difference between them truly."""
    for digits in range(2, 7):
        a, b = (float(f"{v:.{digits}g}") for v in (value, overall))
        if abs((a - b) - (value - overall)) <= 0.1 * abs(value - overall):
            break
    written = f"{a:,.10g}", f"{b:,.10g}"
    alike = 0.1 < abs(a) / max(abs(b), 1e-300) < 10
    decimals = max(len(text.partition(".")[2]) for text in written)
    return (f"{a:,.{decimals}f}", f"{b:,.{decimals}f}") if alike else written


def _listed(phrases: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """Multiples first; “the average” once, after the last of them."""
    multiples = [phrase for phrase, is_multiple in phrases if is_multiple]
    if multiples:
        yield ", ".join(multiples) + " the average"
    yield from (phrase for phrase, is_multiple in phrases if not is_multiple)


def _close_to_average(features: Sequence[Distinguishing]) -> str:
    if side := _throughout(features):
        return f"a little {side} average throughout"
    return "close to average" + {1: "", 2: " in both"}.get(len(features), " in all")


def _throughout(features: Sequence[Distinguishing]) -> str:
    """`above` or `below` where three features or more all lean to that side, else nothing."""
    effects = [d.effect_size for d in features]
    for side, word in ((1, "above"), (-1, "below")):
        if len(effects) > 2 and all(effect * side >= LEANING for effect in effects):
            return word
    return ""


def why_this_name(segment: Segment) -> tuple[str, ...]:
    """The tests behind a segment's name, a sentence for each word that was given."""
    by_word: dict[str, list[NameProof]] = {}
    for proof in segment.name_proof:
        by_word.setdefault(proof.word, []).append(proof)
    return tuple(_proof_words(word, proofs) for word, proofs in by_word.items())


def _proof_words(word: str, proofs: Sequence[NameProof]) -> str:
    """Figures, what was asked of them, and in how many resamples the weakest of them held."""
    figures = "; ".join(proof.statement for proof in proofs)
    tests = " and ".join(dict.fromkeys(proof.test for proof in proofs))
    held, draws = min((proof.holds, proof.draws) for proof in proofs)
    return f"“{word}”: {figures} (asked for: {tests}; so in {percent(held)} of {draws} resamples)."
