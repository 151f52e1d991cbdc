"""A marketer's own copy of the texts is what people read; what it lacks comes with the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.templating import environment, render, use_templates


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "progress.j2").write_text("Hang on, {{ file }}!", encoding="utf-8")
    use_templates(tmp_path)
    yield tmp_path
    use_templates(None)


def test_an_own_text_is_used_and_the_others_are_still_there(own: Path) -> None:
    assert render("messages/progress.j2", file="a.csv") == "Hang on, a.csv!"
    assert "I stopped" in render("messages/cancelled.j2", file="", person="Ada", had_before=False)


def test_without_an_own_folder_the_texts_come_with_the_program() -> None:
    assert render("messages/progress.j2", file="a.csv", rows=None, steps=()) == "Reading *a.csv*…"


def test_a_named_folder_counts_more_than_the_one_in_use(own: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "messages").mkdir(parents=True)
    (other / "messages" / "progress.j2").write_text("Other", encoding="utf-8")
    assert environment(other).get_template("messages/progress.j2").render() == "Other"
