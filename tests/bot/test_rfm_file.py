"""Reading templates/rfm.toml, and what is said about mistakes in it."""

from pathlib import Path

import pytest

from bot.rfm_file import RfmMistakes, read_scheme, with_scheme
from segmentation.spec import AnalysisSpec, RfmScheme

SEGMENT = '[[segment]]\nname = "All"\nrecency = [1, 5]\nvalue = [1, 5]\n'


def written(text: str, folder: Path) -> Path:
    (folder / "rfm.toml").write_text(text, encoding="utf-8")
    return folder


def mistakes_of(text: str, folder: Path) -> tuple[str, ...]:
    with pytest.raises(RfmMistakes) as caught:
        read_scheme(written(text, folder))
    assert str(folder) in caught.value.problem
    return caught.value.mistakes


def test_the_file_that_ships_says_what_the_core_does_without_it(tmp_path: Path) -> None:
    assert read_scheme() == read_scheme(tmp_path) == RfmScheme()


def test_a_marketer_may_cut_and_name_otherwise(tmp_path: Path) -> None:
    scheme = read_scheme(written(f"[cuts]\nrecency = [30, 90, 180.5, 365]\n{SEGMENT}", tmp_path))
    assert scheme.recency == (30, 90, 180.5, 365)
    assert scheme.frequency == ()
    assert [(s.name, s.recency, s.value) for s in scheme.segments] == [("All", (1, 5), (1, 5))]


def test_every_mistake_is_said_at_once(tmp_path: Path) -> None:
    text = (
        "[cuts]\nrecency = [3, 2, 4, 5]\nspend = [1, 2]\nage = [1, 2, 3, 4]\n"
        '[[segment]]\nname = "A"\nrecency = [0, 5]\nvalue = [1, 5]\ncolour = "red"\n'
        '[[segment]]\nname = "A"\nrecency = [5, 4]\nvalue = 3\n'
    )
    said = mistakes_of(text, tmp_path)
    assert any("recency should rise" in one for one in said)
    assert any("spend should be four figures" in one for one in said)
    assert any("`age`, which means nothing" in one for one in said)
    assert any("`colour`" in one for one in said)
    assert sum("should be two scores from 1 to 5" in one for one in said) == 3
    assert "Two segments are called “A”." in said


@pytest.mark.parametrize("text", ["cuts = 3", "= nothing", "", "[cuts]\n[[other]]\nx = 1"])
def test_a_file_that_is_something_else_is_said_to_be(text: str, tmp_path: Path) -> None:
    assert mistakes_of(text, tmp_path)


def test_only_specs_that_ask_for_the_rules_carry_them(tmp_path: Path) -> None:
    folder = written(SEGMENT, tmp_path)
    assert with_scheme(AnalysisSpec(), folder).rfm is None
    for name in ("rfm", "rfm_rules"):
        scheme = with_scheme(AnalysisSpec(algorithm=name), folder).rfm
        assert scheme is not None
        assert len(scheme.segments) == 1
    own = AnalysisSpec(algorithm="rfm", rfm=RfmScheme(recency=(1, 2, 3, 4)))
    assert with_scheme(own, folder) == own
