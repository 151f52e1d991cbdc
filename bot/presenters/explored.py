"""The file before any segments: the things worth knowing, the columns in a table, one picture."""

from bot.blocks import TableColumn, actions, context, header, section, shorten, shown, stack, table
from bot.controls import chart_menu, how_button
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Explored
from bot.templating import percent
from bot.wording import NAME_CHARS, called, file_of, prose
from segmentation.exploration import CategoryColumn, Exploration, NumberColumn
from segmentation.phrasing import quantity, sentence

MOST_NUMBERS, MOST_ANSWERS = 8, 4
SAID_CHARS, ANSWER_CHARS = 300, 40
COLUMNS = (
    TableColumn("column"),
    TableColumn("typical", "right"),
    TableColumn("middle half", "right"),
    TableColumn("missing", "right"),
)


@presents(Explored)
def explored(result: Explored) -> Message:
    """Sentences first, then the columns, then the sheet of pictures."""
    found = result.subject.analysis.exploration or Exploration(0, 0)
    findings = [shorten(finding.said, SAID_CHARS) for finding in found.findings]
    facts = {"file": file_of(result.subject), "findings": findings}
    pictures, attachments = shown(result.pictures)
    blocks = stack(
        header(prose("explored_headline", **facts)),
        section(prose("explored_findings", **facts)),
        _columns(found),
        *pictures,
        _basis(found),
        actions(chart_menu(result.subject, result.charts), how_button(result.subject)),
    )
    return Message(prose("explored_text", **facts), blocks, attachments)


def _columns(found: Exploration) -> Block | None:
    rows = [
        *(_number(number) for number in found.numbers[:MOST_NUMBERS]),
        *(_category(category) for category in found.categories[:MOST_ANSWERS]),
    ]
    return table(COLUMNS, rows) if rows else None


def _number(number: NumberColumn) -> list[str]:
    low, middle, high = (
        quantity(value, number.column) for value in (number.p25, number.p50, number.p75)
    )
    return [_name(number.column), middle, f"{low} to {high}", _missing(number.missing)]


def _category(category: CategoryColumn) -> list[str]:
    first = category.top[0]
    typical = f"{shorten(first.answer, ANSWER_CHARS)} ({percent(first.share)})"
    answers = f"{category.answers:,} answers"
    return [_name(category.column), typical, answers, _missing(category.missing)]


def _name(column: str) -> str:
    return shorten(sentence(called(column)), NAME_CHARS)


def _missing(count: int) -> str:
    return f"{count:,}" if count else "–"


def _basis(found: Exploration) -> Block | None:
    """What the figures rest on, and how many columns the table leaves out."""
    more = max(0, len(found.numbers) - MOST_NUMBERS) + max(0, len(found.categories) - MOST_ANSWERS)
    if not found.rows:
        return None
    facts = {"rows": found.rows, "looked_at": found.looked_at, "pairs": found.pairs, "more": more}
    return context(prose("explored_basis", **facts))
