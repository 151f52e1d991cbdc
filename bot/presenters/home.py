"""The App Home of one person: how to begin, what was analysed lately, what can be said."""

from typing import Any

from bot.blocks import actions, divider, header, section, shorten, view_stack
from bot.controls import profile_menu, upload_button
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Home, RecentData
from bot.wording import (
    FILE_CHARS,
    command_lines,
    customers,
    largest,
    name_of,
    person,
    place,
    prose,
)

MOST_RECENT = 10


@presents(Home)
def home(result: Home) -> Message:
    """Greeting, upload button, recent data sets with their segments, every command."""
    greeting = prose("home_greeting", person=person(result.person))
    recent = result.recent[:MOST_RECENT]
    blocks = view_stack(
        header(prose("home_headline")),
        section(greeting),
        section(prose("home_begin")),
        actions(upload_button()),
        divider(),
        section(prose("home_recent_title", recent=len(recent))),
        *(_recent(data, at) for at, data in enumerate(recent, start=1)),
        divider(),
        section(prose("home_commands_title")),
        *(section(text) for text in command_lines(result.commands)),
    )
    return Message(greeting, blocks)


def _recent(data: RecentData, at: int) -> Block:
    text = prose(
        "home_recent",
        file=shorten(data.file_name, FILE_CHARS),
        place=place(data.channel),
        age=data.age_seconds,
        **_outcome(data),
    )
    menu = profile_menu(data.subject, name=f"profile-{at}") if data.subject else None
    return section(text, menu)


def _outcome(data: RecentData) -> dict[str, Any]:
    if data.subject is None:
        return {"segments": None, "customers": 0, "largest": "", "share": 0.0}
    analysis = data.subject.analysis
    most = largest(analysis)
    return {
        "segments": len(analysis.segments),
        "customers": customers(analysis),
        "largest": name_of(most) if most else "",
        "share": most.share if most else 0.0,
    }
