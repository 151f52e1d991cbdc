"""The only place where concrete parts are made and put together."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from slack_bolt import App

import bot.commands
import bot.presenters  # noqa: F401  (fills the registry)
from bot.answering import Answering
from bot.app import build_app, handle_envelope
from bot.command import needs_computing
from bot.desk import Desk
from bot.job import JobContext
from bot.jobs.durable import DurableJobs
from bot.jobs.pool import ComputePool
from bot.presenter import present
from bot.reception import Reception
from bot.reply import Reply
from bot.request import Request
from bot.services.find_analysis import find_subject
from bot.services.show_home import show_home
from bot.settings import Settings
from bot.slack.client import web_client
from bot.slack.download import Downloader
from bot.slack.incoming import SlackFiles
from bot.slack.outbox import Outbox
from bot.slack.socket_mode import SocketMode
from bot.store import utc_now
from bot.stores.files import open_files
from bot.stores.sql import SqlStore

WARM_UP = "bot.services.computing:warm_up"
DRAIN_SECONDS = 20.0


@dataclass(frozen=True)
class Bot:
    """A running bot: the Bolt app, its connection to Slack, its jobs and its computing."""

    app: App
    socket: SocketMode
    pool: ComputePool
    jobs: DurableJobs

    def connect(self) -> None:
        """Open the Socket Mode connection in the background."""
        self.socket.start()

    @property
    def connected(self) -> bool:
        return self.socket.wait_connected(0)

    def warm_up(self) -> None:
        """Wait until a worker can compute at once."""
        self.pool.wait_until_warm()


class NoJob:
    """The job of those who look something up without one."""

    identity = ""
    attempt = 1
    cancelled = False

    def step(self, name: str, function: Any, *args: Any) -> Any:
        """Nothing to remember: just do it."""
        return function(*args)


@contextmanager
def build_bot(settings: Settings) -> Iterator[Bot]:
    """Make everything, begin the jobs, and take it all down again in the right order."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        store = SqlStore(settings.database_url)
        stack.callback(store.close)
        files = open_files(settings.files_url)
        files.sweep()
        client = web_client(settings.slack)
        outbox = Outbox(client, store, utc_now)
        stack.callback(outbox.close)
        http = stack.enter_context(httpx.Client(timeout=60, follow_redirects=False))
        access = settings.slack
        downloader = Downloader(access.bot_token, access.file_hosts, http)
        incoming = SlackFiles(outbox, downloader, settings.limits.max_bytes)
        pool = ComputePool(settings.jobs, WARM_UP)
        stack.callback(pool.close)
        pool.start()

        def desk_for(job: JobContext, reply: Reply | None = None) -> Desk:
            tell = reply.tell if reply else _nobody
            return Desk(settings, store, files, pool, jobs, incoming, utc_now, job, tell)

        answering = Answering(
            desk_for, lambda request: Reply(request, outbox), outbox, settings.default_spec()
        )
        jobs = DurableJobs(settings, answering.answer, answering.give_up)
        stack.callback(jobs.close)
        jobs.launch()
        reception = Reception(
            hand_over=lambda request: hand_over(request, jobs),
            open_view=outbox.open_view,
            publish_home=outbox.publish_home,
            find_subject=lambda request: find_subject(request, desk_for(NoJob())),
            home_view=lambda person: home_view(person, desk_for(NoJob())),
        )
        app = build_app(client, reception)
        socket = SocketMode(
            lambda: socket_url(settings, client), lambda envelope: handle_envelope(app, envelope)
        )
        # Taken down in this order: hear nothing new, finish what was begun, then the rest.
        stack.callback(jobs.drain, DRAIN_SECONDS)
        stack.callback(socket.stop)
        yield Bot(app, socket, pool, jobs)


def hand_over(request: Request, jobs: DurableJobs) -> None:
    """Commit a request as a job."""
    jobs.submit(request.identity, request.to_dict(), computes=needs_computing(request))


def home_view(person: str, desk: Desk) -> dict[str, Any]:
    """A person's Home tab."""
    return {"type": "home", "blocks": list(present(show_home(person, desk)).blocks)}


def socket_url(settings: Settings, client: Any) -> str:
    """A fresh address for Socket Mode."""
    token = settings.slack.app_token
    answer = client.apps_connections_open(app_token=token.get_secret_value() if token else "")
    return str(answer["url"])


def _nobody(progress: object) -> None:
    """Nobody waits to hear how far it is."""
