"""Socket Mode: tickets, up to ten connections of the app, envelopes out and acknowledgements in."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.workspace.ids import Ids
from bot.workspace.journal import Envelope, Journal
from bot.workspace.model import Json
from bot.workspace.options import WorkspaceOptions
from bot.workspace.seed import APP

HOST = "applink-local"


@dataclass(eq=False, slots=True)
class Connection:
    """One WebSocket of the app; `leaving` once it was asked to reconnect."""

    id: str
    socket: WebSocket
    leaving: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, thing: Json) -> bool:
        """Send a JSON object; False when the connection is gone."""
        async with self.lock:
            if self.socket.application_state is not WebSocketState.CONNECTED:
                return False
            try:
                await self.socket.send_text(json.dumps(thing))
            except (WebSocketDisconnect, RuntimeError, OSError):
                return False
        return True

    async def close(self) -> None:
        """Close the connection from the server's side."""
        with suppress(RuntimeError, OSError, WebSocketDisconnect):
            await self.socket.close(1000)


class SocketMode:
    """The app's connections; used on the server's event loop only."""

    def __init__(self, options: WorkspaceOptions, ids: Ids, journal: Journal) -> None:
        self._options = options
        self._ids = ids
        self._journal = journal
        self._tickets: dict[str, float] = {}
        self._acks: dict[str, asyncio.Future[Json | None]] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self.connections: dict[str, Connection] = {}
        self.on_change: list[Callable[[bool], None]] = []

    @property
    def connected(self) -> bool:
        """Whether the app has at least one connection."""
        return bool(self.connections)

    def new_ticket(self) -> str:
        """A ticket for one connection, good for a short time."""
        ticket = self._ids.secret()
        self._tickets[ticket] = self._options.clock.now() + self._options.timing.ticket
        return ticket

    def _admits(self, ticket: str) -> bool:
        return self._tickets.pop(ticket, 0.0) >= self._options.clock.now()

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection from hello to its end."""
        if not self._admits(socket.query_params.get("ticket", "")):
            await socket.close(1008)
            return
        await socket.accept()
        connection = Connection(self._ids.new("L"), socket)
        if len(self.connections) >= self._options.max_connections:
            await connection.send(_disconnect("too_many_websockets"))
            await connection.close()
            return
        self._add(connection)
        try:
            await connection.send(self._hello())
            await self._listen(connection)
        finally:
            self._remove(connection)

    def _add(self, connection: Connection) -> None:
        self.connections[connection.id] = connection
        self._tell()

    def _remove(self, connection: Connection) -> None:
        self.connections.pop(connection.id, None)
        self._tell()

    def _tell(self) -> None:
        for callback in self.on_change:
            callback(self.connected)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": HOST,
                "build_number": 1,
                "approximate_connection_time": 3600,
            },
            "connection_info": {"app_id": APP},
        }

    async def _listen(self, connection: Connection) -> None:
        with suppress(WebSocketDisconnect):
            while True:
                self._receive(await connection.socket.receive_text())

    def _receive(self, text: str) -> None:
        try:
            answer = json.loads(text)
        except ValueError:  # the client may send plain "ping" texts
            return
        envelope_id = answer.get("envelope_id") if isinstance(answer, dict) else None
        if envelope_id is None:
            return
        response = answer.get("payload")
        self._journal.acknowledged(envelope_id, response)
        waiting = self._acks.get(envelope_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(response)

    def _pick(self) -> Connection | None:
        staying = [c for c in self.connections.values() if not c.leaving]
        choice = staying or list(self.connections.values())
        return choice[self._ids.pick(len(choice))] if choice else None

    async def send(self, frame: Json, attempt: int = 0) -> asyncio.Future[Json | None] | None:
        """Send a payload in a new envelope to one connection at random.

        Returns the future acknowledgement; None when nobody is connected.
        """
        while (connection := self._pick()) is not None:
            envelope_id = self._ids.uuid()
            ack: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
            self._acks[envelope_id] = ack
            ack.add_done_callback(partial(self._forget, envelope_id))
            now = self._options.clock.now()
            self._journal.sent(
                Envelope(envelope_id, frame["type"], frame["payload"], connection.id, attempt, now)
            )
            if await connection.send({"envelope_id": envelope_id, **frame}):
                return ack
            ack.cancel()
            self._remove(connection)
        return None

    def _forget(self, envelope_id: str, _: asyncio.Future[Json | None]) -> None:
        self._acks.pop(envelope_id, None)

    async def ask_to_reconnect(self, reason: str) -> None:
        """Tell every connection to be replaced, and close those that are left after a while."""
        for connection in list(self.connections.values()):
            connection.leaving = True
            await connection.send(_disconnect(reason))
            task = asyncio.create_task(self._close_later(connection))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    async def _close_later(self, connection: Connection) -> None:
        clock = self._options.clock
        await clock.sleep_until(clock.now() + self._options.timing.closing)
        await connection.close()

    async def close_all(self) -> None:
        """Cut every connection, as a network does."""
        for task in self._closing:
            task.cancel()
        for connection in list(self.connections.values()):
            await connection.close()


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}
