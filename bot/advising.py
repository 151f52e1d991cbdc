"""Puts a segment's figures and advice into the words of templates/recommendations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from bot.templating import environment, figure
from bot.vocabulary_file import read_vocabulary
from segmentation.column_words import feature_label, with_unit
from segmentation.profiling import times_average
from segmentation.recommending import first_move
from segmentation.results import Advice, Analysis, Distinguishing, Recommendation, Segment
from segmentation.traits import HIGH, concept_of, level_of, short_labels
from segmentation.vocabulary import Vocabulary

FOLDER = "recommendations"
PARTS = ("title", "why", "offer", "channel", "message", "measure")
# From here on a segment leans to a side, though no single feature sets it apart.
LEANING = 0.2


@dataclass(frozen=True, slots=True)
class Spoken:
    """One trait as templates speak of it: `income` reads “income 1.5 × the average”."""

    label: str
    mean: str
    average: str
    times: str
    worth: str

    @property
    def compared(self) -> str:
        return f"{self.times} the average" if self.times else f"{self.mean}, average {self.average}"

    def __str__(self) -> str:
        if self.times:
            return f"{self.label} {self.times} the average"
        return f"{self.label} {self.mean}, average {self.average}"


def with_recommendations(analysis: Analysis, templates: Path | None = None) -> Analysis:
    """The analysis with every segment's advice in words."""
    segments = tuple(
        replace(
            segment,
            recommendations=tuple(render_advice(advice, templates) for advice in segment.advice),
        )
        for segment in analysis.segments
    )
    return replace(analysis, segments=segments)


def render_advice(advice: Advice, templates: Path | None = None) -> Recommendation:
    """One piece of advice in words: plain text with Slack's bold marks, names not escaped."""
    env = environment(templates)
    context, parts = _parts(advice, env)
    text = env.get_template(f"{FOLDER}/_layout.j2").render(**context, **parts)
    return Recommendation(title=parts["title"], text=text.strip())


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
    context = speakable(advice.facts)
    parts = {part: _block(template, part, context) for part in PARTS}
    parts["test"] = _one_line(env.get_template(f"{FOLDER}/_test.j2").render(**context))
    return context, parts


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
    mean, overall = float(facts[f"{prefix}_mean"]), float(facts[f"{prefix}_overall"])
    times = facts.get(f"{prefix}_times")
    half_gap = (overall - mean) * int(facts["size"]) / 2
    return Spoken(
        label=str(facts[f"{prefix}_label"]),
        mean=with_unit(figure(mean), unit),
        average=with_unit(figure(overall), unit),
        times="" if times is None else f"{figure(_tenths(float(times)))} ×",
        worth=with_unit(_round_sum(half_gap), unit)
        if facts[f"{prefix}_money"] and half_gap > 0
        else "",
    )


def _tenths(factor: float) -> float:
    """1.6 of 1.64; two decimals below a tenth."""
    return round(factor, 1 if factor >= 0.095 else 2)


def _round_sum(amount: float) -> str:
    """A sum with two significant figures: an estimate, and it should look like one."""
    return f"{float(f'{amount:.2g}'):,.0f}"


def what_sets_apart(
    segment: Segment, analysis: Analysis, most: int = 2, vocabulary: Vocabulary | None = None
) -> str:
    """The features that tell a segment from the others: `income 1.4 ×, spending 1.6 × the average`."""
    words = vocabulary or read_vocabulary()
    apart = [d for d in segment.distinguishing if level_of(d.effect_size)][:most]
    if not apart:
        return _close_to_average(segment.distinguishing)
    apart.sort(key=lambda d: _place(d, analysis.features))
    labels = short_labels(analysis.features, words)
    return ", ".join(_listed([_comparison(d, labels[d.feature], words) for d in apart]))


def _place(d: Distinguishing, features: Sequence[str]) -> int:
    return features.index(d.feature)


def _comparison(d: Distinguishing, label: str, words: Vocabulary) -> tuple[str, bool]:
    """The phrase for one feature, and whether it is a multiple of the average."""
    concept = concept_of(d.feature, words)
    times = times_average(d) if concept is None or concept.ratio else None
    if times is not None:
        return f"{label} {figure(_tenths(times))} ×", True
    unit = feature_label(d.feature)[1]
    mean, overall = (with_unit(_told_apart(v, d), unit) for v in (d.value, d.overall))
    return f"{label} {mean} (average {overall})", False


def _told_apart(value: float, d: Distinguishing) -> str:
    """A figure with as many digits as it takes to differ from the average."""
    for digits in (3, 4, 5, 6):
        shown = [float(f"{v:.{digits}g}") for v in (d.value, d.overall)]
        if shown[0] != shown[1]:
            break
    return figure(value) if digits == 3 else f"{value:,.{digits}g}"


def _listed(phrases: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """Multiples first; “the average” once, after the last of them."""
    multiples = [phrase for phrase, is_multiple in phrases if is_multiple]
    if multiples:
        yield ", ".join(multiples) + " the average"
    yield from (phrase for phrase, is_multiple in phrases if not is_multiple)


def _close_to_average(features: Sequence[Distinguishing]) -> str:
    effects = [d.effect_size for d in features]
    for side, word in ((1, "above"), (-1, "below")):
        if len(effects) > 2 and all(effect * side >= LEANING for effect in effects):
            return f"a little {word} average throughout"
    return (
        f"close to average in {'both' if len(effects) == 2 else 'all'}"
        if effects[1:]
        else ("close to average")
    )


def why_this_name(segment: Segment, vocabulary: Vocabulary | None = None) -> str:
    """The tests behind a segment's name: each trait that is high or low, and by how much."""
    words = vocabulary or read_vocabulary()
    labels = short_labels([d.feature for d in segment.distinguishing], words)
    marked = [d for d in segment.distinguishing if level_of(d.effect_size)]
    if not marked:
        return f"No feature lies {HIGH} standard deviations or more from the overall mean."
    parts = (
        f"{labels[d.feature]} lies {abs(d.effect_size):.1f} standard deviations"
        f" {'above' if d.effect_size > 0 else 'below'} the overall mean"
        for d in marked
    )
    return f"High and low begin at {HIGH}: {'; '.join(parts)}."
