"""When a channel is told what changed: set, asked after, taken back."""

from dataclasses import replace
from typing import Literal

from bot.desk import Desk
from bot.errors import PlainError
from bot.request import Request
from bot.result import DigestKept
from bot.schedule_words import read_schedule
from bot.series import Digest
from bot.store import stable_id


class NoDigest(PlainError):
    """There is no digest in this channel."""

    def __init__(self) -> None:
        super().__init__(
            "There is no digest in this channel yet.",
            "Say for instance `digest monday 09:00`, and I'll tell what changed every Monday.",
        )


def set_digest(request: Request, words: str, quiet: bool, desk: Desk) -> DigestKept:
    """Keep a digest for the channel, in the person's time zone unless the words name another.

    Raises UnreadableSchedule.
    """
    schedule = read_schedule(words, desk.people.zone_of(request.person))
    before = desk.store.digest_of(request.place.channel)
    digest = Digest(
        id=stable_id("dig", request.identity),
        team=request.place.team,
        channel=request.place.channel,
        person=request.person,
        schedule=schedule,
        created_at=desk.clock(),
        quiet=quiet,
    )
    if before:  # what was said before is still what the next one goes on from
        digest = replace(digest, id=before.id)
    desk.store.set_digest(digest)
    return kept(digest, "set", desk)


def stop_digest(request: Request, desk: Desk) -> DigestKept:
    """Take the channel's digest back. Raises NoDigest."""
    digest = digest_here(request, desk)
    desk.store.delete_digest(digest.id)
    return kept(digest, "off", desk)


def quieter_digest(request: Request, desk: Desk) -> DigestKept:
    """Post only when something matters. Raises NoDigest."""
    digest = replace(digest_here(request, desk), quiet=True)
    desk.store.set_digest(digest)
    return kept(digest, "set", desk)


def digest_status(request: Request, desk: Desk) -> DigestKept:
    """When the next one comes. Raises NoDigest."""
    return kept(digest_here(request, desk), "status", desk)


def digest_here(request: Request, desk: Desk) -> Digest:
    """The digest of the channel. Raises NoDigest."""
    digest = desk.store.digest_of(request.place.channel)
    if digest is None:
        raise NoDigest
    return digest


def kept(digest: Digest, what: Literal["set", "off", "status"], desk: Desk) -> DigestKept:
    """A digest and when it speaks next."""
    following = digest.schedule.next(desk.clock())
    return DigestKept(
        what=what,
        when=digest.schedule.in_words,
        zone=digest.schedule.zone,
        next_at=following.at,
        quiet=digest.quiet,
        person=digest.person,
        stopped=digest.stopped,
    )
