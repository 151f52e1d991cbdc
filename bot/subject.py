"""What results speak of: an analysis, and files made of it to take away."""

from dataclasses import dataclass

from segmentation.results import Analysis


@dataclass(frozen=True, slots=True)
class Subject:
    """The analysis that a result speaks of: ids for buttons, the file's name for people."""

    analysis_id: str
    dataset_id: str
    file_name: str
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to take away: the table with its segments, or the slide deck."""

    subject: Subject
    name: str
    content: bytes
    what: str
    title: str
