"""The forms: how they are filled in at first, and the words that come out of them."""

from dataclasses import replace
from typing import Any

import pytest
from analyses import INCOME, SPENDING, four_as_asked, mall, nasty, subject
from slack_rules import complaints

import bot.commands  # noqa: F401  (fills the registry)
from bot.command import understand
from bot.modals import (
    CHANGE,
    UPLOAD,
    About,
    FormError,
    change_modal,
    read_change,
    read_score,
    read_upload,
    score_modal,
    upload_modal,
)
from bot.modals.fields import (
    ALGORITHM,
    CHANNEL,
    DOUBLE,
    FEATURES,
    FILE,
    LEAVE_OUT,
    LONERS,
    MAX,
    METHODS,
    MIN,
    K,
)
from bot.request import Place
from bot.services.refit_dataset import SpecChange
from segmentation.results import Analysis, Column

PLACE = Place("T024BE7LD", "C061EG9T2", "1795427186.959201")


def change_view(analysis: Analysis) -> dict[str, Any]:
    return change_modal(subject(analysis), PLACE)


def elements(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}


def submitted(view: dict[str, Any], **filled_in: dict[str, Any]) -> dict[str, Any]:
    """The view as Slack sends it back: what it came with, but for what was filled in."""
    values: dict[str, Any] = {}
    for block_id, element in elements(view).items():
        before = {
            "value": element.get("initial_value"),
            "selected_option": element.get("initial_option"),
            "selected_options": element.get("initial_options", []),
        }
        values[block_id] = {element["action_id"]: before | filled_in.get(block_id, {})}
    return view | {"state": {"values": values}}


def chosen(*names: str) -> dict[str, Any]:
    return {"selected_options": [{"value": name} for name in names]}


@pytest.mark.parametrize(
    "view",
    [
        upload_modal("C061EG9T2"), upload_modal(None), change_view(mall()), change_view(nasty()),
        score_modal(subject(nasty()), None),
    ],
    ids=["upload", "upload from the Home", "change", "nasty change", "score"],
)  # fmt: skip
def test_slack_takes_the_form(view: dict[str, Any]) -> None:
    assert complaints(view["blocks"], "modal") == []
    assert all(len(view[part]["text"]) <= 24 for part in ("title", "submit", "close"))
    assert len(view["private_metadata"]) <= 3_000


def test_upload_takes_one_table_and_says_what_to_do_with_a_large_one() -> None:
    view = upload_modal("C061EG9T2")
    assert view["callback_id"] == UPLOAD
    field = elements(view)[FILE]
    assert {"csv", "tsv", "xlsx", "xls", "ods", "parquet", "json", "gz", "zip"} <= {
        *field["filetypes"]
    }
    assert field["max_files"] == 1
    assert "10 MB" in view["blocks"][1]["hint"]["text"]


def test_upload_asks_for_a_place_only_where_there_is_none() -> None:
    assert CHANNEL not in elements(upload_modal("C061EG9T2"))
    assert CHANNEL in elements(upload_modal(None))


def test_a_submitted_upload_gives_files_place_and_words() -> None:
    files = {"files": [{"id": "F0S43PZDF"}]}
    form = read_upload(submitted(upload_modal("C061EG9T2"), file=files, k={"value": "4"}))
    assert (form.file_ids, form.channel, form.words) == (("F0S43PZDF",), "C061EG9T2", "k=4")


def test_an_upload_from_the_home_goes_to_the_chosen_place() -> None:
    view = submitted(
        upload_modal(None),
        file={"files": [{"id": "F0S43PZDF"}]},
        channel={"selected_conversation": "C024BE91L"},
    )
    form = read_upload(view)
    assert (form.channel, form.words) == ("C024BE91L", "")


