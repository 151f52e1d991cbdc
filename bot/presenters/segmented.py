"""The whole answer to a customer file: who they are, why that many, what to do."""

from typing import Any

from bot.advising import first_move_text
from bot.blocks import actions, context, header, room, saying, section, shorten, shown, stack
from bot.blocks.texts import Part
from bot.column_lists import columns_said
from bot.controls import (
    change_button,
    chart_menu,
    deck_button,
    export_button,
    how_button,
    profile_menu,
)
from bot.market_words import where_the_money_is
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Segmented, Subject
from bot.segment_lines import advice_lines, segment_table
from bot.wording import (
    NAME_CHARS,
    alone,
    aside_words,
    customers,
    file_of,
    found,
    largest,
    name_of,
    prose,
    set_aside,
    told_apart,
)
from segmentation.heaps import heaped_features
from segmentation.recommending import first_move
from segmentation.results import Analysis
from segmentation.unlike import said_of_unlike
from segmentation.verdict_words import beyond_chance

MOST_REASONS = 2
REASON_CHARS = 240
MOVE_CHARS = 700
MOST_ASIDE = 5
MOST_WARNINGS = 2
TIERS = 3
MOST_TABLES, TABLE_CHARS = 3, 50  # asked about; of a name on a button
RULES = "rfm_rules"  # who asks for these segments gets them, natural or not


@presents(Segmented)
def segmented(result: Segmented) -> Message:
    """Headline, reason, table, pictures, first move, advice a segment, buttons, footer."""
    analysis = result.subject.analysis
    asked = analysis.k_chosen_by == "person" or analysis.algorithm == RULES
    if analysis.verdict == "no_natural_groups" and not asked:
        return _one_group(result)
    headline = prose("segmented_headline", found=found(analysis), **_title(result.subject))
    pictures, attachments = shown(result.pictures)
    above = (
        header(headline),
        section(_summary(result.subject)),
        *_question(result),
        segment_table(analysis) if analysis.segments else None,
        *pictures,
        _first_move(analysis),
        _money(analysis),
    )
    below = (_buttons(result), _footer(result.subject))
    lines = advice_lines(analysis, room(*above, *below), _said(analysis))
    blocks = stack(*above, *lines, *below)
    return Message(_text(headline, analysis), blocks, attachments)


def _title(subject: Subject) -> dict[str, Any]:
    return {"file": file_of(subject), "verdict": subject.analysis.verdict}


def _question(result: Segmented) -> tuple[Block, ...]:
    """Which table the file is, where that is not sure."""
    if not result.maybe:
        return ()
    tables = result.maybe[:MOST_TABLES]
    text = prose("maybe_version", tables=[shorten(one.label, NAME_CHARS) for one in tables])
    analysis = result.subject.analysis_id
    buttons = (
        saying(f"A new version of {shorten(one.label, TABLE_CHARS)}", analysis, one.words)
        for one in tables
    )
    return section(text), actions(*buttons, saying("Another table", analysis, "version other"))


def _summary(subject: Subject) -> str:
    analysis = subject.analysis
    reasons = [shorten(reason, REASON_CHARS) for reason in analysis.reasons[:MOST_REASONS]]
    return prose(
        "segmented_summary",
        about=analysis.dataset.about,
        customers=customers(analysis),
        told_apart=told_apart(analysis),
        segments=len(analysis.segments),
        asked=analysis.k_chosen_by == "person",
        verdict=analysis.verdict,
        reasons=reasons,
        noise=analysis.noise,
        unlike=shorten(said_of_unlike(analysis.unlike), 2 * REASON_CHARS),
        alone=alone(analysis),
    )


def _first_move(analysis: Analysis) -> Block | None:
    move = shorten(first_move_text(analysis) or "", MOVE_CHARS)
    return section(prose("segmented_first_move", move=move)) if move else None


def _money(analysis: Analysis) -> Block | None:
    """Who brings the money, and with whom there is most to win."""
    money = where_the_money_is(analysis)
    return section(money) if money else None


def _said(analysis: Analysis) -> int | None:
    """The segment whose first advice is the first move."""
    move = first_move(analysis)
    if move is None or analysis.segment(move.segment).advice[0] != move.advice:
        return None
    return move.segment


def _buttons(result: Segmented) -> Block:
    subject = result.subject
    return actions(
        profile_menu(subject),
        change_button(subject),
        chart_menu(subject, result.charts),
        export_button(subject),
        deck_button(subject),
        how_button(subject),
        _only_heaped(subject, None),
    )


def _footer(subject: Subject) -> Block:
    dataset, aside = subject.analysis.dataset, set_aside(subject.analysis)
    filled = sum(c.missing for c in dataset.columns if c.name in subject.analysis.features)
    text = prose(
        "footer",
        aside=[aside_words(column) for column in aside[:MOST_ASIDE]],
        more=max(len(aside) - MOST_ASIDE, 0),
        filled=filled,
        missing=sum(column.missing for column in dataset.columns),
        duplicates=dataset.duplicates_dropped,
        warnings=[shorten(warning, REASON_CHARS) for warning in dataset.warnings[:MOST_WARNINGS]],
    )
    return context(text)


def _text(headline: str, analysis: Analysis) -> str:
    most = largest(analysis)
    return prose(
        "segmented_text",
        headline=headline,
        largest=name_of(most) if most else "",
        size=most.size if most else 0,
        share=most.share if most else 0.0,
    )


def _one_group(result: Segmented) -> Message:
    """No structure: say so, offer tiers and the evidence."""
    subject, analysis = result.subject, result.subject.analysis
    summary = prose(
        "one_group_summary",
        customers=customers(analysis),
        told_apart=told_apart(analysis),
        draws=analysis.null_test.draws if analysis.null_test else 0,
        nearly=beyond_chance(analysis.null_test),
        file=file_of(subject),
        noise=analysis.noise,
        unlike=shorten(said_of_unlike(analysis.unlike), 2 * REASON_CHARS),
        alone=alone(analysis),
    )
    pictures, attachments = shown(result.pictures)
    tiers = saying(f"Make {TIERS} tiers", subject.analysis_id, f"k={TIERS}")
    orders = analysis.dataset.kind == "transactions"
    rules = saying("Sort by when, how often, how much", subject.analysis_id, f"algo={RULES}")
    how = how_button(subject, "Show me the evidence")
    blocks = stack(
        header(prose("one_group_headline")),
        section(summary),
        *_question(result),
        *pictures,
        actions(_only_heaped(subject, "primary"), tiers, rules if orders else None, how),
    )
    return Message(prose("one_group_text", file=file_of(subject)), blocks, attachments)


def _only_heaped(subject: Subject, style: str | None) -> Part | None:
    """Looks for groups in the columns that may show them more clearly."""
    heaped = heaped_features(subject.analysis)
    if not heaped:
        return None
    label = "Use only that column" if len(heaped) == 1 else f"Use only these {len(heaped)} columns"
    return saying(label, subject.analysis_id, f"features {columns_said(heaped)}", style)
