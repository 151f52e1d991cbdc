"""Who changed the segment: counts for everybody; names go to the one who asked."""

from typing import Any

from bot.blocks import TableColumn, actions, context, saying, section, shorten, shown, stack, table
from bot.controls import export_button
from bot.drift_lines import NAME_CHARS, attribution_lines, flows, joined, named
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Moved
from bot.templating import percent
from bot.wording import file_of, prose
from segmentation.drift_results import Drift

MOST_FLOWS, MOST_PARTS = 12, 4
COLUMNS = (
    TableColumn("from"),
    TableColumn("to"),
    TableColumn("customers", "right"),
    TableColumn("of that segment", "right"),
)


@presents(Moved)
def moved(result: Moved) -> Message:
    """The counts, from where to where, why shares changed, a picture."""
    drift, known = result.drift, result.drift.migration
    facts: dict[str, Any] = {
        "matched": known.matched_ids,
        "moved": known.moved,
        "since": result.since,
    }
    text = prose(
        "moved",
        **facts,
        file=file_of(result.subject),
        share=known.moved / max(known.matched_ids, 1),
        joined=joined(drift),
        refitted=drift.refitted,
        parts=attribution_lines(drift)[:MOST_PARTS],
    )
    pictures, attachments = shown(result.pictures)
    note = _note(result)
    blocks = stack(
        section(text),
        _table(drift),
        *pictures,
        context(note) if note else None,
        _buttons(result),
    )
    return Message(prose("moved_text", **facts), blocks, attachments)


def _table(drift: Drift) -> Block | None:
    found = flows(drift)[:MOST_FLOWS]
    if not found:
        return None
    sizes = dict(zip(drift.migration.numbers, map(sum, drift.migration.matrix), strict=True))
    rows = [
        [
            shorten(named(drift, one), NAME_CHARS),
            shorten(named(drift, to), NAME_CHARS),
            f"{size:,}",
            percent(size / max(sizes[one], 1)),
        ]
        for size, one, to in found
    ]
    return table(COLUMNS, rows)


def _note(result: Moved) -> str:
    found = flows(result.drift)
    counted = sum(size for size, _, _ in found)
    return prose(
        "moved_note",
        outside=max(result.drift.migration.moved - counted, 0),
        more=max(len(found) - MOST_FLOWS, 0),
        handed=result.handed is not None,
        asker=result.asker,
    )


def _buttons(result: Moved) -> Block:
    analysis = result.subject.analysis_id
    return actions(
        saying("Details", analysis, f"drift since {result.since}"), export_button(result.subject)
    )
