"""How often progress may be shown, so that there is always room left for answers."""

import threading
import time
from collections.abc import Callable


class Allowance:
    """A purse that fills slowly: `burst` at most, `per_second` coming in. Slack takes 50 updates a
    minute; progress gets half of them."""

    def __init__(
        self,
        burst: int = 12,
        per_second: float = 0.4,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._monotonic = monotonic
        self._left = float(burst)
        self._then = monotonic()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether one more is allowed now."""
        with self._lock:
            now = self._monotonic()
            self._left = min(self._burst, self._left + (now - self._then) * self._per_second)
            self._then = now
            allowed = self._left >= 1
            self._left -= allowed
            return allowed
