"""A record of every API call that the bot made and every envelope that it was sent."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Condition
from time import perf_counter
from typing import TypeVar

from bot.workspace.errors import NothingCame
from bot.workspace.model import Json

T = TypeVar("T")
MOST = 20_000  # of each are kept: a demo may run for weeks


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of a Web API method; `answer` is None where no answer was sent."""

    method: str
    args: Json
    answer: Json | None
    status: int
    at: float
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether Slack would have said ok."""
        return bool(self.answer and self.answer.get("ok"))

    @property
    def error(self) -> str | None:
        """The error code of a refusal."""
        return None if self.answer is None else self.answer.get("error")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One delivery to the bot; `latency` is in seconds, None until it is acknowledged."""

    id: str
    kind: str
    payload: Json
    connection: str
    attempt: int = 0
    at: float = 0.0
    started: float = field(default_factory=perf_counter)
    latency: float | None = None
    response: Json | None = None

    @property
    def event_type(self) -> str:
        """`file_shared`, `message`, `block_actions`, `/segment`…"""
        if self.kind == "events_api":
            return str(self.payload["event"]["type"])
        return str(self.payload.get("type") or self.payload.get("command"))


class Journal:
    """Calls and envelopes in the order in which they happened; safe to read from any thread."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._calls: deque[ApiCall] = deque(maxlen=MOST)
        self._envelopes: dict[str, Envelope] = {}

    def called(self, call: ApiCall) -> None:
        """Note an API call."""
        with self._changed:
            self._calls.append(call)
            self._changed.notify_all()

    def sent(self, envelope: Envelope) -> None:
        """Note an envelope that goes out now."""
        with self._changed:
            self._envelopes[envelope.id] = envelope
            if len(self._envelopes) > MOST:
                del self._envelopes[next(iter(self._envelopes))]
            self._changed.notify_all()

    def acknowledged(self, envelope_id: str, response: Json | None) -> None:
        """Note the first acknowledgement of an envelope."""
        with self._changed:
            envelope = self._envelopes.get(envelope_id)
            if envelope is None or envelope.latency is not None:
                return
            latency = perf_counter() - envelope.started
            self._envelopes[envelope_id] = replace(envelope, latency=latency, response=response)
            self._changed.notify_all()

    def calls(self, method: str | None = None) -> list[ApiCall]:
        """The calls of one method, or all."""
        with self._changed:
            return [call for call in self._calls if method in (None, call.method)]

    def envelopes(self, event_type: str | None = None) -> list[Envelope]:
        """The envelopes of one event type, or all."""
        with self._changed:
            found = list(self._envelopes.values())
        return [e for e in found if event_type in (None, e.event_type)]

    def acks(self) -> list[Envelope]:
        """The envelopes that were acknowledged, with their latencies."""
        return [envelope for envelope in self.envelopes() if envelope.latency is not None]

    def wait(self, look: Callable[[], T], timeout: float, what: str) -> T:
        """What `look` finds, as soon as it finds something."""
        found: list[T] = []

        def found_it() -> bool:
            found[:] = [look()]
            return bool(found[0])

        with self._changed:
            if not self._changed.wait_for(found_it, timeout):
                raise NothingCame(f"{what} did not come within {timeout:g} s")
        return found[0]
