"""People's names for the segments of stored analyses; run in the process pool, like computing."""

import json
import shutil
from pathlib import Path
from typing import Any

NAMES = "names.json"
MEMBERS = "members.npz"


def add_name(
    kept: Path | None, target: Path, analysis: Path, number: int, name: str, identity: str
) -> None:
    """Write the names given so far and one more, with the customers it was given to.

    A request that is carried out twice gives its name once.
    """
    import numpy as np

    from segmentation.results import Outcome

    outcome = Outcome.load(analysis)
    entries, members = _read(kept)
    if all(entry["identity"] != identity for entry in entries):
        entries.append({"identity": identity, "name": name, "key": f"m{len(entries)}"})
        members[entries[-1]["key"]] = np.asarray(outcome.assignment() == number)
    _write(target, entries, members)


def drop_last_name(kept: Path, target: Path, identity: str) -> bool:
    """Write the names given so far without the last; False if there was none.

    An undo that is carried out twice takes one name back.
    """
    entries, members = _read(kept)
    undone = [entry for entry in entries if entry.get("undone_by")]
    if any(entry["undone_by"] == identity for entry in undone):
        _write(target, entries, members)
        return True
    standing = [entry for entry in entries if not entry.get("undone_by")]
    if standing:
        standing[-1]["undone_by"] = identity
    _write(target, entries, members)
    return bool(standing)


def given_names(folder: Path | None) -> list[Any]:
    """The names that stand, in the order in which they were given."""
    from segmentation.given_names import GivenName

    entries, members = _read(folder)
    return [
        GivenName(entry["name"], members[entry["key"]])
        for entry in entries
        if not entry.get("undone_by")
    ]


def rename_stored(before: Path, names: Path, target: Path) -> None:
    """Write a stored analysis with its segments named anew, and the pictures of the answer."""
    from bot.services.computing import ANSWER_CHARTS, draw_of, save_picture
    from segmentation.chart import ChartOptions
    from segmentation.given_names import with_given_names
    from segmentation.results import Outcome

    outcome = Outcome.load(before)
    named = with_given_names(outcome.analysis, outcome.assignment(), given_names(names))
    shutil.copytree(before, target, dirs_exist_ok=True)
    if named == outcome.analysis:
        return
    (target / "analysis.json").write_text(named.to_json(indent=1), encoding="utf-8")
    for picture in draw_of(outcome.with_analysis(named), ANSWER_CHARTS, ChartOptions()):
        save_picture(picture, target / "charts")


def _read(folder: Path | None) -> tuple[list[dict[str, str]], dict[str, Any]]:
    import numpy as np

    if folder is None:
        return [], {}
    entries = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    with np.load(folder / MEMBERS, allow_pickle=False) as stored:
        rows = int(stored["rows"])
        members = {
            entry["key"]: np.unpackbits(stored[entry["key"]], count=rows).astype(bool)
            for entry in entries
        }
    return entries, members


def _write(folder: Path, entries: list[dict[str, str]], members: dict[str, Any]) -> None:
    """One bit a row and name: a name for a million customers takes an eighth of a megabyte."""
    import numpy as np

    rows = max((len(one) for one in members.values()), default=0)
    packed = {key: np.packbits(one) for key, one in members.items()}
    arrays: dict[str, Any] = {"rows": np.array(rows), **packed}
    np.savez(folder / MEMBERS, **arrays)
    (folder / NAMES).write_text(json.dumps(entries), encoding="utf-8")
