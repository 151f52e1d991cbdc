"""The workspace as one object: its memory, its ways to the bot and to the pages."""

import hmac
from pathlib import Path
from threading import Event

from bot.workspace.delivery import Delivery
from bot.workspace.errors import NothingCame
from bot.workspace.faults import Faults
from bot.workspace.file_store import FileStore
from bot.workspace.ids import Ids
from bot.workspace.journal import Journal
from bot.workspace.model import Json
from bot.workspace.options import WorkspaceOptions
from bot.workspace.pages import Pages
from bot.workspace.saved import SavedState
from bot.workspace.seed import sow
from bot.workspace.socket_mode import SocketMode
from bot.workspace.state import State
from bot.workspace.tokens import new_tokens


class Workspace:
    """What every part of the server works on; `host` is known once the server listens.

    keep: whether what is said is kept in the folder for the next run.
    """

    def __init__(self, options: WorkspaceOptions, folder: Path, *, keep: bool = False) -> None:
        self.options = options
        self.clock = options.clock
        self.ids = Ids(options.seed)
        self.state = State(options.clock, self.ids)
        self.tokens = new_tokens(options.app, self.ids)
        self.files = FileStore(folder / "files")
        self.journal = Journal()
        self.faults = Faults()
        self.pages = Pages()
        self.socket_mode = SocketMode(options, self.ids, self.journal)
        self.delivery = Delivery(self.socket_mode, options.timing, options.clock)
        self.host = "127.0.0.1"
        self.socket_mode.on_change.append(self._bot_changed)
        self._connected = Event()
        sow(self.state, options)
        self.saved = SavedState(folder / "state.json") if keep else None
        if self.saved is not None:
            self.saved.load(self.state)

    @property
    def url(self) -> str:
        """Where the server answers, without a slash at the end."""
        return f"http://{self.host}"

    @property
    def bot_user(self) -> str:
        """The member id of the app's bot user."""
        return self.state.bot().id

    def upload_secret(self, file_id: str) -> str:
        """What makes the upload address of a file hard to guess."""
        return hmac.new(self.tokens.verification.encode(), file_id.encode(), "sha256").hexdigest()

    def wait_for_bot(self, timeout: float) -> None:
        """Wait, from any thread, until a bot is connected."""
        if not self._connected.wait(timeout):
            raise NothingCame(f"No bot connected within {timeout:g} s")

    def _bot_changed(self, connected: bool) -> None:
        if connected:
            self._connected.set()
        else:
            self._connected.clear()
        self.pages.push_all({"type": "bot", "connected": connected})

    def notice(self, member: str, text: str, kind: str = "error") -> None:
        """What Slackbot would say to a member."""
        notice: Json = {"type": "notice", "text": text, "kind": kind}
        self.pages.push(member, notice)
