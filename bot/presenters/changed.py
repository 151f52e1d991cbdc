"""A table that came again: what changed, the evidence, who moved, the segments as they are now."""

from bot.blocks import actions, header, section, shorten, shown, stack
from bot.controls import (
    chart_menu,
    deck_button,
    export_button,
    how_button,
    moved_button,
    profile_menu,
)
from bot.drift_lines import evidence, headline, largest_moves, shares_table, who_moved
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Changed
from bot.wording import file_of, prose

HEADLINE_CHARS = 140
MOST_LINES, LINE_CHARS = 5, 300


@presents(Changed)
def changed(result: Changed) -> Message:
    """Headline, evidence, shares before and after, pictures, what to do, buttons."""
    said = shorten(headline(result.drift), HEADLINE_CHARS)
    pictures, attachments = shown(result.pictures)
    next_step = prose("changed_next", next_step=result.drift.next_step)
    blocks = stack(
        header(said),
        section(_summary(result)),
        None if result.drift.broken else shares_table(result.drift),
        *pictures,
        section(next_step) if result.drift.next_step else None,
        _buttons(result),
    )
    text = prose("changed_text", headline=said, file=file_of(result.subject))
    return Message(text, blocks, attachments)


def _summary(result: Changed) -> str:
    drift = result.drift
    return prose(
        "changed_summary",
        file=file_of(result.subject),
        version=result.version,
        since=result.since_seconds,
        other=result.since,
        customers=drift.rows.new,
        before=drift.rows.baseline,
        lines=[shorten(line, LINE_CHARS) for line in evidence(drift)[:MOST_LINES]],
        moved=who_moved(drift),
        flows=largest_moves(drift),
        stands=result.stands,
    )


def _buttons(result: Changed) -> Block:
    subject = result.subject
    someone = result.drift.migration.moved > 0
    return actions(
        moved_button(subject, result.since, result.id_column) if someone else None,
        profile_menu(subject),
        chart_menu(subject, result.charts),
        export_button(subject),
        deck_button(subject),
        how_button(subject),
    )
