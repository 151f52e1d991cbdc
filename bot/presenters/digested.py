"""The digest: the sentence that matters, evidence, who moved, what to do; or that all is well."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.blocks import actions, context, header, saying, section, shorten, shown, stack
from bot.blocks.texts import Part
from bot.controls import export_button, moved_button, upload_button
from bot.drift_lines import evidence, headline, joined, largest_moves, shares_table, who_moved
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Digested, TableNews
from bot.source_lines import names_of, with_not_refreshed
from bot.templating import verbatim
from bot.wording import NAME_CHARS, customers, file_of, prose
from segmentation.drift_results import Drift
from segmentation.phrasing import listed

HEADLINE_CHARS = 140
MOST_ALSO, MOST_NAMES = 2, 5  # tables in words besides the first, and named in one line
MOST_LINES, LINE_CHARS = 4, 300


@presents(Digested)
def digested(result: Digested) -> Message:
    """What changed, and which source could not be read for it."""
    troubles = result.not_refreshed
    if result.drift is None and not result.others:
        # The first line has said already what failed, and how old what stands is.
        troubles = tuple(replace(one, age_seconds=None) for one in troubles)
        return with_not_refreshed(_told(result), troubles, led=True)
    return with_not_refreshed(_told(result), troubles)


def _told(result: Digested) -> Message:
    """What changed; how old the data is where no new data came."""
    if result.drift is None or result.subject is None:
        return _old(result)
    if result.drift.verdict == "stable":
        return _still(result, result.drift)
    return _changed(result, result.drift)


def _changed(result: Digested, drift: Drift) -> Message:
    said = shorten(headline(drift), HEADLINE_CHARS)
    lines = [shorten(line, LINE_CHARS) for line in evidence(drift)]
    file = file_of(result.subject) if result.subject else ""
    moved = prose(
        "digested_changed",
        file=file if result.others else "",
        lines=lines[:MOST_LINES],
        moved=who_moved(drift),
        flows=largest_moves(drift),
    )
    next_step = prose("changed_next", next_step=drift.next_step)
    # One picture; *Details* shows the others.
    pictures, attachments = shown(result.pictures[:1])
    table = None if drift.broken else shares_table(drift)
    blocks = stack(
        header(said), section(moved), table, *pictures, section(next_step),
        _buttons(result, drift), *_also_changed(result.others), *_also_otherwise(result.others),
        _rest(result.others), _next(result),
    )  # fmt: skip
    return Message(prose("changed_text", headline=said, file=file), blocks, attachments)


def _still(result: Digested, drift: Drift) -> Message:
    new = joined(drift) if drift.migration.matched_ids else ""
    file = file_of(result.subject) if result.subject and result.others else ""
    facts = {"customers": drift.rows.new, "joined": new, "file": file}
    lines = [shorten(change.text, LINE_CHARS) for change in result.changes[:MOST_LINES]]
    text = prose("digested_still", **facts, next=_when(result), lines=lines)
    fewer, rest = _fewer(result), _rest(result.others)
    buttons = actions(fewer) if fewer else None
    return Message(text, stack(section(text), *_also_otherwise(result.others), rest, buttons))


def _old(result: Digested) -> Message:
    subject = result.subject
    text = prose(
        "digested_old",
        file=file_of(subject) if subject else "",
        age=result.age_seconds,
        customers=customers(subject.analysis) if subject else 0,
        segments=len(subject.analysis.segments) if subject else 0,
        next=_when(result),
        failed=names_of(result.not_refreshed),
    )
    button, rest = _fewer(result) if subject else upload_button(), _rest(result.others)
    return Message(text, stack(section(text), rest, actions(button) if button else None))


def _also_changed(others: Sequence[TableNews]) -> Iterator[Block]:
    """The next tables in importance, a sentence each."""
    for at, news in enumerate(_changed_ones(others)[:MOST_ALSO]):
        drift = news.drift
        assert drift is not None
        text = prose(
            "digested_also",
            file=file_of(news.subject),
            headline=shorten(headline(drift), HEADLINE_CHARS),
            moved=who_moved(drift),
        )
        words = "drift" if news.since is None else f"drift since {news.since}"
        button = saying("Details", news.subject.analysis_id, words, name=f"also-{at}")
        yield section(text, button)


def _also_otherwise(others: Sequence[TableNews]) -> Iterator[Block]:
    """Tables whose customers are as they were, but not their columns: what somebody should know."""
    still = [one for one in others if one.drift and one.drift.verdict == "stable"]
    told = [(one, change) for one in still for change in one.changes if change.puzzles]
    for news, change in told[:MOST_ALSO]:
        line = shorten(change.text, LINE_CHARS)
        yield section(prose("digested_also", file=file_of(news.subject), headline=line, moved=""))


def _rest(others: Sequence[TableNews]) -> Block | None:
    """All other tables in one line."""
    if not others:
        return None
    more = _changed_ones(others)[MOST_ALSO:]
    text = prose(
        "digested_rest",
        changed=_names(more),
        several=len(more) > 1,
        still=_names(one for one in others if one.drift and one.drift.verdict == "stable"),
        old=_names(one for one in others if one.drift is None),
    )
    return section(text) if text else None


def _changed_ones(others: Sequence[TableNews]) -> list[TableNews]:
    return [one for one in others if one.drift and one.drift.verdict != "stable"]


def _names(tables: Iterable[TableNews]) -> str:
    names = [f"*{verbatim(shorten(one.subject.file_name, NAME_CHARS))}*" for one in tables]
    return listed(names, MOST_NAMES)


def _buttons(result: Digested, drift: Drift) -> Block:
    subject = result.subject
    since = "" if result.since is None else f" since {result.since}"
    return actions(
        moved_button(subject, result.since) if subject and drift.migration.moved else None,
        saying("Details", subject.analysis_id if subject else None, f"drift{since}"),
        export_button(subject) if subject else None,
        _fewer(result),
    )


def _fewer(result: Digested) -> Part | None:
    """Turns the quiet mode on, where something would be quieter by it."""
    wanted = result.next_at and not result.quiet
    return saying("Fewer messages", None, "digest quiet") if wanted else None


def _next(result: Digested) -> Block | None:
    return context(f"The next look is {_when(result)}.") if result.next_at else None


def _when(result: Digested) -> str:
    moment: datetime | None = result.next_at
    return f"{moment.astimezone(ZoneInfo(result.zone)):%A %H:%M}" if moment else ""
