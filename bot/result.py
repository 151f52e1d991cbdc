"""What a command found out, before it is put into words and blocks: frozen values, no Slack.

Every result names the analysis it speaks of, so that its buttons can go on from there.
"""

from dataclasses import dataclass

from segmentation.chart import Picture
from segmentation.results import Analysis, Comparison


@dataclass(frozen=True, slots=True)
class Subject:
    """The analysis that a result speaks of: ids for buttons, the file's name for people."""

    analysis_id: str
    dataset_id: str
    file_name: str
    analysis: Analysis


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
    """The whole answer to an upload, `k=5`, `auto` …"""

    subject: Subject
    pictures: tuple[Picture, ...]
    charts: tuple[MenuItem, ...]


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
class Exported:
    """A file to take away: the table with its segments, or the slide deck."""

    subject: Subject
    name: str
    content: bytes
    what: str
    title: str


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
    """A job was stopped on request. had_before: whether an earlier answer about the file stays."""

    file_name: str
    person: str
    had_before: bool = False


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
    | Helped
    | Status
    | Cancelled
    | NoData
    | Welcomed
    | Trouble
    | Home
)
