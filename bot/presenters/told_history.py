"""The versions of a table, newest first: when, how many, what became of the segments."""

from bot.blocks import actions, fitting, header, room, saying, section, shorten, stack
from bot.blocks.limits import HEADER_TEXT
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import History, VersionLine
from bot.wording import NAME_CHARS, file_of, prose

MOST_NEWS, NEWS_CHARS = 3, 220


@presents(History)
def told_history(result: History) -> Message:
    """One paragraph a version; a button for those before."""
    file = file_of(result.subject)
    said = prose("history_headline", file=file, versions=result.versions)
    above = header(shorten(said, HEADER_TEXT))
    last = min((line.version for line in result.lines), default=0)
    earlier = (
        actions(saying("Earlier versions", result.subject.analysis_id, f"history before {last}"))
        if result.earlier
        else None
    )
    versions = fitting([_version(line) for line in result.lines], room(above, earlier))
    none = None if versions else section(prose("history_none"))
    return Message(prose("history_text", headline=said), stack(above, none, *versions, earlier))


def _version(line: VersionLine) -> Block:
    text = prose(
        "history_version",
        version=line.version,
        file=shorten(line.file_name, NAME_CHARS),
        when=line.when,
        customers=line.customers,
        segments=line.segments,
        verdict=line.verdict,
        cut_anew=line.cut_anew,
        news=[shorten(one, NEWS_CHARS) for one in line.news[:MOST_NEWS]],
        more=max(len(line.news) - MOST_NEWS, 0),
    )
    compared = line.verdict is not None and line.since is not None
    words = f"drift since {line.since}"
    return section(text, saying("Details", line.analysis_id, words) if compared else None)
