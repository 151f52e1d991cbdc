"""The tables of a channel, and which of them commands speak of."""

from bot.blocks import actions, saying, section, shorten, stack
from bot.controls import profile_menu
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import TableHere, Tables, Using
from bot.wording import FILE_CHARS, NAME_CHARS, customers, file_of, prose


@presents(Tables)
def tables(result: Tables) -> Message:
    """One line a table with a button; first what was not found, if something was meant."""
    text = prose(
        "tables",
        why=result.why,
        typed=shorten(result.typed, NAME_CHARS),
        only=shorten(result.tables[0].file_name, FILE_CHARS) if len(result.tables) == 1 else "",
        more=result.more,
    )
    return Message(text, stack(section(text), *map(_table, result.tables)), private=True)


def _table(one: TableHere) -> Block:
    text = prose(
        "tables_line",
        file=shorten(one.file_name, FILE_CHARS),
        versions=one.versions,
        customers=one.customers,
        segments=one.segments,
        age=one.age_seconds,
        chosen=one.chosen,
    )
    return section(text, None if one.chosen else saying("Use this", None, f"use {one.key}"))


@presents(Using)
def using(result: Using) -> Message:
    """Which table it is from now on."""
    text = prose(
        "using",
        file=file_of(result.subject),
        version=result.version,
        customers=customers(result.subject.analysis),
        segments=len(result.subject.analysis.segments),
        thread=shorten(result.thread_speaks_of, FILE_CHARS),
    )
    menu = profile_menu(result.subject)
    return Message(text, stack(section(text), actions(menu) if menu else None))
