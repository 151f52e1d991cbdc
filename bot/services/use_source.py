"""Which living sources a channel may use, and which one some words ask for."""

from dataclasses import dataclass

from bot.command import NotUnderstood, find
from bot.desk import Desk
from bot.errors import PlainError
from bot.request import Request
from bot.services.reading_sources import Living
from segmentation.phrasing import listed
from segmentation.source_errors import SourceRefused

ANEW = ("anew", "afresh")


@dataclass(frozen=True, slots=True)
class SourceWanted:
    """A source that is to be read now. anew: without a look at the version before."""

    name: str
    anew: bool = False


class NoSuchSource(PlainError):
    """None of this name is open to this channel. Whether there is one elsewhere is not said."""

    def __init__(self, name: str, channel: str, allowed: tuple[str, ...]) -> None:
        here = f"Here you may use {listed(allowed)}; others" if allowed else "Sources"
        super().__init__(
            f"There is no source called “{name}” for this channel.",
            f"{here} are opened to a channel in config.toml, by whoever runs me: this one is"
            f" {channel}.",
        )
        self.name, self.allowed = name, allowed


def read_wanted(words: str) -> SourceWanted | None:
    """`source crm`, `source crm anew`; None for `source` alone. Raises NotUnderstood."""
    _, *rest = words.split()
    if not rest:
        return None
    name = rest[0].strip("`\"'“”*").lower()
    if not name or len(rest) > 2 or any(word.lower() not in ANEW for word in rest[1:]):
        raise NotUnderstood(
            "I read one source at a time.",
            "Say `source` for a list, `source crm` to read one, or `source crm anew` to begin"
            " afresh with it.",
        )
    return SourceWanted(name, anew=len(rest) == 2)


def asked_source(request: Request) -> SourceWanted | None:
    """The source that a request asks to read, whether the channel may use it or not."""
    if request.file_id or request.door == "schedule":
        return None
    try:
        return read_wanted(request.words) if find(request.words).name == "source" else None
    except NotUnderstood:
        return None


def allowed_sources(request: Request, desk: Desk) -> tuple[str, ...]:
    """The names of those that are open to the channel of a request, in the order of the settings.

    Slack is asked for the channel's name only where a source is opened by name.
    """
    sources, channel = desk.settings.sources, request.place.channel
    by_name = any(source.channel_names for source in sources.values())
    called = desk.people.channel_name(channel) if by_name else ""
    return tuple(
        name
        for name, source in sources.items()
        if channel in source.channels or (called and called in source.channel_names)
    )


def open_source_for(request: Request, name: str, desk: Desk) -> Living:
    """A source with its password. Raises NoSuchSource, or SourceRefused where none is set."""
    allowed = allowed_sources(request, desk)
    if name not in allowed:
        raise NoSuchSource(name, request.place.channel, allowed)
    source = desk.settings.sources[name]
    variable = source.password_env
    if variable and variable not in desk.settings.passwords:
        why = f"the variable {variable}, which should hold its password, is not set"
        raise SourceRefused(name, why, "Have it set where I run, and me restarted")
    return Living(name, source, desk.settings.passwords.get(variable))
