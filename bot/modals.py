"""The two forms: bring a file, cut the customers anew; and what people filled in, as words."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.blocks import (
    conversation_select,
    file_input,
    labelled,
    multi_select,
    number_input,
    option,
    section,
    select,
    view_stack,
)
from bot.blocks.limits import OPTION_VALUE, OPTIONS, PRIVATE_METADATA, exactly
from bot.blocks.texts import plain
from bot.message import Block
from bot.request import Place
from bot.result import Subject
from bot.wording import file_of, found, prose
from segmentation.results import Analysis

View = dict[str, Any]

UPLOAD = "upload"
CHANGE = "change"
# Each field's block id, and its action id.
K, ALGORITHM, FEATURES, FILE, CHANNEL = "k", "algorithm", "features", "file", "channel"
VIEW_TITLE = 24
LEAST_K, MOST_K = 2, 20
COMPARABLE = ("feature", "money", "category")


@dataclass(frozen=True, slots=True)
class Method:
    """An algorithm in the form: what it is good for, and whether it takes a number of groups."""

    name: str
    label: str
    needs_k: bool = True


# Kept here so that no form waits for scikit-learn to load; a test holds it against the registry.
METHODS = (
    Method("kmeans", "Round groups around a typical customer (k-means)"),
    Method("hierarchical", "Groups merged step by step (hierarchical)"),
    Method("dbscan", "Dense groups, loners left out (DBSCAN)", needs_k=False),
)


class FormError(Exception):
    """Fields that cannot be taken as they are: a plain sentence for each block."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class About:
    """What a form is about; it travels in the view's private metadata."""

    channel: str | None = None
    thread_ts: str | None = None
    analysis_id: str | None = None

    def to_metadata(self) -> str:
        return exactly("private_metadata", json.dumps(asdict(self)), PRIVATE_METADATA)

    @classmethod
    def from_metadata(cls, text: str) -> "About":
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """What was asked of the customers at hand, in a command's words."""

    words: str
    channel: str
    thread_ts: str | None
    analysis_id: str | None


@dataclass(frozen=True, slots=True)
class UploadForm:
    """The files that were brought, where the answer goes, and the words that go with them."""

    file_ids: tuple[str, ...]
    channel: str
    words: str


def upload_modal(channel: str | None) -> View:
    """The form that brings a file; without a channel (in the Home) it asks for one."""
    where = conversation_select("Choose a place", CHANNEL)
    blocks = view_stack(
        section(prose("upload_form")),
        labelled("Customer file", FILE, file_input(FILE), prose("upload_form_file_hint")),
        None if channel else labelled("Where shall I answer?", CHANNEL, where),
        _count_field(None, prose("upload_form_count_hint")),
    )
    return _modal(UPLOAD, "Upload customers", "Find groups", blocks, About(channel=channel))


def change_modal(subject: Subject, place: Place) -> View:
    """The form that cuts the customers anew, filled in with how they are cut now."""
    analysis = subject.analysis
    chosen = analysis.k if analysis.k_chosen_by == "person" else None
    facts = {"found": found(analysis), "file": file_of(subject)}
    blocks = view_stack(
        section(prose("change_form", **facts)),
        _count_field(chosen, prose("change_form_count_hint", by=analysis.k_chosen_by)),
        labelled("Method", ALGORITHM, _methods(analysis.algorithm)),
        _columns_field(analysis),
    )
    about = About(place.channel, place.thread_ts, subject.analysis_id)
    return _modal(CHANGE, "Change the groups", "Cut anew", blocks, about)


def read_change(view: View) -> ChangeForm:
    """The words of a submitted change. Raises FormError."""
    about, values = About.from_metadata(view["private_metadata"]), view["state"]["values"]
    method = values[ALGORITHM][ALGORITHM]["selected_option"]["value"]
    count = _count(values)
    if count is not None and not _takes_a_number(method):
        raise FormError({K: "This method finds the number of groups itself: leave this empty."})
    words = (f"algo={method}", _count_words(count), _columns_words(view))
    return ChangeForm(
        " ".join(word for word in words if word),
        about.channel or "",
        about.thread_ts,
        about.analysis_id,
    )


def read_upload(view: View) -> UploadForm:
    """The files of a submitted upload. Raises FormError."""
    about, values = About.from_metadata(view["private_metadata"]), view["state"]["values"]
    files = tuple(file["id"] for file in values[FILE][FILE].get("files") or ())
    if not files:
        raise FormError({FILE: "Choose a CSV file, or drop it here."})
    channel = about.channel or values[CHANNEL][CHANNEL].get("selected_conversation")
    if not channel:
        raise FormError({CHANNEL: "Choose where I shall answer."})
    count = _count(values)
    return UploadForm(files, channel, f"k={count}" if count is not None else "")


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


def _count_field(chosen: int | None, hint: str) -> Block:
    element = number_input(K, LEAST_K, MOST_K, chosen, "Let the data decide")
    return labelled("Number of groups", K, element, hint, optional=True)


def _methods(current: str) -> Block:
    options = [option(method.label, method.name) for method in METHODS]
    return select("Choose a method", ALGORITHM, options, chosen=current)


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
    file_columns = () if analysis.dataset.kind == "transactions" else analysis.dataset.columns
    others = (column.name for column in file_columns if column.role in COMPARABLE)
    return list(dict.fromkeys((*analysis.features, *others)))


def _takes_a_number(method: str) -> bool:
    return all(known.needs_k for known in METHODS if known.name == method)


def _count(values: View) -> int | None:
    text = (values[K][K].get("value") or "").strip()
    if not text:
        return None
    if not text.isdecimal() or not LEAST_K <= int(text) <= MOST_K:
        raise FormError({K: f"Enter a whole number from {LEAST_K} to {MOST_K}, or nothing."})
    return int(text)


def _count_words(count: int | None) -> str:
    return "auto" if count is None else f"k={count}"


def _columns_words(view: View) -> str:
    """`features=Age, Income` if that is another choice than the form came with."""
    field = view["state"]["values"].get(FEATURES)
    if field is None:
        return ""
    chosen = [entry["value"] for entry in field[FEATURES].get("selected_options") or ()]
    if not chosen:
        raise FormError({FEATURES: "Choose at least one column to compare customers by."})
    return (
        ""
        if set(chosen) == _columns_before(view)
        else f"features={', '.join(map(_quoted, chosen))}"
    )


def _columns_before(view: View) -> set[str]:
    elements = (block["element"] for block in view["blocks"] if block.get("block_id") == FEATURES)
    return {entry["value"] for element in elements for entry in element.get("initial_options", ())}


def _quoted(name: str) -> str:
    """A name that holds a comma stands in quotes."""
    return f'"{name}"' if "," in name else name
