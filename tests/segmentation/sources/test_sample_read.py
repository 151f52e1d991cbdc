"""The sample customers, read as any file is."""

from pathlib import Path

from segmentation.intake import take_in
from segmentation.sources import open_source
from segmentation.sources.sample import sample_csv
from segmentation.spec import Limits


def test_lines_that_stand_twice_are_dropped_and_not_held_against_their_ids(tmp_path: Path) -> None:
    name, content = sample_csv()
    (tmp_path / name).write_bytes(content)
    table = take_in(open_source(str(tmp_path / name), name).read(Limits()))
    assert table.dataset.duplicates_dropped == 2
    assert table.dataset.warnings == ()
