"""Two segments side by side, or the methods that could have made them."""

from bot.blocks import TableColumn, actions, header, saying, section, shorten, stack, table
from bot.blocks.texts import Part
from bot.controls import change_button, how_button, profile_menu
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import MethodsCompared, SegmentsCompared
from bot.templating import figure, percent
from bot.wording import file_of, marker, name_of, prose
from segmentation.column_words import feature_label, with_unit
from segmentation.phrasing import sentence
from segmentation.results import MethodResult
from segmentation.side_by_side import Difference, SideBySide, side_by_side

MOST_ROWS = 12
LABEL_CHARS = 60
REASON_CHARS = 400
DIFFERENT, TELLING = 0.2, 0.8  # standard deviations: a small and a large effect (Cohen 1988)
METHOD_COLUMNS = (
    TableColumn("method", wrapped=True),
    TableColumn("groups", "right"),
    TableColumn("what it finds", wrapped=True),
    TableColumn("held", "right"),
    TableColumn("left out", "right"),
    TableColumn("smallest", "right"),
    TableColumn("like now", "right"),
)
FINDINGS = {
    "segments": "clear groups",
    "weak": "soft edges",
    "no_natural_groups": "parts of one group",
}


@presents(SegmentsCompared)
def segments_compared(result: SegmentsCompared) -> Message:
    """One sentence on what sets them apart most, then every feature in both."""
    subject = result.subject
    pair = side_by_side(subject.analysis, result.first, result.second)
    facts = {
        "first": name_of(pair.first),
        "second": name_of(pair.second),
        "first_size": pair.first.size,
        "second_size": pair.second.size,
        "most": [_told(each) for each in _telling(pair)],
        "file": file_of(subject),
    }
    blocks = stack(
        header(prose("compared_headline", **facts)),
        section(prose("compared_summary", **facts)),
        _differences(pair),
        actions(
            profile_menu(subject, "Profile", name="profile"),
            how_button(subject),
        ),
    )
    return Message(prose("compared_text", **facts), blocks)


def _telling(pair: SideBySide) -> list[Difference]:
    """The one or two features that set the two apart most, if any does."""
    ahead = [each for each in pair.differences[:2] if abs(each.effect_size) >= DIFFERENT]
    return [each for each in ahead if each is ahead[0] or abs(each.effect_size) >= TELLING]


def _told(difference: Difference) -> dict[str, str]:
    label, unit = feature_label(difference.feature)
    return {
        "label": shorten(label, LABEL_CHARS),
        "first": with_unit(figure(difference.first), unit),
        "second": with_unit(figure(difference.second), unit),
    }


def _differences(pair: SideBySide) -> Block:
    columns = (
        TableColumn("on average"),
        TableColumn(f"{marker(pair.first)} {name_of(pair.first)}", "right", wrapped=True),
        TableColumn(f"{marker(pair.second)} {name_of(pair.second)}", "right", wrapped=True),
        TableColumn("ratio", "right"),
        TableColumn("apart"),
    )
    sizes = ["Customers", *(f"{s.size:,} ({percent(s.share)})" for s in (pair.first, pair.second))]
    size_ratio = figure(pair.first.size / pair.second.size)
    rows = [[*sizes, f"{size_ratio} ×", ""]]
    rows += [_difference_row(each) for each in pair.differences[:MOST_ROWS]]
    return table(columns, rows)


def _difference_row(difference: Difference) -> list[str]:
    told = _told(difference)
    ratio = "" if difference.ratio is None else f"{figure(difference.ratio)} ×"
    return [sentence(told["label"]), told["first"], told["second"], ratio, _apart(difference)]


def _apart(difference: Difference) -> str:
    """How far apart, in words and in standard deviations."""
    size = abs(difference.effect_size)
    words = "far" if size >= TELLING else "somewhat" if size >= DIFFERENT else "hardly"
    return f"{words} ({figure(size)} sd)"


@presents(MethodsCompared)
def methods_compared(result: MethodsCompared) -> Message:
    """What to do, the methods in a table, why; one button to switch."""
    subject, comparison = result.subject, result.comparison
    facts = {
        "same": comparison.keep == comparison.shown,
        "found": comparison.keep is not None,
        "file": file_of(subject),
        "reasons": [shorten(reason, REASON_CHARS) for reason in comparison.reasons],
    }
    names = [row.name for row in comparison.methods]
    strong = [names.index(comparison.keep)] if comparison.keep else []
    blocks = stack(
        header(prose("methods_headline", **facts)),
        section(prose("methods_summary", **facts)),
        table(METHOD_COLUMNS, [_method_row(row) for row in comparison.methods], strong),
        actions(_switch(result), change_button(subject), how_button(subject)),
    )
    return Message(prose("methods_text", **facts), blocks)


def _switch(result: MethodsCompared) -> Part | None:
    comparison = result.comparison
    if comparison.keep is None or comparison.keep == comparison.shown:
        return None
    return saying("Switch to it", result.subject.analysis_id, result.again, "primary")


def _method_row(row: MethodResult) -> list[str]:
    shares = (row.stability, row.left_out, row.smallest_share)
    like = "–" if row.agreement_with_shown is None else f"{row.agreement_with_shown:.2f}"
    return [
        sentence(row.title),
        str(row.k or "–"),
        FINDINGS[row.verdict] if row.verdict else "nothing",
        *("–" if each is None else percent(each) for each in shares),
        like,
    ]
