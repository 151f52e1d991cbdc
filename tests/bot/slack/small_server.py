"""A web server of a few lines on a port of this machine, for what only HTTP itself can show."""

import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Answer = Callable[[Request], Awaitable[Response]]


@dataclass
class SmallServer:
    """Where it listens, and the requests it has seen: path, Authorization header, body."""

    host: str
    seen: list[tuple[str, str | None, bytes]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


@contextmanager
def serving(answer: Answer) -> Iterator[SmallServer]:
    """Serve one function for every path."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    handle = SmallServer(f"127.0.0.1:{listener.getsockname()[1]}")
    started = threading.Event()

    async def noted(request: Request) -> Response:
        body = await request.body()
        handle.seen.append((request.url.path, request.headers.get("authorization"), body))
        return await answer(request)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started.set()

    app = Starlette(routes=[Route("/{path:path}", noted, methods=["GET", "POST"])])
    server = Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    started.wait(20)
    try:
        yield handle
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
