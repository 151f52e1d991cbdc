"""Socket Mode on the `websockets` library: keepalive, back-off, and no envelope lost on a change.

Slack closes every connection after some hours. It warns first; then a second connection is opened
while the first is read to its end, so that no command falls between the two. An envelope is acked
on the connection that brought it, after its work is committed; unacked, Slack sends it again.
"""

import json
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

log = structlog.get_logger()

Envelope = dict[str, Any]
# What to answer an envelope with: a payload (perhaps empty), or None to leave it unacked.
Handle = Callable[[Envelope], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds between pings and until a missing pong ends a connection; bounds of the back-off."""

    ping_interval: float = 10.0
    ping_timeout: float = 10.0
    first_pause: float = 0.5
    longest_pause: float = 30.0


class SocketMode:
    """Keeps one connection to Slack open, and hands every envelope to `handle` in a thread."""

    def __init__(
        self,
        open_url: Callable[[], str],
        handle: Handle,
        timing: Timing | None = None,
        threads: int = 10,
    ) -> None:
        self._open_url = open_url
        self._handle = handle
        self._timing = timing or Timing()
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="envelope")
        self._stopping = threading.Event()
        self._connected = threading.Event()
        self._lock = threading.Lock()
        self._open: set[ClientConnection] = set()
        self._readers: list[threading.Thread] = []

    def start(self) -> None:
        """Connect in the background, again and again until `stop`."""
        self._spawn()

    def wait_connected(self, timeout: float) -> bool:
        """Whether Slack has said hello within these seconds."""
        return self._connected.wait(timeout)

    def stop(self) -> None:
        """Finish and ack what was already received, then close."""
        self._stopping.set()
        self._workers.shutdown(wait=True)
        with self._lock:
            connections, readers = list(self._open), list(self._readers)
        for connection in connections:
            connection.close()
        for reader in readers:
            reader.join(timeout=5)

    def _spawn(self) -> None:
        reader = threading.Thread(target=self._stay_connected, name="socket-mode", daemon=True)
        with self._lock:
            self._readers = [r for r in self._readers if r.is_alive()]
            self._readers.append(reader)
        reader.start()

    def _stay_connected(self) -> None:
        pause = self._timing.first_pause
        while not self._stopping.is_set():
            try:
                if self._read_one_connection() == "replaced":
                    return
                pause = self._timing.first_pause
            except Exception as error:
                # Whatever goes wrong with the network or with Slack, the remedy is to try again.
                log.warning("no connection to Slack", error=str(error), again_in=round(pause, 1))
            self._stopping.wait(pause * random.uniform(0.5, 1.0))
            pause = min(pause * 2, self._timing.longest_pause)

    def _read_one_connection(self) -> str:
        """Read one connection to its end; `replaced` if another one has taken over meanwhile."""
        replaced = False
        with connect(
            self._open_url(),
            ping_interval=self._timing.ping_interval,
            ping_timeout=self._timing.ping_timeout,
            max_size=None,
            compression=None,
        ) as connection:
            self._hold(connection)
            try:
                for text in connection:
                    envelope = json.loads(text)
                    kind = envelope.get("type")
                    if kind == "hello":
                        self._connected.set()
                    elif kind == "disconnect" and not replaced and not self._stopping.is_set():
                        log.info("Slack will close the connection", reason=envelope.get("reason"))
                        # With too many connections the way is to wait, not to open one more.
                        replaced = envelope.get("reason") != "too_many_websockets"
                        if replaced:
                            self._spawn()
                    elif "envelope_id" in envelope and not self._stopping.is_set():
                        self._workers.submit(self._serve, connection, envelope)
            finally:
                self._release(connection)
        return "replaced" if replaced else "closed"

    def _serve(self, connection: ClientConnection, envelope: Envelope) -> None:
        try:
            payload = self._handle(envelope)
            if payload is not None:
                ack = {"envelope_id": envelope["envelope_id"]}
                connection.send(json.dumps({**ack, "payload": payload} if payload else ack))
        except (ConnectionClosed, WebSocketException):
            log.warning("the connection closed before an ack; Slack will repeat it")
        except Exception as error:
            log.error("envelope not handled", kind=envelope.get("type"), exc_info=error)

    def _hold(self, connection: ClientConnection) -> None:
        with self._lock:
            self._open.add(connection)

    def _release(self, connection: ClientConnection) -> None:
        with self._lock:
            self._open.discard(connection)
            if not self._open:
                self._connected.clear()
