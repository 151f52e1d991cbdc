"""The workspace as a running server: its addresses, its thread, and the handle that tests hold."""

import asyncio
import socket
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket

from bot.workspace.answer_server import respond
from bot.workspace.client_api.guard import LoopbackOnly
from bot.workspace.client_api.routes import client_routes
from bot.workspace.control import Control
from bot.workspace.errors import PortTaken
from bot.workspace.file_server import download, upload
from bot.workspace.options import WorkspaceOptions
from bot.workspace.saved import SavedState
from bot.workspace.web_api.gate import web_api
from bot.workspace.workspace import Workspace

PAGE = Path(__file__).parent / "page"
NO_STORE = {"cache-control": "no-store"}
SECONDS_TO_START = 20.0
SECONDS_TO_STOP = 1
SECONDS_BETWEEN_SAVES = 0.5


class FreshFiles(StaticFiles):
    """Static files that browsers never keep: the page is edited while it runs."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(NO_STORE)
        return response


async def _index(request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers=NO_STORE)


async def _link(websocket: WebSocket) -> None:
    workspace: Workspace = websocket.app.state.workspace
    await workspace.socket_mode.serve(websocket)


def _routes() -> list[BaseRoute]:
    both = ["GET", "POST"]
    return [
        Route("/", _index),
        Mount("/page", FreshFiles(directory=PAGE, check_dir=False)),
        *client_routes(),
        Route("/api/{method}", web_api, methods=both),
        WebSocketRoute("/link/", _link),
        Route("/upload/v1/{key}", upload, methods=["POST"]),
        Route("/files-pri/{key}/download/{name}", download),
        Route("/files-pri/{key}/{name}", download),
        *(
            Route(f"/{kind}/{{team}}/{{app}}/{{key}}", respond, methods=["POST"])
            for kind in ("commands", "actions")
        ),
    ]


def build(
    workspace: Workspace, started: Callable[[], None], cut: Callable[[Any], None]
) -> Starlette:
    """The server's application; `started` is called on its event loop, `cut` breaks a client."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        started()
        if workspace.saved is not None:
            workspace.delivery.start(_keep(workspace, workspace.saved))
        yield
        workspace.delivery.stop()
        await workspace.socket_mode.close_all()

    app = Starlette(routes=_routes(), middleware=[Middleware(LoopbackOnly)], lifespan=lifespan)
    app.state.workspace = workspace
    app.state.cut = cut
    return app


async def _keep(workspace: Workspace, saved: SavedState) -> None:
    """Keep what was said, every now and then and when the server stops."""
    try:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_SAVES)
            saved.save(workspace.state)
    finally:
        saved.save(workspace.state)


class PromptServer(uvicorn.Server):
    """A server that stops when it is told to, not at its next tick."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections:
            await super().shutdown(sockets)
            return
        for server in self.servers:  # nobody is left to wait for
            server.close()
        await self.lifespan.shutdown()

    def tell_to_stop(self) -> None:
        """Stop; called on the server's event loop."""
        self.should_exit = True
        self.told.set()

    async def main_loop(self) -> None:
        self.told = asyncio.Event()
        ticks = 0
        while not await self.on_tick(ticks):
            ticks = (ticks + 1) % 864_000
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.told.wait(), 0.1)


class RunningWorkspace(Control):
    """A workspace that answers on its port until it is stopped."""

    def __init__(self, workspace: Workspace, listener: socket.socket, cleanup: ExitStack) -> None:
        super().__init__(workspace)
        self._listener = listener
        self._cleanup = cleanup
        self._ready = Event()
        self._failure: BaseException | None = None
        app = build(workspace, self._started, self._cut)
        self._server = PromptServer(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="on",
                timeout_graceful_shutdown=SECONDS_TO_STOP,
                ws_per_message_deflate=False,
            )
        )
        self._thread = Thread(target=self._serve, name="workspace", daemon=True)

    def start(self) -> "RunningWorkspace":
        """Serve in a thread; returns once requests are answered."""
        self._thread.start()
        if not self._ready.wait(SECONDS_TO_START) or self._failure is not None:
            raise RuntimeError("The workspace's server did not start") from self._failure
        return self

    def _started(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._ready.set()

    def _serve(self) -> None:
        try:
            asyncio.run(self._server.serve(sockets=[self._listener]))
        except BaseException as error:
            self._failure = error
            self._ready.set()

    def _cut(self, client: Any) -> None:
        """Break the connection of a client, as a network does: no answer, not even an end."""
        for protocol in list(self._server.server_state.connections):
            if getattr(protocol, "client", None) == tuple(client):
                protocol.transport.abort()

    def run_on_loop(self, work: Awaitable[Any]) -> Any:
        """Run something on the server's event loop and wait for its result."""

        async def awaited() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(awaited(), self.loop).result(SECONDS_TO_START)

    def stop(self) -> None:
        """Stop serving and remove what was stored only for this run."""
        if self._thread.is_alive():
            self.loop.call_soon_threadsafe(self._server.tell_to_stop)
            self._thread.join()
        self._listener.close()
        self._cleanup.close()

    def __enter__(self) -> "RunningWorkspace":
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


def start_workspace(
    port: int = 0,
    data_dir: Path | None = None,
    options: WorkspaceOptions | None = None,
) -> RunningWorkspace:
    """Start a workspace on a port of this machine; 0 takes any free one.

    data_dir: where messages and files are kept for the next start; without it they are gone
    when the workspace stops.
    Raises PortTaken if another program listens there.
    """
    listener = _listen(port)
    cleanup = ExitStack()
    folder = data_dir or Path(
        cleanup.enter_context(tempfile.TemporaryDirectory(prefix="workspace-"))
    )
    workspace = Workspace(options or WorkspaceOptions(), folder, keep=data_dir is not None)
    workspace.host = f"127.0.0.1:{listener.getsockname()[1]}"
    return RunningWorkspace(workspace, listener, cleanup).start()


def _listen(port: int) -> socket.socket:
    # With its protocol named, asyncio switches Nagle's algorithm off: else answers wait 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise PortTaken(port) from None
    listener.listen(128)
    return listener
