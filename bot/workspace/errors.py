"""What goes wrong in the workspace: in Slack's words for the bot, in plain words for a person.

WorkspaceError
├── SlackError      an API method answers {"ok": false, "error": …}
├── Declined        a person's act in the page cannot be done; says why
├── PortTaken       another program listens on the wanted port
└── NothingCame     a test waited for something that did not come
"""

from typing import Any


class WorkspaceError(Exception):
    """The root of the workspace's errors."""


class SlackError(WorkspaceError):
    """An API method refuses; `extras` go beside the error code in the answer."""

    def __init__(self, code: str, **extras: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extras = extras


class Declined(WorkspaceError):
    """A person's act cannot be done; the text is for that person."""


class PortTaken(WorkspaceError, OSError):
    """Another program listens on the wanted port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is in use by another program. "
            "Choose another one with --port, or --port 0 for any free one."
        )
        self.port = port


class NothingCame(WorkspaceError):
    """What a test waited for did not come in time."""
