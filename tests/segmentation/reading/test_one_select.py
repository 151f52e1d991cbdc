"""One statement that reads is told from everything else, whatever its words in quotes say."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segmentation.reading.database_refusals import Refusal, sorted_out
from segmentation.reading.one_select import one_select
from segmentation.source_errors import NotOneSelect, QueryFailed, SourceUnreachable


@pytest.mark.parametrize(
    "query",
    [
        "select * from customers",
        "  SELECT 1 -- and; no more\n",
        "/* update x set y */ with a as (select 1) select * from a",
        "(select 1) union (select 2)",
        "select 'insert into t; delete from t' as note, \"for update\" from t",
        "select $tag$ ; drop table t; $tag$",
        "select updated_at, set_on, deleted from t where into_ = 1",
        "select replace(name, ';', '') from t",
    ],
)
def test_what_reads_is_let_through_as_it_is(query: str) -> None:
    assert one_select(query, "crm") == query.rstrip() or "--" in query


@pytest.mark.parametrize("query", ["select 1;", "select 1 ; \n", "select 1;;", "select 1; -- done"])
def test_a_semicolon_at_the_end_is_taken_off(query: str) -> None:
    assert one_select(query, "crm") == "select 1"


@pytest.mark.parametrize(
    "query",
    ["", " -- nothing", ";", "delete from t", "select 1; select 2", "vacuum", "explain select 1",
     "with a as (update t set x = 1 returning x) select * from a", "select * into u from t",
     "with a as (insert into t values (1) returning x) select 1", "selection", "pragma x=1"],
)  # fmt: skip
def test_everything_else_is_refused_with_what_would_work(query: str) -> None:
    with pytest.raises(NotOneSelect, match="one SELECT"):
        one_select(query, "crm")


@given(st.text())
def test_nothing_that_stands_in_quotes_matters(words: str) -> None:
    quoted = "'" + words.replace("'", "''") + "'"
    assert one_select(f"select {quoted}", "crm") == f"select {quoted}"
    with pytest.raises(NotOneSelect):
        one_select(f"select {quoted}; drop table t", "crm")


@given(st.text())
def test_no_text_at_all_breaks_it(query: str) -> None:
    with suppress(NotOneSelect):
        assert query.startswith(one_select(query, "crm"))


def test_only_what_a_query_got_wrong_is_told_in_the_words_of_the_database() -> None:
    said = sorted_out(Refusal("crm", "42P01", 'relation "gone" does not exist\nLINE 1: …', 9))
    assert isinstance(said, QueryFailed)
    assert said.said == 'relation "gone" does not exist'
    hidden = sorted_out(Refusal("crm", "", "FATAL: etwas an db.example.com ging schief", 9))
    assert isinstance(hidden, SourceUnreachable)
    assert "example" not in str(hidden)
