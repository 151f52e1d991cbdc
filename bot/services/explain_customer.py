"""Why one customer is in its segment: found in the stored data, explained there."""

from typing import Any

from pydantic import TypeAdapter

from bot.desk import Desk
from bot.result import Placed, Subject
from bot.services.computing import explain_stored
from bot.services.find_analysis import NoLongerKept
from segmentation.errors import BadRequest
from segmentation.reasons_for_one import ReasonsForOne

_REASONS: TypeAdapter[ReasonsForOne] = TypeAdapter(ReasonsForOne)


class NoSuchCustomer(BadRequest):
    """Nobody in the file answers to what was typed."""

    def __init__(self, typed: str, by_id: bool) -> None:
        how = "Type the identifier as it stands in the file, or `who row 17` for a row."
        count = "The file has no identifiers: name a row by its number, for instance `who row 17`."
        super().__init__(f"I find no customer “{typed}” in this file.", how if by_id else count)


class NotAmongThem(BadRequest):
    """The row is in the file, but it was not used."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"“{typed}” is in the file, but that row was not used, so it has no segment.",
            "Say `how` to see which rows were left out, and why.",
        )


def explain_customer(subject: Subject, typed: str, desk: Desk) -> Placed:
    """Where a customer is, why, and what would move it. Raises NoSuchCustomer, NotAmongThem."""
    record = desk.store.analysis(subject.analysis_id)
    if record is None:
        raise NoLongerKept
    with desk.files.local(record.folder) as analysis:
        found = desk.compute.run(explain_stored, analysis, typed, desk.settings.templates_folder)
    return placed(subject, typed, found)


def placed(subject: Subject, typed: str, found: dict[str, Any]) -> Placed:
    """The answer from what was found out. Raises NoSuchCustomer, NotAmongThem."""
    if found["problem"] == "unknown":
        raise NoSuchCustomer(typed, found["by_id"])
    if found["problem"] == "unused":
        raise NotAmongThem(typed)
    return Placed(subject, typed, _REASONS.validate_python(found["reasons"]))
