"""What was found out about tables over time: who moved, new customers scored, versions, choices."""

from dataclasses import dataclass

from bot.belonging import Belonging
from bot.subject import Exported, Subject
from segmentation.chart import Picture
from segmentation.drift_results import Drift, SchemaChange


@dataclass(frozen=True, slots=True)
class Moved:
    """How many customers changed their segment since a version, from which to which.

    since: that version. handed: the list of who they are, for the one who asked alone; None where
    nobody moved, or the one who asked is no full member of the workspace. asker: what they are.
    """

    subject: Subject
    drift: Drift
    since: int
    pictures: tuple[Picture, ...]
    handed: Exported | None
    asker: Belonging = "member"


@dataclass(frozen=True, slots=True)
class SameFile:
    """The very file that is the latest version of a table came again."""

    subject: Subject
    version: int
    age_seconds: float


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A file was said to be a table of its own, not a version of the others here."""

    subject: Subject


@dataclass(frozen=True, slots=True)
class ScoredSegment:
    """How many of the customers are in a segment. standing_share: of its own file's customers."""

    number: int
    name: str
    size: int
    share: float
    standing_share: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A file's customers sorted into the segments that stand.

    outside: customers of no segment; unused: rows that are no customer of their own. far: how many
    lie farther out than nearly all of those that the segments are made of. fits: whether they fit
    as well; farther: by how much they lie farther off (0.2: a fifth); None for too few to say.
    changes: what was read otherwise than it stands. table: the file with its segments.
    """

    subject: Subject
    file_name: str
    customers: int
    segments: tuple[ScoredSegment, ...]
    outside: int
    unused: int
    far: int
    fits: bool | None
    farther: float | None
    changes: tuple[str, ...]
    table: Exported


@dataclass(frozen=True, slots=True)
class ScoreOffered:
    """New customers can be sorted into the segments at hand; which file holds them is to come."""

    subject: Subject


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the history of a table.

    when: in the words and the time zone of the person who asked. verdict: None where it was
    compared with nothing, `broken` where it does not stand. news: what became of segments.
    cut_anew: whether it was segmented again since. since: the version before it that is kept.
    """

    version: int
    file_name: str
    when: str
    customers: int
    segments: int
    verdict: str | None
    news: tuple[str, ...]
    cut_anew: bool
    analysis_id: str
    since: int | None


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a table, newest first. earlier: how many more there are before them."""

    subject: Subject
    versions: int
    lines: tuple[VersionLine, ...]
    earlier: int


@dataclass(frozen=True, slots=True)
class TableHere:
    """A table of a channel. key: what its button calls it; chosen: commands speak of it."""

    key: str
    file_name: str
    versions: int
    customers: int
    segments: int
    age_seconds: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a channel, the latest first. why: they are shown because `several` fit what
    was typed, something `close` to it, or nothing (`unknown`); empty where they were asked for."""

    tables: tuple[TableHere, ...]
    more: int
    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class Using:
    """Commands speak of this table from now on; thread_speaks_of: but not in this thread."""

    subject: Subject
    version: int
    thread_speaks_of: str


@dataclass(frozen=True, slots=True)
class TableNews:
    """What became of one table in a period.

    drift: None where no new data came; age_seconds: how old the data is. since: the version that
    the latest is compared with. changes: what is otherwise in the table since then.
    """

    subject: Subject
    drift: Drift | None
    age_seconds: float
    since: int | None = None
    changes: tuple[SchemaChange, ...] = ()
