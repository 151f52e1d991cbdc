"""What to do about one segment, or about all of them."""

from bot.blocks import actions, context, header, section, stack
from bot.controls import profile_menu
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Recommended
from bot.segment_lines import advice, advice_line
from bot.wording import file_of, name_of, prose
from segmentation.results import Analysis

MOST_ADVICE = 8
MOST_LINES = 15


@presents(Recommended)
def recommended(result: Recommended) -> Message:
    """The advice in full, or its first piece for every segment."""
    analysis = result.subject.analysis
    blocks = _lines(analysis) if result.number is None else _advice(analysis, result.number)
    row = profile_menu(result.subject)
    return Message(
        _text(result),
        stack(header(_headline(result)), *blocks, actions(row) if row else None),
    )


def _headline(result: Recommended) -> str:
    return prose("recommended_headline", name=_name(result))


def _text(result: Recommended) -> str:
    analysis = result.subject.analysis
    chosen = analysis.segment(result.number).recommendations if result.number else ()
    return prose(
        "recommended_text",
        name=_name(result),
        title=chosen[0].title if chosen else "",
        segments=len(analysis.segments),
        file=file_of(result.subject),
    )


def _name(result: Recommended) -> str:
    if result.number is None:
        return ""
    return name_of(result.subject.analysis.segment(result.number))


def _advice(analysis: Analysis, number: int) -> list[Block]:
    segment = analysis.segment(number)
    if not segment.recommendations:
        return [section(prose("recommended_none", name=name_of(segment)))]
    return [advice(each) for each in segment.recommendations[:MOST_ADVICE]]


def _lines(analysis: Analysis) -> list[Block]:
    lines = [advice_line(segment) for segment in analysis.segments[:MOST_LINES]]
    more = len(analysis.segments) - len(lines)
    return [*lines, context(prose("segmented_more", more=more))] if more else lines
