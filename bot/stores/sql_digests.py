"""Digests and their periods, in the SQL database."""

from dataclasses import asdict
from datetime import time
from typing import Any

from sqlalchemy import Row, delete, select

from bot.schedule import DigestSlot, Schedule
from bot.series import Digest
from bot.stores.sql_access import SqlAccess, add_row
from bot.stores.tables import digest_slots, digests

SCHEDULE = ("days", "at", "zone")


class SqlDigests(SqlAccess):
    """When channels are told what changed, and whether they were."""

    def set_digest(self, digest: Digest) -> None:
        same_channel = digests.c.channel == digest.channel
        with self._writing.begin() as connection:
            connection.execute(delete(digests).where(same_channel, digests.c.id != digest.id))
            if not add_row(connection, digests, _row(digest)):
                changed = digests.update().where(digests.c.id == digest.id).values(_row(digest))
                connection.execute(changed)

    def digest(self, digest_id: str) -> Digest | None:
        row = self._first(select(digests).where(digests.c.id == digest_id))
        return _digest(row) if row else None

    def digest_of(self, channel: str) -> Digest | None:
        row = self._first(select(digests).where(digests.c.channel == channel))
        return _digest(row) if row else None

    def active_digests(self) -> tuple[Digest, ...]:
        query = select(digests).where(digests.c.stopped == "").order_by(digests.c.id)
        return tuple(map(_digest, self._all(query)))

    def delete_digest(self, digest_id: str) -> bool:
        return self._delete(digests, digests.c.id == digest_id) > 0

    def open_slot(self, slot: DigestSlot) -> bool:
        with self._writing.begin() as connection:
            return add_row(connection, digest_slots, asdict(slot))

    def slot(self, digest_id: str, key: str) -> DigestSlot | None:
        found = digest_slots.c.digest_id == digest_id, digest_slots.c.key == key
        row = self._first(select(digest_slots).where(*found))
        return DigestSlot(**row._mapping) if row else None

    def settle_slot(self, slot: DigestSlot) -> None:
        found = (digest_slots.c.digest_id == slot.digest_id) & (digest_slots.c.key == slot.key)
        self._update(digest_slots, found, state=slot.state, seen=slot.seen)

    def last_seen(self, digest_id: str, before: str) -> DigestSlot | None:
        query = select(digest_slots).where(
            digest_slots.c.digest_id == digest_id,
            digest_slots.c.key < before,
            digest_slots.c.seen.is_not(None),
        )
        row = self._first(query.order_by(digest_slots.c.key.desc()).limit(1))
        return DigestSlot(**row._mapping) if row else None


def _row(digest: Digest) -> dict[str, Any]:
    """The digest with its schedule laid out in columns."""
    fields = {name: value for name, value in asdict(digest).items() if name != "schedule"}
    schedule = digest.schedule
    at = schedule.at.isoformat("minutes")
    return {**fields, "days": list(schedule.days), "at": at, "zone": schedule.zone}


def _digest(row: Row[Any]) -> Digest:
    fields = dict(row._mapping)
    days, at, zone = (fields.pop(name) for name in SCHEDULE)
    return Digest(**fields, schedule=Schedule(tuple(days), time.fromisoformat(at), zone))
