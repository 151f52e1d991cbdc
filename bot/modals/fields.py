"""What both ways of a form agree on: the names of its fields, its limits, what it is about."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.blocks.limits import PRIVATE_METADATA, exactly

View = dict[str, Any]

UPLOAD = "upload"
CHANGE = "change"
RENAME = "rename"
SCORE = "score"
# Each field's block id, and its action id.
K, ALGORITHM, FEATURES, FILE, CHANNEL = "k", "algorithm", "features", "file", "channel"
NAME = "name"
MAX, MIN, LONERS, LEAVE_OUT, DOUBLE = "max", "min", "loners", "leave_out", "double"
LEAST_K, MOST_K = 2, 20
MOST_SHARE = 50  # per cent; larger ones leave no two groups
TWICE = 2
MOST_LETTERS = 40  # of a segment's name


@dataclass(frozen=True, slots=True)
class Method:
    """An algorithm in the form: what it is good for, and whether it takes a number of groups."""

    name: str
    label: str
    needs_k: bool = True


# Kept here so that no form waits for scikit-learn to load; a test holds it against the registry.
METHODS = (
    Method("kmeans", "Round groups around a typical customer (k-means)"),
    Method("minibatch", "Round groups of very large files (mini-batch k-means)"),
    Method("bisecting", "Groups split in two again and again (bisecting k-means)"),
    Method("hierarchical", "Groups merged step by step (hierarchical)"),
    Method("hierarchical_average", "Merged by mean distance, loners apart (average linkage)"),
    Method("hierarchical_complete", "Merged by greatest distance (complete linkage)"),
    Method("gaussian_mixture", "Clouds that may overlap (Gaussian mixture)"),
    Method("dbscan", "Dense groups, loners left out (DBSCAN)", needs_k=False),
    Method("hdbscan", "Groups of uneven density, loners left out (HDBSCAN)", needs_k=False),
    Method("rfm_rules", "Champions, at risk, lost … by fixed rules (RFM)", needs_k=False),
)


# What becomes of customers unlike everyone else: what the form says, and the command's words.
APART = (("Set them apart", "outliers apart"), ("Keep them in the groups", "outliers in"))


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
    number: int | None = None

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
    """The files that were brought, where the answer goes, and the words that go with them.

    analysis_id: whose segments they are about, None for those at hand.
    """

    file_ids: tuple[str, ...]
    channel: str
    words: str
    analysis_id: str | None = None
