"""The only caller of Slack's Web API: each message once, limits kept, plain errors."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
from slack_sdk import WebClient

from bot.message import Attachment, Message
from bot.request import Place
from bot.slack.calling import Answer, Caller, Patience
from bot.slack.delivery import UPDATE_CHARS, Delivery
from bot.slack.once import Once
from bot.slack.pace import Allowance
from bot.slack.responding import respond
from bot.slack.troubles import FileGone, MissingScope, SlackTrouble
from bot.slack.uploads import Uploads, shared_in
from bot.store import OutboxStore

EVENT_TYPE = "segment_bot"
CLOCKS_APART = timedelta(minutes=5)
View = dict[str, Any]


class Outbox:
    """Everything that is said to Slack. Safe to use from several threads.

    clock gives the time of day; patience does all waiting.
    """

    def __init__(
        self,
        client: WebClient,
        store: OutboxStore,
        clock: Callable[[], datetime],
        patience: Patience | None = None,
        http: httpx.Client | None = None,
    ) -> None:
        patience = patience or Patience()
        self._client = client
        self._store = store
        self._clock = clock
        self._once = Once(store, clock, patience)
        self._caller = Caller(patience)
        self._http = http or httpx.Client(timeout=60)
        self._uploads = Uploads(client, self._caller, self._http, patience)
        self._delivery = Delivery(self._uploads, patience)
        self._progress = Allowance()

    def post(self, key: str, place: Place, message: Message) -> str:
        """Post a message once in its life, whatever is tried how often; its timestamp.

        Attachments that no block shows follow as files in its thread.
        """
        ts = self._once.send(
            key,
            ("chat.postMessage", place.channel),
            lambda: self._post(key, place, message),
            lambda since: self._found(key, place, since),
        )
        self.share_files(key, _thread(place, ts), _hidden(message))
        return ts

    def update(self, place: Place, ts: str, message: Message) -> None:
        """Put a message in the place of an earlier one. Raises MessageGone if that was deleted."""
        delivered = self._delivery.deliver(
            message, lambda payload: self._edit(place, ts, payload), UPDATE_CHARS
        )
        files = (*delivered.left_over, *_hidden(message))
        self.share_files(f"{place.channel}/{ts}/{_digest(files)}", _thread(place, ts), files)

    def show_progress(self, place: Place, ts: str, message: Message) -> bool:
        """Update if that is possible at once; otherwise nothing happens. Never raises
        SlackTrouble."""
        if not self._progress.take():
            return False
        payload = {"text": message.text, "blocks": list(message.blocks)}
        try:
            self._edit(place, ts, payload, patient=False)
        except SlackTrouble:
            return False
        return True

    def post_private(self, place: Place, person: str, message: Message) -> None:
        """Show a message to one person only. Nothing can tell whether it arrived: an answer lost
        on the way is not repeated."""
        self._delivery.deliver(
            message,
            lambda payload: self._caller.call(
                "chat.postEphemeral",
                lambda: self._client.chat_postEphemeral(
                    channel=place.channel, user=person, thread_ts=place.thread_ts, **payload
                ),
                channel=place.channel,
            ),
        )

    def respond(
        self, response_url: str, message: Message, *, replace_original: bool = False
    ) -> None:
        """Answer through an interaction's own address, which works where the bot is no member."""
        self._delivery.deliver(
            message,
            lambda payload: self._caller.call(
                "response_url",
                lambda: respond(
                    self._http,
                    response_url,
                    {**payload, "replace_original": replace_original},
                ),
            ),
        )

    def delete(self, place: Place, ts: str) -> None:
        """Take a message of the bot's back; nothing happens if it is gone already."""
        self._lenient(
            "chat.delete",
            ("message_not_found",),
            lambda: self._client.chat_delete(channel=place.channel, ts=ts),
        )

    def react(self, place: Place, ts: str, name: str) -> None:
        """Put a reaction under a message."""
        self._lenient(
            "reactions.add",
            ("already_reacted",),
            lambda: self._client.reactions_add(channel=place.channel, timestamp=ts, name=name),
        )

    def unreact(self, place: Place, ts: str, name: str) -> None:
        """Take a reaction back."""
        self._lenient(
            "reactions.remove",
            ("no_reaction",),
            lambda: self._client.reactions_remove(channel=place.channel, timestamp=ts, name=name),
        )

    def share_files(self, key: str, place: Place, attachments: Sequence[Attachment]) -> None:
        """Share files in a place, each once in its life."""
        for attachment in attachments:
            self._share(f"{key}/{attachment.name}", self._opened(place), attachment)

    def open_view(self, trigger_id: str, view: View) -> str:
        """Open a modal; its id. Raises TriggerSpent."""
        answer = self._caller.call(
            "views.open",
            lambda: self._client.views_open(trigger_id=trigger_id, view=view),
            patient=False,
        )
        return str(answer["view"]["id"])

    def update_view(self, view_id: str, view: View, view_hash: str | None = None) -> None:
        """Replace what an open modal shows; with a hash only if nobody changed it meanwhile."""
        self._caller.call(
            "views.update",
            lambda: self._client.views_update(view_id=view_id, view=view, hash=view_hash),
            repeatable=True,
        )

    def publish_home(self, person: str, view: View) -> None:
        """Replace a person's Home tab."""
        self._caller.call(
            "views.publish",
            lambda: self._client.views_publish(user_id=person, view=view),
            channel=person,
            repeatable=True,
        )

    def file_info(self, file_id: str) -> dict[str, Any]:
        """What Slack knows of a file. Raises FileGone."""
        return dict(self._uploads.info(file_id))

    def user_info(self, person: str) -> dict[str, Any]:
        """What Slack knows of a member."""
        answer = self._caller.call(
            "users.info", lambda: self._client.users_info(user=person), repeatable=True
        )
        return dict(answer["user"])

    def channel_info(self, channel: str) -> dict[str, Any]:
        """What Slack knows of a channel. Raises NotInChannel, MissingScope."""
        answer = self._caller.call(
            "conversations.info",
            lambda: self._client.conversations_info(channel=channel),
            repeatable=True,
        )
        return dict(answer["channel"])

    def permalink(self, place: Place, ts: str) -> str:
        """The address of a message."""
        answer = self._caller.call(
            "chat.getPermalink",
            lambda: self._client.chat_getPermalink(channel=place.channel, message_ts=ts),
            repeatable=True,
        )
        return str(answer["permalink"])

    def whoami(self) -> dict[str, Any]:
        """Who the token speaks for: team_id, user_id, bot_id … Raises TokenRefused."""
        return dict(self._caller.call("auth.test", self._client.auth_test, repeatable=True))

    def close(self) -> None:
        self._http.close()

    def _post(self, key: str, place: Place, message: Message) -> str:
        delivered = self._delivery.deliver(message, lambda payload: self._send(key, place, payload))
        ts = str(delivered.answer["ts"])
        self.share_files(f"{key}/left", _thread(place, ts), delivered.left_over)
        return ts

    def _opened(self, place: Place) -> Place:
        """A person's place by the id of the conversation: files are not taken by a person's."""
        entry = self._store.outbox_entry(_opening(place))
        return replace(place, channel=entry.ts) if entry and entry.ts else place

    def _send(self, key: str, place: Place, payload: dict[str, Any]) -> Answer:
        answer = self._caller.call(
            "chat.postMessage",
            lambda: self._client.chat_postMessage(
                channel=place.channel,
                thread_ts=place.thread_ts,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                **payload,
            ),
            channel=place.channel,
        )
        if answer.get("channel", place.channel) != place.channel:
            opening = _opening(place)
            self._store.intend(opening, "conversations.open", place.channel, self._clock())
            self._store.mark_sent(opening, str(answer["channel"]))
        return answer

    def _edit(self, place: Place, ts: str, payload: dict[str, Any], patient: bool = True) -> Answer:
        return self._caller.call(
            "chat.update",
            lambda: self._client.chat_update(channel=place.channel, ts=ts, **payload),
            channel=place.channel,
            repeatable=patient,
            patient=patient,
        )

    def _found(self, key: str, place: Place, since: datetime) -> str | None:
        """The message of this key, if Slack has it and we may look."""
        try:
            messages = self._messages(place, str((since - CLOCKS_APART).timestamp()))
        except MissingScope:
            return None
        for message in messages:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("key") == key:
                return str(message["ts"])
        return None

    def _messages(self, place: Place, oldest: str) -> list[dict[str, Any]]:
        """The last messages of a thread or of a channel."""
        asked: dict[str, Any] = {
            "channel": place.channel, "oldest": oldest, "limit": 200, "include_all_metadata": True,
        }  # fmt: skip
        thread_ts = place.thread_ts
        answer = self._caller.call(
            "conversations.replies" if thread_ts else "conversations.history",
            lambda: (
                self._client.conversations_replies(ts=thread_ts, **asked)
                if thread_ts
                else self._client.conversations_history(**asked)
            ),
            repeatable=True,
        )
        return list(answer["messages"])

    def _share(self, key: str, place: Place, attachment: Attachment) -> None:
        def send() -> str:
            file_id = self._uploads.send(attachment)
            self._store.note(key, file_id)
            self._uploads.complete([(file_id, attachment)], place)
            return file_id

        kind = ("files.completeUploadExternal", place.channel)
        self._once.send(key, kind, send, lambda _: self._shared(key, place))

    def _shared(self, key: str, place: Place) -> str | None:
        """The file of this key, if an earlier try shared it."""
        entry = self._store.outbox_entry(key)
        try:
            if entry and entry.ts and shared_in(self._uploads.info(entry.ts), place.channel):
                return entry.ts
        except FileGone:
            return None
        return None

    def _lenient(self, method: str, fine: tuple[str, ...], send: Callable[[], Any]) -> None:
        """A call whose wish may have come true already."""
        try:
            self._caller.call(method, send, repeatable=True)
        except SlackTrouble as trouble:
            if trouble.code not in fine:
                raise


def _thread(place: Place, ts: str) -> Place:
    """The thread that a message belongs to, or begins."""
    return replace(place, thread_ts=place.thread_ts or ts)


def _opening(place: Place) -> str:
    """The key under which the conversation with a person is remembered."""
    return f"opened/{place.channel}"


def _hidden(message: Message) -> tuple[Attachment, ...]:
    return tuple(one for one in message.attachments if not one.shown)


def _digest(attachments: Sequence[Attachment]) -> str:
    return hashlib.sha256(b"\0".join(one.content for one in attachments)).hexdigest()[:12]
