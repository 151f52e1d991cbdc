"""One segment in detail: who they are, how to recognise them, what to do."""

from bot.blocks import TableColumn, actions, header, section, shorten, shown, stack, table
from bot.controls import compare_menu, export_button, how_button, profile_menu
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Profiled
from bot.segment_lines import advice, apart
from bot.templating import figure, percent
from bot.wording import customers, file_of, marker, name_of, prose
from segmentation.column_words import feature_label, with_unit
from segmentation.phrasing import sentence
from segmentation.results import Analysis, Distinguishing, Segment

MOST_TRAITS = 3
MOST_ADVICE = 3
LABEL_CHARS = 60
RULE_CHARS = 400
# Standard deviations between the means, and what is said of them.
DEGREES = ((1.2, "much "), (0.5, ""), (0.2, "a little "))


@presents(Profiled)
def profiled(result: Profiled) -> Message:
    """Size, traits, rule, picture, advice; from here to the next segment."""
    subject, analysis = result.subject, result.subject.analysis
    segment = analysis.segment(result.number)
    facts = {
        "marker": marker(segment),
        "number": segment.number,
        "name": name_of(segment),
        "size": segment.size,
        "share": segment.share,
        "customers": customers(analysis),
        "apart": apart(segment, analysis, MOST_TRAITS),
        "file": file_of(subject),
    }
    pictures, attachments = shown(result.pictures)
    blocks = stack(
        header(prose("profiled_headline", **facts)),
        section(prose("profiled_summary", **facts)),
        _traits(segment, analysis),
        _rule(segment),
        *pictures,
        *(advice(each) for each in segment.recommendations[:MOST_ADVICE]),
        actions(
            compare_menu(subject, segment.number),
            profile_menu(subject, "Another segment", besides=segment.number),
            export_button(subject, segment.number),
            how_button(subject),
        ),
    )
    return Message(prose("profiled_text", **facts), blocks, attachments)


def _traits(segment: Segment, analysis: Analysis) -> Block | None:
    """The strongest traits beside those of everyone."""
    strongest = sorted(segment.distinguishing, key=lambda trait: -abs(trait.effect_size))
    columns = (
        TableColumn("on average"),
        TableColumn(f"these {segment.size:,}", "right"),
        TableColumn(f"all {customers(analysis):,}", "right"),
        TableColumn("compared"),
    )
    rows = [_trait_row(trait) for trait in strongest[:MOST_TRAITS]]
    return table(columns, rows) if rows else None


def _trait_row(trait: Distinguishing) -> list[str]:
    label, unit = feature_label(trait.feature)
    if trait.answer:
        return [
            sentence(shorten(f"{label}: {' '.join(trait.answer.split())}", LABEL_CHARS)),
            percent(trait.value),
            percent(trait.overall),
            compared(trait.effect_size),
        ]
    return [
        sentence(shorten(label, LABEL_CHARS)),
        with_unit(figure(trait.value), unit),
        with_unit(figure(trait.overall), unit),
        compared(trait.effect_size),
    ]


def compared(effect_size: float) -> str:
    """`much higher`, `a little lower`, `about the same`."""
    for least, degree in DEGREES:
        if abs(effect_size) >= least:
            return degree + ("higher" if effect_size > 0 else "lower")
    return "about the same"


def _rule(segment: Segment) -> Block | None:
    if not segment.rule:
        return None
    text = prose(
        "profiled_rule",
        rule=shorten(segment.rule, RULE_CHARS),
        precision=segment.rule_precision,
        recall=segment.rule_recall,
        stability=segment.stability,
    )
    return section(text)