@pytest.mark.parametrize(
    ("filled_in", "field", "words"),
    [
        ({FILE: {"files": []}}, FILE, "Choose a file, or drop it here: CSV, Excel"),
        ({FILE: {"files": None}}, FILE, "Choose a file, or drop it here: CSV, Excel"),
        ({FILE: {"files": [{"id": "F1"}]}}, CHANNEL, "Choose where"),
        (
            {
                FILE: {"files": [{"id": "F1"}]},
                CHANNEL: {"selected_conversation": "C1"},
                K: {"value": "1"},
            },
            K, "from 2 to 20",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_in_an_upload_is_said_at_its_field(
    filled_in: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(FormError) as mistake:
        read_upload(submitted(upload_modal(None), **filled_in))
    assert words in mistake.value.errors[field]


def test_change_comes_filled_in_with_how_things_are() -> None:
    fields = elements(change_view(four_as_asked()))
    assert fields[K]["initial_value"] == "4"
    assert fields[ALGORITHM]["initial_option"]["value"] == "kmeans"
    assert [o["value"] for o in fields[FEATURES]["initial_options"]] == [INCOME, SPENDING]
    assert [o["value"] for o in fields[FEATURES]["options"]] == [INCOME, SPENDING, "Age"]


def test_a_number_that_the_data_chose_is_left_to_the_data() -> None:
    view = change_view(mall())
    assert "initial_value" not in elements(view)[K]
    assert view["blocks"][1]["hint"]["text"] == "Five now, as the data has it."


def test_a_file_with_one_column_offers_no_choice_of_columns() -> None:
    base = mall()
    columns = (Column(INCOME, "money", 0, ""),)
    alone = replace(base, features=(INCOME,), dataset=replace(base.dataset, columns=columns))
    view = change_view(alone)
    assert FEATURES not in elements(view)
    assert read_change(submitted(view)).words == "algo=kmeans auto"


def test_customers_made_from_transactions_offer_their_made_columns_only() -> None:
    base = mall()
    made = replace(
        base,
        features=("recency", "frequency", "money"),
        dataset=replace(base.dataset, kind="transactions"),
    )
    options = elements(change_view(made))[FEATURES]["options"]
    assert [option["value"] for option in options] == ["recency", "frequency", "money"]


def test_a_change_goes_back_to_its_thread_and_its_analysis() -> None:
    view = change_view(mall())
    form = read_change(submitted(view))
    assert view["callback_id"] == CHANGE
    assert (form.channel, form.thread_ts) == (PLACE.channel, PLACE.thread_ts)
    assert form.analysis_id == subject(mall()).analysis_id


@pytest.mark.parametrize(
    ("filled_in", "words"),
    [
        ({}, "algo=kmeans auto"),
        ({K: {"value": "4"}}, "algo=kmeans k=4"),
        (
            {ALGORITHM: {"selected_option": {"value": "hierarchical"}}, K: {"value": " 6 "}},
            "algo=hierarchical k=6",
        ),
        ({ALGORITHM: {"selected_option": {"value": "dbscan"}}}, "algo=dbscan auto"),
        ({FEATURES: chosen(SPENDING, "Age")}, f"algo=kmeans auto features={SPENDING}, Age"),
        ({FEATURES: chosen(SPENDING, INCOME)}, "algo=kmeans auto"),
        ({FEATURES: chosen("Income, net", "Age")}, 'algo=kmeans auto features="Income, net", Age'),
        ({MAX: {"value": "6"}, MIN: {"value": "5"}}, "algo=kmeans auto max=6 min=5%"),
        (
            {LONERS: {"selected_option": {"value": "outliers apart"}}},
            "algo=kmeans auto outliers apart",
        ),
        ({LEAVE_OUT: chosen(INCOME)}, f"algo=kmeans auto without={INCOME}"),
        (
            {FEATURES: chosen(INCOME, SPENDING, "Age"), LEAVE_OUT: chosen(INCOME)},
            f"algo=kmeans auto features={SPENDING}, Age",
        ),
        (
            {DOUBLE: chosen(SPENDING), K: {"value": "4"}},
            f"algo=kmeans k=4 weigh={SPENDING}=2",
        ),
    ],
)
def test_a_change_becomes_the_words_of_a_command(filled_in: dict[str, Any], words: str) -> None:
    assert read_change(submitted(change_view(mall()), **filled_in)).words == words


def test_the_words_are_understood_as_they_were_meant() -> None:
    filled_in = {K: {"value": "4"}, FEATURES: chosen("Age", INCOME)}
    words = read_change(submitted(change_view(mall()), **filled_in)).words
    assert understand(words).arguments == SpecChange(
        k=4, algorithm="kmeans", features=("Age", INCOME)
    )


def test_wishes_are_understood_as_they_were_meant() -> None:
    filled_in = {
        MAX: {"value": "6"},
        MIN: {"value": "5"},
        LONERS: {"selected_option": {"value": "outliers apart"}},
        LEAVE_OUT: chosen(INCOME),
        DOUBLE: chosen(SPENDING),
    }
    words = read_change(submitted(change_view(mall()), **filled_in)).words
    assert understand(words).arguments == SpecChange(
        auto_k=True, algorithm="kmeans", max_k=6, min_share=0.05, outliers_apart=True,
        leave_out=(INCOME,), weights=((SPENDING, 2.0),),
    )  # fmt: skip


def test_what_is_left_empty_stays_as_it_was() -> None:
    change = understand(read_change(submitted(change_view(mall()))).words).arguments
    assert change == SpecChange(auto_k=True, algorithm="kmeans")


@pytest.mark.parametrize(
    ("filled_in", "field", "words"),
    [
        ({K: {"value": "1"}}, K, "from 2 to 20"),
        ({K: {"value": "21"}}, K, "from 2 to 20"),
        ({K: {"value": "four"}}, K, "whole number"),
        (
            {K: {"value": "4"}, ALGORITHM: {"selected_option": {"value": "dbscan"}}},
            K, "finds the number of groups itself",
        ),
        ({FEATURES: chosen()}, FEATURES, "at least one column"),
        ({MAX: {"value": "1"}}, MAX, "from 2 to 20, or nothing"),
        ({K: {"value": "7"}, MAX: {"value": "6"}}, MAX, "You ask for 7 groups"),
        ({MIN: {"value": "51"}}, MIN, "from 0 to 50, or nothing"),
        ({LEAVE_OUT: chosen(INCOME, SPENDING)}, LEAVE_OUT, "at least one column"),
        ({LEAVE_OUT: chosen(INCOME), DOUBLE: chosen(INCOME)}, DOUBLE, "is not compared"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_change_is_said_at_its_field(
    filled_in: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(FormError) as mistake:
        read_change(submitted(change_view(mall()), **filled_in))
    assert words in mistake.value.errors[field]


def test_what_a_form_is_about_survives_the_way_to_slack_and_back() -> None:
    about = About("C061EG9T2", "1.2", "an_1")
    assert About.from_metadata(about.to_metadata()) == about


def test_metadata_that_slack_would_refuse_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="private_metadata"):
        About("C" * 3_000).to_metadata()


def test_the_methods_are_those_of_the_registry() -> None:
    import segmentation.algorithms  # noqa: F401  (fills the registry)
    from segmentation.algorithm import ALGORITHMS, RULES

    known = {a.name: a.needs_k for a in ALGORITHMS} | dict.fromkeys(RULES.names(), False)
    assert {m.name: m.needs_k for m in METHODS} == known


def test_customers_to_be_scored_come_with_the_segments_that_the_form_was_about() -> None:
    form = score_modal(subject(mall()), "C061EG9T2")
    assert FILE in elements(form)
    assert K not in elements(form)
    read = read_score(submitted(form, file={"files": [{"id": "F1"}]}))
    assert (read.file_ids, read.channel, read.words) == (("F1",), "C061EG9T2", "score")
    assert read.analysis_id == subject(mall()).analysis_id
    with pytest.raises(FormError):
        read_score(submitted(form))
