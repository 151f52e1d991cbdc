"""Several programs on one Postgres: each takes up what a dead one left, and nothing else.

A living replica holds an advisory lock under its own name for as long as its connection lives. So
whoever can take that lock knows that its owner is gone, at once and without comparing clocks.
"""

import secrets
import threading
from collections.abc import Callable, Iterable

import structlog
from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

LOOK_SECONDS = 2.0
PREFIX = "segment-bot-"
log = structlog.get_logger(__name__)


class Replica:
    """This program among its like. name: what its jobs are marked with."""

    def __init__(self, database_url: str) -> None:
        self.name = f"{PREFIX}{secrets.token_hex(7)}"
        # One connection for good: the lock lives and dies with it.
        self._engine: Engine = create_engine(database_url, poolclass=NullPool)
        self._alive: Connection | None = None

    def hold(self) -> None:
        """Show that this program lives; again, where the connection was lost."""
        if self._alive is None:
            self._alive = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._alive.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _key(self.name)})
        self._alive.execute(text("SELECT 1"))

    def dead(self, names: Iterable[str]) -> list[str]:
        """Those of these replicas that no longer run."""
        others = [name for name in names if name != self.name and name.startswith(PREFIX)]
        if not others:
            return []
        with self._engine.connect() as connection:
            return [name for name in others if _is_free(connection, name)]

    def lose(self) -> None:
        """Let go of a connection that broke, or at the end."""
        if self._alive is not None:
            self._alive.invalidate()
            self._alive.close()
            self._alive = None


class ReplicaWatch:
    """Looks again and again whether another replica died with jobs under way.

    names: the replicas that have jobs under way. take_up: makes the jobs of dead ones ours to do.
    """

    def __init__(
        self,
        replica: Replica,
        names: Callable[[], Iterable[str]],
        take_up: Callable[[list[str]], None],
        seconds: float = LOOK_SECONDS,
    ) -> None:
        self._replica = replica
        self._names = names
        self._take_up = take_up
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="replica-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End; from now on the others take this replica for dead."""
        self._over.set()
        self._thread.join()
        self._replica.lose()

    def _watch(self) -> None:
        while True:
            try:
                self._look()
            except SQLAlchemyError as error:  # the database is away; it is tried again
                log.warning("replicas_not_seen", exc_info=error)
                self._replica.lose()
            if self._over.wait(self._seconds):
                return

    def _look(self) -> None:
        self._replica.hold()
        dead = self._replica.dead(self._names())
        if dead:
            log.info("jobs_taken_up", replicas=dead)
            self._take_up(dead)


def _key(name: str) -> int:
    """The number that a name's lock has: its 56 random bits."""
    return int(name.removeprefix(PREFIX), 16)


def _is_free(connection: Connection, name: str) -> bool:
    """Whether nobody holds a replica's lock. It is given back with the transaction's end."""
    taken = connection.execute(
        text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _key(name)}
    ).scalar_one()
    return bool(taken)
