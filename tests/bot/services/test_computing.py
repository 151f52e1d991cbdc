"""What worker processes draw."""

from pathlib import Path

import numpy as np

from bot.services.computing import draw_of, draw_stored
from bot.vocabulary_file import read_vocabulary
from segmentation.chart import ChartOptions
from segmentation.pipeline import analyze
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec


def test_pictures_call_columns_of_one_letter_as_the_text_does(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    rows = [f"{r},{f},{10 * f + 3}" for r, f in rng.integers(1, 90, (40, 2))]
    file = tmp_path / "rfm.csv"
    file.write_text("\n".join(["R,F,M", *rows]) + "\n")
    source = open_source(str(file), file.name)
    outcome = analyze(source, AnalysisSpec(k=2), read_vocabulary(None))
    outcome.save(tmp_path)

    (bars,) = draw_of(outcome, ["bars"], ChartOptions())
    assert "orders" in bars.alt
    assert " F " not in bars.alt
    assert draw_stored(tmp_path, "correlation", ChartOptions(), tmp_path) is None
    assert "orders" in (tmp_path / "correlation.json").read_text().lower()
