"""The buttons and menus below an answer, the same wherever they appear."""

from bot.blocks import menu, opening, saying
from bot.blocks.texts import Part
from bot.result import MenuItem, Subject
from bot.wording import marker, name_of

HOW = "How was this calculated?"


def profile_menu(
    subject: Subject,
    placeholder: str = "Profile",
    besides: int | None = None,
    name: str = "profile",
) -> Part | None:
    """A menu of the segments, but for the one that is shown already."""
    items = tuple(
        MenuItem(f"{marker(segment)} {name_of(segment)}", f"profile {segment.number}")
        for segment in subject.analysis.segments
        if segment.number != besides
    )
    return menu(placeholder, name, subject.analysis_id, items)


def compare_menu(subject: Subject, number: int) -> Part | None:
    """A menu of the other segments, to be held against this one."""
    items = tuple(
        MenuItem(f"{marker(other)} {name_of(other)}", f"compare {number} {other.number}")
        for other in subject.analysis.segments
        if other.number != number
    )
    return menu("Compare with", "compare", subject.analysis_id, items)


def chart_menu(subject: Subject, charts: tuple[MenuItem, ...]) -> Part | None:
    """A menu of the charts there are."""
    return menu("Charts", "chart", subject.analysis_id, charts)


def change_button(subject: Subject) -> Part:
    """Opens the form that cuts the customers anew."""
    return opening("Change groups", "change", subject.analysis_id)


def export_button(subject: Subject, number: int | None = None) -> Part:
    """Says `export`, or `export 3`."""
    if number is None:
        return saying("Export", subject.analysis_id, "export")
    return saying("Export this segment", subject.analysis_id, f"export {number}")


def profile_button(subject: Subject, number: int) -> Part:
    """Says `profile 3`."""
    return saying("Profile", subject.analysis_id, f"profile {number}")


def rename_button(subject: Subject, number: int) -> Part:
    """Opens the form that gives a segment a name."""
    return opening("Rename", "rename", subject.analysis_id, words=f"rename {number}")


def deck_button(subject: Subject) -> Part:
    """Says `report`."""
    return saying("Deck", subject.analysis_id, "report")


def moved_button(subject: Subject, since: int | None, id_column: str | None = None) -> Part:
    """Says `drift moved`, or `drift moved since 3 id customer_no`."""
    version = "" if since is None else f" since {since}"
    column = f" id {id_column}" if id_column else ""
    return saying("Who moved?", subject.analysis_id, f"drift moved{version}{column}")


def how_button(subject: Subject, label: str = HOW) -> Part:
    """Says `how`."""
    return saying(label, subject.analysis_id, "how")


def score_button(subject: Subject, label: str, style: str | None = None) -> Part:
    """Opens the form that brings customers to be sorted."""
    return opening(label, "score", subject.analysis_id, style)


def upload_button() -> Part:
    """Opens the upload form."""
    return opening("Upload a file", "upload", None, "primary")
