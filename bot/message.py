"""What goes to Slack, before anything is sent: text, blocks and the files they show."""

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]

# An image block that shows an attachment carries {"slack_file": {"id": PENDING + name}}; the
# outbox uploads the attachment and puts the real id there.
PENDING = "attachment:"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a message.

    shown: whether a block shows it (a picture in the message); otherwise it is shared as a file
    of its own in the same place.
    """

    name: str
    content: bytes
    title: str
    alt: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `text` is what notifications and screen readers say, `blocks` what is seen.

    private: only the person who asked sees it (ephemeral).
    """

    text: str
    blocks: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    private: bool = False
