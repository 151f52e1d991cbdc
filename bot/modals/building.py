"""The forms as Slack shows them: bring a file, cut the customers anew, name a segment."""

from collections.abc import Sequence

from bot.blocks import (
    conversation_select,
    file_input,
    labelled,
    multi_select,
    number_input,
    option,
    section,
    select,
    text_input,
    view_stack,
)
from bot.blocks.limits import OPTION_VALUE, OPTIONS, VIEW_TITLE
from bot.blocks.texts import plain
from bot.message import Block
from bot.modals.fields import (
    ALGORITHM,
    APART,
    CHANGE,
    CHANNEL,
    DOUBLE,
    FEATURES,
    FILE,
    LEAST_K,
    LEAVE_OUT,
    LONERS,
    MAX,
    METHODS,
    MIN,
    MOST_K,
    MOST_LETTERS,
    MOST_SHARE,
    NAME,
    RENAME,
    SCORE,
    UPLOAD,
    About,
    K,
    View,
)
from bot.request import Place
from bot.result import Subject
from bot.wording import file_of, found, marker, name_of, prose
from segmentation.results import Analysis

COMPARABLE = ("feature", "money")


def upload_modal(channel: str | None) -> View:
    """The form that brings a file; without a channel (in the Home) it asks for one."""
    where = conversation_select("Choose a place", CHANNEL)
    blocks = view_stack(
        section(prose("upload_form")),
        labelled("Customer file", FILE, file_input(FILE), prose("upload_form_file_hint")),
        None if channel else labelled("Where shall I answer?", CHANNEL, where),
        _count_field(None),
    )
    return _modal(UPLOAD, "Upload customers", "Find groups", blocks, About(channel=channel))


def score_modal(subject: Subject, channel: str | None) -> View:
    """The form that brings customers to be sorted; without a channel it asks for one."""
    where = conversation_select("Choose a place", CHANNEL)
    facts = {"file": file_of(subject), "segments": len(subject.analysis.segments)}
    blocks = view_stack(
        section(prose("score_form", **facts)),
        labelled("New customers", FILE, file_input(FILE), prose("upload_form_file_hint")),
        None if channel else labelled("Where shall I answer?", CHANNEL, where),
    )
    about = About(channel=channel, analysis_id=subject.analysis_id)
    return _modal(SCORE, "Score customers", "Score", blocks, about)


def change_modal(subject: Subject, place: Place) -> View:
    """The form that cuts the customers anew, filled in with how they are cut now."""
    analysis = subject.analysis
    chosen = analysis.k if analysis.k_chosen_by == "person" else None
    facts = {"found": found(analysis), "file": file_of(subject)}
    count = {"k": analysis.k, "by": analysis.k_chosen_by}
    blocks = view_stack(
        section(prose("change_form", **facts)),
        _count_field(chosen, prose("change_form_count_hint", **count)),
        labelled("Method", ALGORITHM, _methods(analysis.algorithm)),
        _columns_field(analysis),
        *_wishes(analysis),
    )
    about = About(place.channel, place.thread_ts, subject.analysis_id)
    return _modal(CHANGE, "Change the groups", "Cut anew", blocks, about)


def rename_modal(subject: Subject, number: int, place: Place) -> View:
    """The form that gives a segment a name. Raises UnknownSegment."""
    segment = subject.analysis.segment(number)
    field = text_input(NAME, MOST_LETTERS, segment.name)
    blocks = view_stack(
        section(prose("rename_form", marker=marker(segment), name=name_of(segment))),
        labelled("Name", NAME, field, prose("rename_form_name_hint")),
    )
    about = About(place.channel, place.thread_ts, subject.analysis_id, number)
    return _modal(RENAME, "Rename a segment", "Rename", blocks, about)


def _modal(
    callback_id: str, title: str, submit: str, blocks: Sequence[Block], about: About
) -> View:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, VIEW_TITLE),
        "submit": plain(submit, VIEW_TITLE),
        "close": plain("Cancel", VIEW_TITLE),
        "private_metadata": about.to_metadata(),
        "blocks": list(blocks),
    }


def _count_field(chosen: int | None, hint: str = "") -> Block:
    element = number_input(K, LEAST_K, MOST_K, chosen, "Let the data decide")
    return labelled("Number of groups", K, element, hint, optional=True)


def _methods(current: str) -> Block:
    options = [option(method.label, method.name) for method in METHODS]
    return select("Choose a method", ALGORITHM, options, chosen=current)


def _wishes(analysis: Analysis) -> tuple[Block | None, ...]:
    """What may be left as it is: limits of the groups, loners, columns to leave out or to weigh."""
    loners = [option(label, words) for label, words in APART]
    return (
        labelled(
            "At most this many groups", MAX, number_input(MAX, LEAST_K, MOST_K),
            prose("change_form_max_hint"), optional=True,
        ),
        labelled(
            "Smallest group, in percent of customers", MIN, number_input(MIN, 0, MOST_SHARE),
            prose("change_form_min_hint"), optional=True,
        ),
        labelled(
            "Customers unlike everyone else", LONERS, select("As it is now", LONERS, loners),
            optional=True,
        ),
        _more_columns("Leave out", LEAVE_OUT, analysis),
        _more_columns("Count double", DOUBLE, analysis),
    )  # fmt: skip


def _more_columns(label: str, field: str, analysis: Analysis) -> Block | None:
    """A choice among the columns that are compared now; None where there is only one."""
    names = [name for name in analysis.features if name.strip() and len(name) <= OPTION_VALUE]
    if len(names) < 2:
        return None
    options = [option(name, name) for name in names[:OPTIONS]]
    element = multi_select("Choose columns", field, options)
    return labelled(label, field, element, prose(f"change_form_{field}_hint"), optional=True)


def _columns_field(analysis: Analysis) -> Block | None:
    """The columns that may be compared; None where there is no choice."""
    names = [name for name in _comparable(analysis) if name.strip() and len(name) <= OPTION_VALUE]
    if len(names) < 2:
        return None
    options = [option(name, name) for name in names[:OPTIONS]]
    element = multi_select("Choose columns", FEATURES, options, chosen=analysis.features)
    return labelled("Compare customers by", FEATURES, element)


def _comparable(analysis: Analysis) -> list[str]:
    """Those compared now, then the file's others; made ones only, for a list of transactions."""
    orders = analysis.dataset.kind == "transactions"
    columns = (column for column in analysis.dataset.columns if column.made or not orders)
    others = (column.name for column in columns if column.role in COMPARABLE)
    return list(dict.fromkeys((*analysis.features, *others)))
