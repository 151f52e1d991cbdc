"""Customers sorted into standing segments: how many in each, how well they fit, the table."""

from bot.blocks import TableColumn, actions, header, section, shorten, stack, table
from bot.blocks.limits import HEADER_TEXT
from bot.controls import profile_menu, score_button
from bot.message import Attachment, Block, Message
from bot.presenter import presents
from bot.result import Scored, ScoreOffered
from bot.templating import percent
from bot.wording import FILE_CHARS, NAME_CHARS, file_of, prose
from segmentation.palette import segment_emoji

MOST_ROWS, MOST_CHANGES, CHANGE_CHARS = 25, 3, 300
COLUMNS = (
    TableColumn("segment"),
    TableColumn("customers", "right"),
    TableColumn("share", "right"),
    TableColumn("in the segments' own file", "right"),
)


@presents(Scored)
def scored(result: Scored) -> Message:
    """The counts, the fit, and the file itself beside them."""
    file = shorten(result.file_name, FILE_CHARS)
    said = prose("scored_headline", customers=result.customers, file=file)
    summary = prose(
        "scored_summary",
        file=file,
        model=file_of(result.subject),
        customers=result.customers,
        outside=result.outside,
        unused=result.unused,
        far=result.far,
        fits=result.fits,
        farther=result.farther,
        changes=[shorten(change, CHANGE_CHARS) for change in result.changes[:MOST_CHANGES]],
    )
    blocks = stack(
        header(shorten(said, HEADER_TEXT)),
        section(summary),
        _table(result),
        actions(profile_menu(result.subject), score_button(result.subject, "Score another file")),
    )
    kept = result.table
    attached = Attachment(kept.name, kept.content, kept.title, shown=False)
    return Message(prose("scored_text", headline=said), blocks, (attached,))


def _table(result: Scored) -> Block | None:
    rows = [
        [
            f"{segment_emoji(one.number)} {one.number} {shorten(one.name, NAME_CHARS)}",
            f"{one.size:,}",
            percent(one.share),
            percent(one.standing_share),
        ]
        for one in result.segments[:MOST_ROWS]
    ]
    return table(COLUMNS, rows) if rows else None


@presents(ScoreOffered)
def score_offered(result: ScoreOffered) -> Message:
    """What scoring does, and the button that brings the file."""
    text = prose(
        "score_offered",
        file=file_of(result.subject),
        segments=len(result.subject.analysis.segments),
    )
    button = score_button(result.subject, "Score a file", "primary")
    return Message(text, stack(section(text), actions(button)), private=True)
