"""Whose turn it is: a few places for computing, shared fairly between lanes (channels)."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(eq=False, slots=True)
class _Ticket:
    """One who waits in a lane; tickets stand in the order of their coming."""

    lane: str


class Turns:
    """A limited number of places. A free one goes to the lane that has fewest, and among those to
    who has waited longest; so a channel with fifty files doesn't keep the others waiting."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._taken: Counter[str] = Counter()
        self._waiting: list[_Ticket] = []
        self._changed = threading.Condition()

    @contextmanager
    def turn(
        self, lane: str, check: Callable[[], None], has_to_wait: Callable[[], None]
    ) -> Iterator[None]:
        """Wait for a place and keep it during the block. `check` raises to give up waiting; it is
        asked again at every `nudge`. `has_to_wait` is called once, if there is no place yet."""
        self._wait(_Ticket(lane), check, has_to_wait)
        try:
            yield
        finally:
            with self._changed:
                self._taken[lane] -= 1
                self._changed.notify_all()

    def nudge(self) -> None:
        """Let all who wait check whether they still should."""
        with self._changed:
            self._changed.notify_all()

    def _wait(
        self, ticket: _Ticket, check: Callable[[], None], has_to_wait: Callable[[], None]
    ) -> None:
        with self._changed:
            self._waiting.append(ticket)
            at_once = self._next() is ticket
        try:
            if not at_once:
                has_to_wait()  # without the lock: it may take its time
            self._take(ticket, check)
        finally:
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()

    def _take(self, ticket: _Ticket, check: Callable[[], None]) -> None:
        with self._changed:
            check()
            while self._next() is not ticket:
                self._changed.wait()
                check()
            self._taken[ticket.lane] += 1

    def _next(self) -> _Ticket | None:
        """Who gets the next place, None while all are taken."""
        if self._taken.total() >= self._places:
            return None
        return min(self._waiting, key=lambda ticket: self._taken[ticket.lane], default=None)
