"""The page's live connection: everything that its member sees, as it happens."""

import asyncio
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.client_api.ask import member_of
from bot.workspace.errors import Declined
from bot.workspace.model import Json
from bot.workspace.pages import until_closed
from bot.workspace.workspace import Workspace


async def events(socket: WebSocket) -> None:
    """Push to one page until it is closed."""
    workspace: Workspace = socket.app.state.workspace
    try:
        me = member_of(socket, workspace)
    except Declined:
        await socket.close(1008)
        return
    with workspace.pages.opened(me) as queue:
        await socket.accept()
        watcher = asyncio.create_task(_watch(socket, queue))
        with suppress(WebSocketDisconnect, RuntimeError):
            async for thing in until_closed(queue):
                await socket.send_json(thing)
        watcher.cancel()


async def _watch(socket: WebSocket, queue: "asyncio.Queue[Json | None]") -> None:
    """End the queue once the page is gone; pages send nothing themselves."""
    with suppress(WebSocketDisconnect):
        while True:
            await socket.receive_text()
    queue.put_nowait(None)
