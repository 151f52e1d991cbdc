"""How a message gets through: pictures uploaded, and plainer versions where blocks are refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.message import PENDING, Attachment, Block, Message
from bot.slack.calling import Answer, Patience
from bot.slack.plainer import plainer_blocks, shortened, text_of, without_pictures
from bot.slack.troubles import MissingScope, PayloadRefused
from bot.slack.uploads import Uploads

Send = Callable[[dict[str, Any]], Answer]
log = structlog.get_logger(__name__)
POST_CHARS = 39_000  # Slack cuts at 40,000
UPDATE_CHARS = 4_000  # and refuses more than this in chat.update
# A picture may be a moment late: pauses before the same blocks are tried again.
PICTURE_PAUSES = (0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Delivered:
    """Slack's answer, and the pictures that could not be shown in the message."""

    answer: Answer
    left_over: tuple[Attachment, ...] = ()


class Delivery:
    """Sends one message in the best form that Slack takes."""

    def __init__(self, uploads: Uploads, patience: Patience) -> None:
        self._uploads = uploads
        self._patience = patience

    def deliver(self, message: Message, send: Send, most: int = POST_CHARS) -> Delivered:
        """Send it, with text in place of what is refused; `most` characters of text.

        Raises SlackTrouble.
        """
        ready = self._with_pictures(message)
        refused: PayloadRefused | None = None
        for payload in _versions(ready, most):
            try:
                answer = self._send_with_pictures(payload, send)
            except PayloadRefused as trouble:
                log.warning("blocks_refused", method=trouble.method, code=trouble.code)
                refused = trouble
                continue
            return Delivered(answer, () if payload["blocks"] else shown_in(ready))
        raise refused or RuntimeError("a message has at least one version")

    def _with_pictures(self, message: Message) -> Message:
        """The message with real file ids; without pictures, and why, if we may not upload."""
        try:
            ids = self._uploads.to_show(shown_in(message))
        except MissingScope as trouble:
            note: Block = {
                "type": "context",
                "elements": [{"type": "mrkdwn", "text": f"No pictures: {trouble}"}],
            }
            blocks = (*without_pictures(message.blocks), note)
            return replace(message, blocks=blocks, attachments=())
        return replace(message, blocks=tuple(_with_ids(block, ids) for block in message.blocks))

    def _send_with_pictures(self, payload: dict[str, Any], send: Send) -> Answer:
        for pause in PICTURE_PAUSES:
            try:
                return send(payload)
            except PayloadRefused as trouble:
                if not trouble.about_file:
                    raise
                self._patience.sleep(pause)
        return send(payload)


def shown_in(message: Message) -> tuple[Attachment, ...]:
    """The attachments that the message's own blocks show."""
    return tuple(one for one in message.attachments if one.shown)


def _versions(message: Message, most: int) -> Iterator[dict[str, Any]]:
    """From the best form to the plainest."""
    text = shortened(message.text, most)
    yield {"text": text, "blocks": list(message.blocks)}
    if message.blocks:
        if (plainer := plainer_blocks(message.blocks)) != message.blocks:
            yield {"text": text, "blocks": list(plainer)}
        yield {"text": shortened(text_of(message.blocks) or message.text, most), "blocks": []}


def _with_ids(part: Any, ids: dict[str, str]) -> Any:
    """A block with the real file id wherever an attachment is named."""
    if isinstance(part, dict):
        return {key: _with_ids(value, ids) for key, value in part.items()}
    if isinstance(part, list):
        return [_with_ids(value, ids) for value in part]
    if isinstance(part, str) and part.startswith(PENDING):
        return ids.get(part.removeprefix(PENDING), part)
    return part
