"""What to do about one segment, or about all of them."""

from bot.blocks import actions, header, room, section, stack
from bot.controls import profile_menu
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Recommended, Subject
from bot.segment_lines import advice, advice_lines
from bot.wording import file_of, name_of, prose

MOST_ADVICE = 8


@presents(Recommended)
def recommended(result: Recommended) -> Message:
    """The advice in full, or its first piece for every segment."""
    analysis = result.subject.analysis
    menu = profile_menu(result.subject)
    top, row = header(_headline(result)), actions(menu) if menu else None
    if result.number is None:
        blocks = advice_lines(analysis, room(top, row)) or [section(prose("recommended_nothing"))]
    else:
        blocks = _advice(result.subject, result.number)
    return Message(_text(result), stack(top, *blocks, row))


def _headline(result: Recommended) -> str:
    analysis = result.subject.analysis
    return prose("recommended_headline", name=_name(result), segments=len(analysis.segments))


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


def _advice(subject: Subject, number: int) -> list[Block]:
    segment = subject.analysis.segment(number)
    if not segment.recommendations:
        facts = {"name": name_of(segment), "file": file_of(subject)}
        return [section(prose("recommended_none", **facts))]
    return [advice(each) for each in segment.recommendations[:MOST_ADVICE]]
