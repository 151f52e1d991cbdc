"""Sending something exactly once, as far as Slack lets us know what arrived."""

from collections.abc import Callable
from datetime import datetime

from bot.slack.calling import Patience
from bot.slack.troubles import SlackUnreachable
from bot.store import OutboxStore

# Pauses before it is looked whether a message arrived whose answer was lost.
LOOK_PAUSES = (0.3, 2.0)


class Once:
    """Remembers under a key what is about to be sent and what was."""

    def __init__(
        self, store: OutboxStore, clock: Callable[[], datetime], patience: Patience
    ) -> None:
        self._store = store
        self._clock = clock
        self._patience = patience

    def send(
        self,
        key: str,
        kind: tuple[str, str],
        send: Callable[[], str],
        find: Callable[[datetime], str | None],
    ) -> str:
        """Slack's name for what this key stands for; `send` is called if it isn't there yet.

        kind: method and channel. find: looks for it among what arrived since a moment.
        Raises SlackTrouble; the next call with this key then looks before it sends.
        """
        now = self._clock()
        known = None
        if not self._store.intend(key, *kind, now):
            known = self._known(key, find)
        ts = known or self._insisting(send, lambda: find(now))
        self._store.mark_sent(key, ts)
        return ts

    def _known(self, key: str, find: Callable[[datetime], str | None]) -> str | None:
        entry = self._store.outbox_entry(key)
        if entry is None:
            return None
        return entry.ts if entry.state == "sent" else find(entry.created_at)

    def _insisting(self, send: Callable[[], str], find: Callable[[], str | None]) -> str:
        """Send; where the answer is lost, look for the message, and send again if it isn't
        there."""
        for pause in LOOK_PAUSES:
            try:
                return send()
            except SlackUnreachable as trouble:
                self._patience.sleep(pause)
                if not trouble.surely_not_sent and (ts := find()):
                    return ts
        return send()
