"""The open pages of the members: what happens is pushed to each of them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from bot.workspace.model import Json


class Pages:
    """One queue for each open page; used on the server's event loop only."""

    def __init__(self) -> None:
        self._queues: dict[str, list[asyncio.Queue[Json | None]]] = {}

    def viewers(self) -> list[str]:
        """The members who have a page open."""
        return list(self._queues)

    def push(self, member: str, thing: Json) -> None:
        """Send something to all pages of a member."""
        for queue in self._queues.get(member, ()):
            queue.put_nowait(thing)

    def push_all(self, thing: Json) -> None:
        """Send something to all pages."""
        for member in self.viewers():
            self.push(member, thing)

    @contextmanager
    def opened(self, member: str) -> Iterator[asyncio.Queue[Json | None]]:
        """A queue that receives all that is pushed to a member while the page is open."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues.setdefault(member, []).append(queue)
        try:
            yield queue
        finally:
            queues = self._queues[member]
            queues.remove(queue)
            if not queues:
                del self._queues[member]


async def until_closed(queue: asyncio.Queue[Json | None]) -> AsyncIterator[Json]:
    """The things of a queue, up to the None that ends it."""
    while (thing := await queue.get()) is not None:
        yield thing
