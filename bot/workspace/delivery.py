"""Delivery to the bot: events until they are acknowledged, questions for as long as Slack waits."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.workspace.clock import Clock
from bot.workspace.model import Json
from bot.workspace.options import Timing
from bot.workspace.socket_mode import SocketMode


class NoApp(Exception):
    """No app is connected: `dispatch_failed`."""


class NoAnswer(Exception):
    """The app did not acknowledge in time: `operation_timeout`."""


class Delivery:
    """Sends payloads over Socket Mode; used on the server's event loop only."""

    def __init__(self, socket_mode: SocketMode, timing: Timing, clock: Clock) -> None:
        self._socket_mode = socket_mode
        self._timing = timing
        self._clock = clock
        self._tasks: set[asyncio.Task[Any]] = set()

    def event(self, payload: Json) -> None:
        """Deliver an event, and again at Slack's intervals until it is acknowledged."""
        self.start(self._event(payload))

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something that outlives the request that asked for it."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Give up all deliveries."""
        for task in self._tasks:
            task.cancel()

    async def _event(self, payload: Json) -> None:
        moment, reason = self._clock.now(), ""
        for attempt, pause in enumerate((0.0, *self._timing.retries)):
            moment += pause
            await self._clock.sleep_until(moment)
            frame = {
                "type": "events_api",
                "payload": payload,
                "accepts_response_payload": False,
                "retry_attempt": attempt,
                "retry_reason": reason,
            }
            try:
                await self._exchange(frame, moment, attempt)
            except NoApp:
                reason = "connection_failed"
            except NoAnswer:
                # The next pause begins when this answer was due, however late that is noticed.
                moment, reason = moment + self._timing.ack, "timeout"
            else:
                return

    async def ask(self, kind: str, payload: Json, accepts: bool) -> Json:
        """What the app answers in its acknowledgement; `{}` where it answers nothing."""
        frame = {"type": kind, "payload": payload, "accepts_response_payload": accepts}
        return await self._exchange(frame, self._clock.now()) or {}

    async def _exchange(self, frame: Json, moment: float, attempt: int = 0) -> Json | None:
        ack = await self._socket_mode.send(frame, attempt)
        if ack is None:
            raise NoApp
        timer = asyncio.ensure_future(self._clock.sleep_until(moment + self._timing.ack))
        either: set[asyncio.Future[Any]] = {ack, timer}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()
        if not ack.done():
            ack.cancel()
            raise NoAnswer
        return ack.result()
