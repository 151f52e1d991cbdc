"""Time for the workspace: the real one, and one that only moves when it is told to."""

import asyncio
import time
from dataclasses import dataclass
from threading import Lock
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits for it."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    async def sleep_until(self, moment: float) -> None:
        """Return once `now()` has reached the moment."""
        ...


class RealClock:
    """The machine's own clock."""

    def now(self) -> float:
        return time.time()

    async def sleep_until(self, moment: float) -> None:
        await asyncio.sleep(max(0.0, moment - self.now()))


@dataclass(frozen=True, slots=True)
class _Sleeper:
    moment: float
    loop: asyncio.AbstractEventLoop
    woken: asyncio.Future[None]

    def wake(self) -> None:
        self.loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        if not self.woken.done():
            self.woken.set_result(None)


class SteppedClock:
    """A clock for tests: hours pass in no time, and nothing passes by itself."""

    def __init__(self, start: float = 1_795_000_000.0) -> None:
        self._now = start
        self._lock = Lock()
        self._sleepers: list[_Sleeper] = []

    def now(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        """Move time on and wake all who waited for it; may be called from any thread."""
        with self._lock:
            self._now += seconds
            due = [sleeper for sleeper in self._sleepers if sleeper.moment <= self._now]
            self._sleepers = [s for s in self._sleepers if s.moment > self._now]
        for sleeper in due:
            sleeper.wake()

    async def sleep_until(self, moment: float) -> None:
        loop = asyncio.get_running_loop()
        sleeper = _Sleeper(moment, loop, loop.create_future())
        with self._lock:
            if moment <= self._now:
                return
            self._sleepers.append(sleeper)
        try:
            await sleeper.woken
        finally:
            with self._lock:
                self._sleepers = [s for s in self._sleepers if s is not sleeper]
