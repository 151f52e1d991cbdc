"""The one message that answers a request: shown early, edited while the work goes on, finished."""

from dataclasses import replace
from typing import Protocol

from bot.errors import PlainError
from bot.message import Message
from bot.presenter import present
from bot.request import Place, Request
from bot.result import Progress, Result, Trouble


class Outgoing(Protocol):
    """What a reply needs of the outbox."""

    def post(self, key: str, place: Place, message: Message) -> str: ...

    def update(self, place: Place, ts: str, message: Message) -> None: ...

    def show_progress(self, place: Place, ts: str, message: Message) -> bool: ...

    def post_private(self, place: Place, person: str, message: Message) -> None: ...

    def react(self, place: Place, ts: str, name: str) -> None: ...

    def respond(self, response_url: str, message: Message) -> None: ...


class Reply:
    """Where the answer to one request goes. The key makes its post safe to repeat."""

    def __init__(self, request: Request, outgoing: Outgoing) -> None:
        self._request = request
        self._outgoing = outgoing
        self.place = request.place
        self.ts: str | None = None

    def move(self, place: Place) -> None:
        """Answer somewhere else (in the thread of a file whose message is known only now)."""
        self.place = place

    def tell(self, progress: Progress) -> None:
        """Show how far the work is; the outbox leaves out edits that come too fast."""
        if self.ts is None:
            self.ts = self._outgoing.post(self._key, self.place, present(progress))
        else:
            self._outgoing.show_progress(self.place, self.ts, present(progress))

    def finish(self, result: Result) -> str | None:
        """Send the result; the timestamp of its message, None if only one person sees it.

        Where it may not be posted, the person who asked is told so directly.
        """
        try:
            return self._send(present(result))
        except PlainError as refused:
            if refused.transient:
                raise
            if self._request.door != "schedule":  # nobody waits for what comes by itself
                self.tell_directly(Trouble(refused.problem, refused.next_step))
            return None

    def _send(self, message: Message) -> str | None:
        if self.ts is not None:
            self._outgoing.update(self.place, self.ts, replace(message, private=False))
            return self.ts
        if message.private and not self._everyone_may_see:
            self._whisper(message)
            return None
        return self._outgoing.post(self._key, self.place, message)

    @property
    def _key(self) -> str:
        return f"{self._request.identity}:answer"

    @property
    def _everyone_may_see(self) -> bool:
        # In a direct message nobody else is there; under an upload the thread is the answer.
        return self.place.is_direct or self._request.door == "upload"

    def tell_directly(self, result: Result) -> None:
        """Say something to the person alone, outside of the place."""
        message = present(result)
        if self._request.response_url:
            self._outgoing.respond(self._request.response_url, message)
        else:
            direct = Place(self.place.team, self._request.person)
            self._outgoing.post(f"{self._key}:direct", direct, message)

    def hand(self, result: Result) -> None:
        """Bring a file to the person who asked, where nobody else sees it."""
        direct = replace(self.place, channel=self._request.person, thread_ts=None)
        place = self.place if self.place.is_direct else direct
        self._outgoing.post(f"{self._request.identity}:handed", place, present(result))

    def _whisper(self, message: Message) -> None:
        if self._request.response_url:
            # Reaches the person even in channels that the bot is not in.
            self._outgoing.respond(self._request.response_url, message)
        else:
            self._outgoing.post_private(self.place, self._request.person, message)
