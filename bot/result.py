"""What a command found out, before it is put into words and blocks: frozen values, no Slack.

Every result names the analysis it speaks of, so that its buttons can go on from there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.schedule import DigestSlot
from bot.subject import Exported as Exported
from bot.subject import Subject as Subject
from bot.table_results import History as History
from bot.table_results import Moved as Moved
from bot.table_results import OwnTable as OwnTable
from bot.table_results import SameFile as SameFile
from bot.table_results import Scored as Scored
from bot.table_results import ScoredSegment as ScoredSegment
from bot.table_results import ScoreOffered as ScoreOffered
from bot.table_results import TableHere as TableHere
from bot.table_results import TableNews as TableNews
from bot.table_results import Tables as Tables
from bot.table_results import Using as Using
from bot.table_results import VersionLine as VersionLine
from segmentation.chart import Picture
from segmentation.drift_results import Drift, SchemaChange
from segmentation.reasons_for_one import ReasonsForOne
from segmentation.results import Comparison


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of a menu: what is shown, and the words it says when it is chosen."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Work under way. stages are those already done, in words, oldest first (`cleaned`, `explored`,
    `5 groups found`); doing is the one under way (`drawing`)."""

    file_name: str
    job_id: str
    rows: int | None = None
    stages: tuple[str, ...] = ()
    doing: str = "reading"


@dataclass(frozen=True, slots=True)
class Segmented:
    """The whole answer to an upload, `k=5`, `auto` …

    maybe: the tables that the file may be a new version of, and the words that say so.
    """

    subject: Subject
    pictures: tuple[Picture, ...]
    charts: tuple[MenuItem, ...]
    maybe: tuple[MenuItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Profiled:
    """One segment in detail."""

    subject: Subject
    number: int
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class SegmentsCompared:
    """Two segments side by side, by their numbers."""

    subject: Subject
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class MethodsCompared:
    """What several methods find in the customers at hand; again: the words that switch."""

    subject: Subject
    comparison: Comparison
    again: str


@dataclass(frozen=True, slots=True)
class Charted:
    """One picture that was asked for."""

    subject: Subject
    picture: Picture
    charts: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class Explored:
    """The file before any segments: what the exploration found, and a sheet of pictures."""

    subject: Subject
    pictures: tuple[Picture, ...]
    charts: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class Recommended:
    """What to do about one segment (number) or about all of them (None)."""

    subject: Subject
    number: int | None


@dataclass(frozen=True, slots=True)
class Explained:
    """How the segments were found: the receipt, the evidence, the method."""

    subject: Subject


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one customer is and why; typed is what the person called the customer."""

    subject: Subject
    typed: str
    reasons: ReasonsForOne


@dataclass(frozen=True, slots=True)
class Renamed:
    """A segment is called otherwise now. number is None where an undo changed no name that shows;
    before is what it was called."""

    subject: Subject
    number: int | None
    before: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One line of the help."""

    usage: str
    summary: str
    example: str


@dataclass(frozen=True, slots=True)
class Helped:
    """What can be said; file_name is the data set at hand, if there is one."""

    commands: tuple[CommandHelp, ...]
    file_name: str | None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What is at hand in this channel and what is under way. subject is the current analysis."""

    subject: Subject | None
    age_seconds: float | None
    running: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A job was stopped on request. had_before: whether an earlier answer about the file stays.

    again: the words that start over, where it is not a file that has to be dropped again.
    """

    file_name: str
    person: str
    had_before: bool = False
    again: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """The answer to a table that came again: what changed since the version before.

    version: its place among the versions of the table; since_seconds: how long ago the one before
    was analysed. since: that one's place, where it is not the one right before.
    stands: whether it is what the next one is compared with; a broken file is not. id_column: the
    one that somebody named to tell customers by.
    """

    subject: Subject
    drift: Drift
    version: int
    since_seconds: float
    stands: bool
    pictures: tuple[Picture, ...]
    charts: tuple[MenuItem, ...]
    since: int | None = None
    id_column: str | None = None


@dataclass(frozen=True, slots=True)
class NotRefreshed:
    """A source that could not be read before a digest, or a file that could not be read since the
    last one.

    age_seconds: how old what stands is, None where nothing does. name: what it is called.
    tried_seconds: how long ago somebody brought the file, None for a source, which was just tried.
    """

    problem: str
    next_step: str
    age_seconds: float | None
    name: str = ""
    tried_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Digested:
    """What changed in a channel's segments in a period.

    drift: None where no new data came; age_seconds: how old the data is. next_at: when the next
    digest comes, in `zone`; None where none is set. slot: the period that this settles. since: the
    version that the latest is compared with. quiet: only what matters is said already. others: the
    other tables of the channel, what matters most first. not_refreshed: the sources and files
    that could not be read for it. changes: what is otherwise in the table since then, as against
    its customers.
    """

    subject: Subject | None
    drift: Drift | None
    age_seconds: float
    next_at: datetime | None = None
    zone: str = "UTC"
    slot: DigestSlot | None = None
    pictures: tuple[Picture, ...] = ()
    since: int | None = None
    quiet: bool = False
    others: tuple[TableNews, ...] = ()
    not_refreshed: tuple[NotRefreshed, ...] = ()
    changes: tuple[SchemaChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source by its name; its latest version in a channel, 0 where it was not read there yet."""

    name: str
    version: int = 0
    age_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SourcesListed:
    """The sources that a channel may use."""

    channel: str
    sources: tuple[ListedSource, ...]


@dataclass(frozen=True, slots=True)
class DigestKept:
    """When the channel is told what changed. what: `set`, `off` or `status`.

    when, zone: the schedule in words; next_at: when it speaks next. stopped: why it no longer does.
    """

    what: Literal["set", "off", "status"]
    when: str
    zone: str
    next_at: datetime
    quiet: bool
    person: str
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class NoData:
    """A command that needs a data set was said where there is none."""

    words: str


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The bot has joined a channel."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong: what happened, what to do; `ref` where it is our fault.

    retry: words and analysis of a button that tries again; empty if that would not help.
    """

    problem: str
    next_step: str
    ref: str | None = None
    retry: str = ""


@dataclass(frozen=True, slots=True)
class RecentData:
    """One data set in the App Home."""

    file_name: str
    channel: str
    subject: Subject | None
    age_seconds: float


@dataclass(frozen=True, slots=True)
class Home:
    """The App Home of one person."""

    person: str
    recent: tuple[RecentData, ...]
    commands: tuple[CommandHelp, ...]


Result = (
    Progress
    | Segmented
    | Profiled
    | SegmentsCompared
    | MethodsCompared
    | Charted
    | Explored
    | Exported
    | Recommended
    | Explained
    | Placed
    | Renamed
    | Helped
    | Status
    | Cancelled
    | Changed
    | SameFile
    | OwnTable
    | Moved
    | Scored
    | ScoreOffered
    | History
    | Tables
    | Using
    | Digested
    | DigestKept
    | SourcesListed
    | NoData
    | Welcomed
    | Trouble
    | Home
)
