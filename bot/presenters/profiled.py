"""One segment in detail: who they are, how to recognise them, what to do."""

from bot.advising import why_this_name
from bot.blocks import (
    TableColumn,
    actions,
    context,
    fitting,
    header,
    room,
    section,
    shorten,
    shown,
    stack,
    table,
)
from bot.controls import compare_menu, export_button, rename_button
from bot.market_words import (
    answers,
    habits,
    money_words,
    needs,
    opportunity_facts,
    over_bought,
)
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
FACT_CHARS = 120
# Standard deviations between the means, and what is said of them.
DEGREES = ((1.2, "much "), (0.5, ""), (0.2, "a little "))


@presents(Profiled)
def profiled(result: Profiled) -> Message:
    """Size, traits, rule, picture, advice; from here to a comparison with another segment."""
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
        "money_share": segment.money_share,
        "money": money_words(analysis),
        "one_group": analysis.verdict == "no_natural_groups",
        "file": file_of(subject),
    }
    pictures, attachments = shown(result.pictures)
    above = (
        header(prose("profiled_headline", **facts)),
        section(prose("profiled_summary", **facts)),
        _traits(segment, analysis),
        _rule(segment),
        _market(segment, analysis),
        _name(segment),
        *pictures,
    )
    row = actions(
        compare_menu(subject, segment.number),
        export_button(subject, segment.number),
        rename_button(subject, segment.number),
    )
    advised = [advice(each) for each in segment.recommendations[:MOST_ADVICE]]
    blocks = stack(*above, *fitting(advised, room(*above, row)), row)
    return Message(prose("profiled_text", **facts), blocks, attachments)


def _market(segment: Segment, analysis: Analysis) -> Block | None:
    """What they over-buy, how they buy, what they need, what more there might be."""
    chance = segment.market.opportunity if segment.market else None
    gap = opportunity_facts(chance, analysis) if chance else None
    facts = {
        "over_bought": over_bought(segment),
        "answers": answers(segment, analysis),
        "habits": habits(segment, analysis),
        "needs": needs(segment),
    }
    shortened = {key: [shorten(one, FACT_CHARS) for one in told] for key, told in facts.items()}
    return section(prose("profiled_market", **shortened, gap=gap)) if any(facts.values()) else None


def _name(segment: Segment) -> Block | None:
    proofs = [shorten(proof, RULE_CHARS) for proof in why_this_name(segment)[:MOST_TRAITS]]
    given = bool(segment.generated_name)
    if not proofs and not given:
        return None
    generated = shorten(segment.generated_name, LABEL_CHARS)
    return context(prose("profiled_name", proofs=proofs, given=given, generated=generated))


def _traits(segment: Segment, analysis: Analysis) -> Block | None:
    """The strongest traits beside those of everyone."""
    strongest = sorted(segment.distinguishing, key=lambda trait: -abs(trait.effect_size))
    columns = (
        TableColumn("on average"),
        TableColumn(f"these {segment.size:,}", "right"),
        TableColumn(f"all {customers(analysis):,}", "right"),
        TableColumn("index", "right"),
        TableColumn("compared"),
    )
    rows = [_trait_row(trait, segment) for trait in strongest[:MOST_TRAITS]]
    return table(columns, rows) if rows else None


def _trait_row(trait: Distinguishing, segment: Segment) -> list[str]:
    label, unit = feature_label(trait.feature)
    if trait.answer:
        return [
            sentence(shorten(f"{label}: {' '.join(trait.answer.split())}", LABEL_CHARS)),
            percent(trait.value),
            percent(trait.overall),
            "–",
            compared(trait.effect_size),
        ]
    index = segment.index.get(trait.feature)
    return [
        sentence(shorten(label, LABEL_CHARS)),
        with_unit(figure(trait.value), unit),
        with_unit(figure(trait.overall), unit),
        "–" if index is None else f"{index:,.0f}",
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
