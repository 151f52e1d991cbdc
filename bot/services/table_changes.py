"""What differs between tables, not between their customers: units, ids, columns; said once."""

from collections.abc import Sequence

from bot.desk import Desk
from bot.services.version_computing import DRIFT
from bot.store import Dataset
from segmentation.drift_results import Drift, SchemaChange

Key = tuple[str, str | None, str | None, float | None]


def changes_since(
    before: Dataset, versions: Sequence[Dataset], desk: Desk
) -> tuple[SchemaChange, ...]:
    """What is otherwise in these versions' tables, and was not in that of the version before them:
    an export that stays in cents is news once."""
    found = {_key(change): change for one in versions for change in _changes_of(one, desk)}
    if not found:
        return ()
    known = {_key(change) for change in _changes_of(before, desk)}
    return tuple(change for key, change in found.items() if key not in known)


def _changes_of(version: Dataset, desk: Desk) -> tuple[SchemaChange, ...]:
    """What was found out about a version's table when it came; nothing of a broken one."""
    for record in desk.store.analyses_of(version.id):
        if not desk.files.exists(record.folder):
            continue
        with desk.files.local(record.folder) as folder:
            if not (folder / DRIFT).exists():
                continue
            drift = Drift.from_json((folder / DRIFT).read_bytes())
            return () if drift.broken else drift.schema_changes
    return ()


def _key(change: SchemaChange) -> Key:
    return change.change, change.column, change.new_column, change.factor
