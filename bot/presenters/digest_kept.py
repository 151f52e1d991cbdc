"""A channel's digest: when it comes, or that it no longer does."""

from zoneinfo import ZoneInfo

from bot.blocks import actions, saying, section, stack
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import DigestKept
from bot.wording import person, prose


@presents(DigestKept)
def digest_kept(result: DigestKept) -> Message:
    """When the channel is told what changed, and the buttons that change it."""
    text = prose(
        "digest_kept",
        what=result.what,
        when=result.when,
        zone=result.zone,
        next=f"{result.next_at.astimezone(ZoneInfo(result.zone)):%A %-d %B, %H:%M}",
        quiet=result.quiet,
        person=person(result.person),
        stopped=result.stopped,
        example=result.when.lower(),
    )
    return Message(text, stack(section(text), _buttons(result)), private=result.what == "status")


def _buttons(result: DigestKept) -> Block | None:
    if result.what == "off" or result.stopped:
        return None
    fewer = None if result.quiet else saying("Fewer messages", None, "digest quiet")
    parts = (
        saying("Show it now", None, "digest now"),
        fewer,
        saying("Turn off", None, "digest off"),
    )
    return actions(*parts)
