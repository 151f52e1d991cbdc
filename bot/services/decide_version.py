"""A person says which table a file is: the next version of another one, or a table of its own."""

from dataclasses import replace
from typing import Any

from bot.desk import Desk
from bot.request import Request
from bot.result import Changed, OwnTable
from bot.series import Series
from bot.services.choose_table import called_so, candidates_of
from bot.services.find_analysis import NoLongerKept, find_record, subject_of
from bot.services.keep_versions import baseline_of, columns_in, take_version
from bot.services.recognise_version import OTHER_TABLE, SAME_TABLE, with_decision
from bot.spec_file import spec_from_dict
from bot.store import AnalysisRecord, Dataset
from segmentation.errors import BadRequest


class WhichTable(BadRequest):
    """No other table of the channel, or several, are called so."""

    def __init__(self, typed: str, names: list[str]) -> None:
        some = ", ".join(f"*{name}*" for name in names[:5])
        super().__init__(
            f"I can't tell which table “{typed[:80]}” is.",
            f"Say `version of` and one of these: {some}."
            if some
            else "There is no other one here.",
        )


class Decided(BadRequest):
    """The file has its place already."""

    def __init__(self, name: str, version: int, versions: int) -> None:
        super().__init__(
            f"*{name}* is version {version} of {versions} of its table already, so it stays there.",
            "Say `history` to see them; drop it again to have it compared with another table.",
        )


def make_version(request: Request, typed: str, desk: Desk) -> Changed:
    """Compare the file at hand with another table, whose next version it becomes.

    Raises NothingHere, WhichTable, Decided; if the comparison fails, all stays as it was.
    """
    record = find_record(request, desk)
    chosen = desk.job.step("decide", lambda: _choose(request, record, typed, desk))
    dataset = desk.store.dataset(record.dataset_id)
    own, series = (desk.store.series(chosen[key]) for key in ("own", "series"))
    if dataset is None or series is None:
        raise NoLongerKept
    decided = with_decision(series, chosen["columns"], SAME_TABLE)
    changed = take_version(request, dataset, decided, chosen["columns"], desk)
    if not changed.stands:
        desk.store.change_series(decided)
    if own and not desk.store.versions_of(own.id):
        desk.store.change_series(replace(own, columns=(), standing=None))
    return changed


def own_table(request: Request, desk: Desk) -> OwnTable:
    """The file at hand is a table of its own, and so are others with its columns.

    Raises NothingHere, Decided.
    """
    record = find_record(request, desk)
    dataset, own = _alone(record, desk)
    columns = columns_in(dataset, spec_from_dict(record.spec), desk)
    for series in desk.store.series_of(request.place.channel):
        if _may_continue(series.id, own, desk):
            desk.store.change_series(with_decision(series, columns, OTHER_TABLE))
    return OwnTable(subject_of(record, desk))


def _choose(request: Request, record: AnalysisRecord, typed: str, desk: Desk) -> dict[str, Any]:
    """The table that was meant, as plain JSON for the job's record."""
    dataset, own = _alone(record, desk)
    others = [one for one in candidates_of(request, desk) if _may_continue(one.key, own, desk)]
    fitting = called_so(typed, others)
    if len(fitting) != 1:
        raise WhichTable(typed, [one.latest.name for one in fitting or others])
    columns = columns_in(dataset, spec_from_dict(record.spec), desk)
    return {"own": own.id, "series": fitting[0].key, "columns": columns}


def _alone(record: AnalysisRecord, desk: Desk) -> tuple[Dataset, Series]:
    """A data set that is the only version of its table. Raises NoLongerKept, Decided."""
    dataset = desk.store.dataset(record.dataset_id)
    series = desk.store.series(dataset.series_id or "") if dataset else None
    if dataset is None or series is None:
        raise NoLongerKept
    versions = len(desk.store.versions_of(series.id))
    if versions > 1:
        raise Decided(dataset.name, dataset.version, versions)
    return dataset, series


def _may_continue(series_id: str, own: Series, desk: Desk) -> bool:
    """Whether a file may be the next version of a table; a living source goes on by itself."""
    series = desk.store.series(series_id)
    if series is None or series.id == own.id or series.source is not None:
        return False
    return baseline_of(series, desk) is not None
