"""Trouble on request: the next calls of a method can be refused, slowed or cut off."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from bot.workspace.model import Json


@dataclass(frozen=True, slots=True)
class RateLimited:
    """HTTP 429 with Retry-After in seconds."""

    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class ServerTrouble:
    """An HTTP error status with a body that is no JSON."""

    status: int = 500


@dataclass(frozen=True, slots=True)
class Dropped:
    """The connection breaks without an answer; `after` the call was carried out, or before."""

    after: bool = False


@dataclass(frozen=True, slots=True)
class Slow:
    """The call is answered after some seconds on the workspace's clock."""

    seconds: float


@dataclass(frozen=True)
class Refused:
    """An error of Slack's: `Refused("invalid_blocks")`."""

    error: str
    extras: dict[str, Any] = field(default_factory=dict)


Fault = RateLimited | ServerTrouble | Dropped | Slow | Refused
When = Callable[[Json], bool]


def always(args: Json) -> bool:
    """Every call, whatever its arguments."""
    return True


@dataclass(slots=True)
class _Pending:
    method: str
    fault: Fault
    times: int
    when: When


class Faults:
    """The faults that wait for their calls; set from any thread, first set, first met."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pending: list[_Pending] = []

    def add(self, method: str, fault: Fault, times: int = 1, when: When = always) -> None:
        """Let the next `times` calls of a method, whose arguments fit, meet a fault."""
        with self._lock:
            self._pending.append(_Pending(method, fault, times, when))

    def clear(self) -> None:
        """Forget all faults."""
        with self._lock:
            self._pending.clear()

    def take(self, method: str, args: Json) -> Fault | None:
        """The fault that this call meets, used up once."""
        with self._lock:
            fitting = (p for p in self._pending if p.method == method and p.when(args))
            pending = next(fitting, None)
            if pending is None:
                return None
            pending.times -= 1
            self._pending = [p for p in self._pending if p.times > 0]
            return pending.fault
