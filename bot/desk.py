"""What a command works with: store, files, computing, Slack's files, and the job it runs in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.belonging import Belonging
from bot.job import Compute, JobContext, Jobs
from bot.result import Progress
from bot.series import Store
from bot.settings import Settings
from bot.store import FileStore


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that someone shared, as Slack describes it.

    shares: timestamp of the message that brought it, by channel.
    """

    id: str
    name: str
    size: int
    mimetype: str
    url: str
    person: str
    shares: dict[str, str]


class Incoming(Protocol):
    """The files that people share."""

    def describe(self, file_id: str) -> SharedFile:
        """Raises SlackTrouble if it is gone or a permission is missing."""
        ...

    def fetch(self, file: SharedFile, destination: Path) -> None:
        """Write the file's bytes to the destination. Raises SlackTrouble or FileTooLarge."""
        ...


class People(Protocol):
    """The members of the workspace, and its channels."""

    def zone_of(self, person: str) -> str:
        """The name of a person's time zone, UTC where it is not known."""
        ...

    def belonging_of(self, person: str) -> Belonging:
        """Whether a person is a full member of the bot's own workspace."""
        ...

    def channel_name(self, channel: str) -> str:
        """A channel's name without `#`; empty where it has none, or where it is not known."""
        ...


@dataclass(frozen=True)
class Desk:
    """Everything a command may use; nothing in it is Slack's own type.

    tell: shows how far the work has come, in the message that will become the answer.
    """

    settings: Settings
    store: Store
    files: FileStore
    compute: Compute
    jobs: Jobs
    incoming: Incoming
    people: People
    clock: Callable[[], datetime]
    job: JobContext
    tell: Callable[[Progress], None]

    def age_seconds(self, moment: datetime) -> float:
        return (self.clock() - moment).total_seconds()
