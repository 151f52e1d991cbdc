"""What is recorded of a job, and how it comes back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.job import TimeLimitReached
from bot.jobs.codec import JsonSerializer
from bot.slack.troubles import MissingScope, SlackBusy
from segmentation.errors import EmptyFile, FileTooLarge, NoFeatures, SegmentCountOutOfRange

CODEC = JsonSerializer()
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(PLAIN)
def test_plain_values_come_back_as_they_were(value: Any) -> None:
    assert CODEC.deserialize(CODEC.serialize(value)) == value


@pytest.mark.parametrize(
    "error",
    [
        EmptyFile("customers.csv"),
        FileTooLarge("big.csv", "rows", "2", "1", "limits.max_rows"),
        NoFeatures("names.csv", ["name", "city"]),
        SegmentCountOutOfRange(99, 10),
        TimeLimitReached(30),
        MissingScope("files:read", method="files.info"),
        SlackBusy(30),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_ours_comes_back_with_its_class_and_words(error: Exception) -> None:
    back = CODEC.deserialize(CODEC.serialize(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert json.dumps(vars(back)) == json.dumps(vars(error))


def test_an_error_of_somebody_elses_comes_back_as_words() -> None:
    back = CODEC.deserialize(CODEC.serialize(KeyError("customer")))
    assert isinstance(back, RuntimeError)
    assert str(back) == "KeyError: customer"


def test_fields_that_are_not_json_are_left_out() -> None:
    error = EmptyFile("customers.csv")
    error.folder = object()  # type: ignore[attr-defined]
    back = CODEC.deserialize(CODEC.serialize(error))
    assert back.name == "customers.csv"
    assert not hasattr(back, "folder")


@pytest.mark.parametrize(
    ("module", "name"), [("os", "system"), ("bot.jobs.codec", "JsonSerializer"), ("bot.no", "No")]
)
def test_a_recorded_name_runs_no_code(module: str, name: str) -> None:
    recorded = {"module": module, "name": name, "args": ["echo"], "fields": {}}
    back = CODEC.deserialize(json.dumps({"__error__": recorded}))
    assert isinstance(back, RuntimeError)


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(TypeError):
        CODEC.serialize({"when": object()})
