"""Files on their way to Slack: uploaded, shown in a message by id, or shared as files."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx
from slack_sdk import WebClient

from bot.message import Attachment
from bot.request import Place
from bot.slack.calling import Answer, Caller, Patience
from bot.slack.troubles import MissingScope, SlackUnreachable

AT_ONCE = 4
# Pauses while Slack looks at a new picture; an image block of a file it hasn't seen is refused.
READY_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.0, 3.0)


class Uploads:
    """Brings attachments to Slack. http: a client for the upload addresses that Slack gives."""

    def __init__(
        self, client: WebClient, caller: Caller, http: httpx.Client, patience: Patience
    ) -> None:
        self._client = client
        self._caller = caller
        self._http = http
        self._patience = patience

    def to_show(self, attachments: Sequence[Attachment]) -> dict[str, str]:
        """Upload pictures for image blocks; the file id of each attachment's name."""
        if not attachments:
            return {}
        with ThreadPoolExecutor(min(AT_ONCE, len(attachments))) as threads:
            ids = list(threads.map(self.send, attachments))
        self.complete(list(zip(ids, attachments, strict=True)))
        for file_id in ids:
            self._wait_until_ready(file_id)
        return {one.name: file_id for file_id, one in zip(ids, attachments, strict=True)}

    def send(self, attachment: Attachment) -> str:
        """Bring the bytes to Slack; the id of the file, which nobody sees until `complete`."""
        slot = self._caller.call(
            "files.getUploadURLExternal",
            lambda: self._client.files_getUploadURLExternal(
                filename=attachment.name,
                length=len(attachment.content),
                alt_txt=attachment.alt or None,
            ),
            repeatable=True,
        )
        try:
            self._http.post(slot["upload_url"], content=attachment.content).raise_for_status()
        except httpx.HTTPError as error:
            raise SlackUnreachable(type(error).__name__, method="file upload") from None
        return str(slot["file_id"])

    def complete(
        self, files: Sequence[tuple[str, Attachment]], place: Place | None = None
    ) -> Answer:
        """Make uploaded files real; in a place they are shared there as a message of their own."""
        return self._caller.call(
            "files.completeUploadExternal",
            lambda: self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": one.title} for file_id, one in files],
                channel_id=place.channel if place else None,
                thread_ts=place.thread_ts if place else None,
            ),
            channel=place.channel if place else "",
        )

    def info(self, file_id: str) -> Answer:
        """What Slack knows of a file. Raises FileGone."""
        answer: Answer = self._caller.call(
            "files.info", lambda: self._client.files_info(file=file_id), repeatable=True
        )["file"]
        return answer

    def _wait_until_ready(self, file_id: str) -> None:
        """Wait, but not for ever: then the post shows whether Slack takes the file."""
        with suppress(MissingScope):  # then we can't look, and the post itself will tell
            for pause in READY_PAUSES:
                if self.info(file_id).get("mimetype"):
                    return
                self._patience.sleep(pause)


def shared_in(file: Answer, channel: str) -> bool:
    """Whether a file stands in a channel."""
    return any(channel in shares for shares in (file.get("shares") or {}).values())
