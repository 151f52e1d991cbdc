"""One battery for every picture of a comparison: it can be read, and it can be heard."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from drifts import DRIFTS, drift_of
from PIL import Image

import segmentation.drift_charts  # noqa: F401  (fills the registry)
from segmentation.drift_chart import DRIFT_CHARTS, DriftChart

sys.path.append(str(Path(__file__).parents[1] / "segmentation" / "charts"))
from card_words import collisions, outside

members = pytest.mark.parametrize("chart", list(DRIFT_CHARTS), ids=lambda c: c.name)
cases = pytest.mark.parametrize("case", DRIFTS)


@members
@cases
def test_a_picture_is_a_png_whose_words_stand_apart_and_are_told_to_those_who_cannot_see_it(
    chart: DriftChart, case: str
) -> None:
    drift = DRIFTS[case]()
    assert chart.unfit(drift) is None
    sheet, alt = chart.compose(drift)  # type: ignore[attr-defined]
    assert collisions(sheet) == []
    assert outside(sheet) == []
    picture = sheet.picture(chart.name, alt)
    image = Image.open(BytesIO(picture.png))
    assert (picture.name, image.format, image.width) == (chart.name, "PNG", 1200)
    assert 300 <= image.height <= 2_600
    assert len(picture.png) < 200_000
    assert picture.title
    assert 40 <= len(picture.alt) <= 1_900


@members
def test_the_same_comparison_gives_the_same_bytes(chart: DriftChart) -> None:
    assert chart.draw(drift_of()) == chart.draw(drift_of())


@members
def test_a_change_and_no_change_have_other_titles(chart: DriftChart) -> None:
    assert chart.draw(drift_of()).title != chart.draw(drift_of(changed=False)).title


@members
def test_alt_text_says_the_figures(chart: DriftChart) -> None:
    alt = chart.draw(drift_of()).alt
    assert sum(word.strip(".,():").replace(".", "").isdigit() for word in alt.split()) >= 5


@members
def test_what_cannot_be_drawn_says_so_in_a_sentence(chart: DriftChart) -> None:
    drift = drift_of()
    bare = replace(
        drift, features=(), segments=(), migration=replace(drift.migration, matched_ids=0)
    )
    why_not = chart.unfit(bare)
    assert why_not is not None
    assert why_not.endswith(".")


def test_pictures_of_comparisons_never_load_the_interactive_part_of_the_drawing_library() -> None:
    code = "import segmentation.drift_charts, sys; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
