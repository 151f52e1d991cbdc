"""Calls of the Web API: what may be repeated is, limits are honoured, refusals become troubles."""

import threading
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.slack.troubles import SlackBusy, SlackTrouble, SlackUnreachable, trouble_of

# How a call that may be repeated is repeated after a dropped connection or an error of Slack's.
PAUSES = (0.2, 1.0, 3.0)
Answer = Mapping[str, Any]


class Patience:
    """Who has to wait for Slack, and until when: each method in each channel for itself."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._until: dict[tuple[str, str], float] = {}
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self.sleep = sleep

    def hold(self, method: str, channel: str, seconds: float) -> None:
        """Nothing more of this method in this channel for so long."""
        with self._lock:
            self._until[method, channel] = self._monotonic() + seconds

    def left(self, method: str, channel: str) -> float:
        """Seconds to wait before this method may be called in this channel."""
        with self._lock:
            return max(0.0, self._until.get((method, channel), 0.0) - self._monotonic())


class Caller:
    """Makes calls: one place for repeats, limits and errors.

    max_wait: the longest time, in seconds, that one call waits for Slack's limits.
    """

    def __init__(self, patience: Patience, max_wait: float = 90.0) -> None:
        self._patience = patience
        self._max_wait = max_wait

    def call(
        self,
        method: str,
        send: Callable[[], Any],
        *,
        channel: str = "",
        repeatable: bool = False,
        patient: bool = True,
    ) -> Answer:
        """Slack's answer. repeatable: a second call does no harm. patient: wait for limits.

        Raises SlackTrouble.
        """
        waited = 0.0
        pauses = iter(PAUSES if repeatable else ())
        while True:
            waited += self._wait(method, channel, self._max_wait - waited if patient else 0.0)
            try:
                return _answer(method, send)
            except SlackBusy as busy:
                self._patience.hold(method, channel, busy.seconds)
            except SlackUnreachable:
                pause = next(pauses, None)
                if pause is None:
                    raise
                self._patience.sleep(pause)

    def _wait(self, method: str, channel: str, most: float) -> float:
        left = self._patience.left(method, channel)
        if left > most:
            raise SlackBusy(left, method=method)
        if left:
            self._patience.sleep(left)
        return left


def _answer(method: str, send: Callable[[], Any]) -> Answer:
    try:
        answer: Answer = send().data
    except SlackApiError as error:
        raise _refusal(method, error.response) from None
    except (OSError, HTTPException) as error:
        raise _unreachable(method, error) from None
    return answer


def _refusal(method: str, response: Any) -> SlackTrouble:
    """The SDK gives its response object, or a dict where the body was not JSON."""
    if isinstance(response, dict):
        status, headers, body = response.get("status"), response.get("headers") or {}, None
    else:
        status, headers, body = response.status_code, response.headers, response.data
    if status == 429:
        return SlackBusy(_seconds(headers), method=method)
    if status == 200 and isinstance(body, dict) and body.get("error"):
        return trouble_of(method, body)
    return SlackUnreachable(f"it answers HTTP {status}", method=method)


def _seconds(headers: Mapping[str, Any]) -> float:
    """Retry-After, whose name comes in any case and whose value may come as a list."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            first = value[0] if isinstance(value, list) else value
            return float(first) if str(first).strip().isdigit() else 1.0
    return 1.0


def _unreachable(method: str, error: OSError | HTTPException) -> SlackUnreachable:
    cause = error.reason if isinstance(error, URLError) else error
    never_left = isinstance(cause, ConnectionRefusedError) or "getaddrinfo" in repr(cause)
    reason = getattr(cause, "strerror", None) or type(cause).__name__
    return SlackUnreachable(str(reason), method=method, surely_not_sent=never_left)
