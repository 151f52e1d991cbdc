"""The only place where concrete parts are made and put together."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx
from slack_bolt import App
from slack_sdk import WebClient

import bot.commands  # (these two fill their registries)
import bot.presenters  # noqa: F401
from bot.answering import Answering
from bot.app import build_app, handle_envelope
from bot.command import needs_computing
from bot.desk import Desk
from bot.job import Aside
from bot.jobs.durable import DurableJobs
from bot.jobs.pool import ComputePool
from bot.presenter import present
from bot.reception import Reception
from bot.reply import Reply
from bot.request import Request
from bot.scheduling.housekeeping import start_housekeeping
from bot.services.find_analysis import find_subject
from bot.services.forget_old import forget_old
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
JOB_DAYS = 14


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


@dataclass(frozen=True)
class Parts:
    """What touches the world: Slack, the database, the files, the processes."""

    client: WebClient
    outbox: Outbox
    pool: ComputePool
    desk: Desk


@contextmanager
def build_bot(settings: Settings) -> Iterator[Bot]:
    """Make everything, begin the jobs, and take it all down again in the right order."""
    with ExitStack() as stack:
        parts = open_parts(settings, stack)
        jobs = start_jobs(parts, stack)
        desk = replace(parts.desk, jobs=jobs)
        app = build_app(parts.client, reception_of(desk, parts.outbox, jobs))
        socket = SocketMode(
            lambda: socket_url(settings, parts.client),
            lambda envelope: handle_envelope(app, envelope),
        )
        scheduler = start_housekeeping(lambda: tidy(desk, jobs), utc_now())
        # Taken down in this order: hear nothing new, finish what was begun, then the rest.
        stack.callback(scheduler.shutdown)
        stack.callback(jobs.drain, DRAIN_SECONDS)
        stack.callback(socket.stop)
        yield Bot(app, socket, parts.pool, jobs)


def open_parts(settings: Settings, stack: ExitStack) -> Parts:
    """Open what touches the world; the stack closes it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    access = settings.slack
    store = SqlStore(settings.database_url)
    stack.callback(store.close)
    files = open_files(settings.files_url)
    files.sweep()
    client = web_client(access)
    outbox = Outbox(client, store, utc_now)
    stack.callback(outbox.close)
    http = stack.enter_context(httpx.Client(timeout=60, follow_redirects=False))
    downloader = Downloader(access.bot_token, access.file_hosts, http)
    incoming = SlackFiles(outbox, downloader, settings.limits.max_bytes)
    pool = ComputePool(settings.jobs, WARM_UP)
    stack.callback(pool.close)
    pool.start()
    desk = Desk(settings, store, files, pool, NoJobs(), incoming, utc_now, Aside(), _nobody)
    return Parts(client, outbox, pool, desk)


def start_jobs(parts: Parts, stack: ExitStack) -> DurableJobs:
    """The durable jobs, launched: what a crash left is taken up at once."""
    settings, outbox = parts.desk.settings, parts.outbox
    answering = Answering(
        desk_for=lambda job, reply: replace(parts.desk, jobs=jobs, job=job, tell=reply.tell),
        reply_to=lambda request: Reply(request, outbox),
        outgoing=outbox,
        default_spec=settings.default_spec(),
    )
    jobs = DurableJobs(
        settings, answering.answer, answering.give_up, answering.waiting, answering.stopped
    )
    stack.callback(jobs.close)
    jobs.launch()
    return jobs


def reception_of(desk: Desk, outbox: Outbox, jobs: DurableJobs) -> Reception:
    """What listeners may do."""
    return Reception(
        hand_over=lambda request: hand_over(request, jobs),
        open_view=outbox.open_view,
        publish_home=outbox.publish_home,
        find_subject=lambda request: find_subject(request, desk),
        home_view=lambda person: home_view(person, desk),
    )


class NoJobs:
    """Before the jobs are launched there are none."""

    def submit(self, identity: str, request: dict[str, Any], *, computes: bool = True) -> None:
        """Nothing can be committed yet."""
        raise RuntimeError("the jobs are not launched")

    def cancel(self, identity: str, by: str = "") -> bool:
        """Nothing was there."""
        return False

    def pending(self) -> tuple[Any, ...]:
        """None."""
        return ()


def hand_over(request: Request, jobs: DurableJobs) -> None:
    """Commit a request as a job."""
    jobs.submit(request.identity, request.to_dict(), computes=needs_computing(request))


def tidy(desk: Desk, jobs: DurableJobs) -> int:
    """Forget what was kept long enough; how many data sets went."""
    jobs.forget(utc_now() - timedelta(days=JOB_DAYS))
    return forget_old(desk)


def home_view(person: str, desk: Desk) -> dict[str, Any]:
    """A person's Home tab."""
    return {"type": "home", "blocks": list(present(show_home(person, desk)).blocks)}


def socket_url(settings: Settings, client: WebClient) -> str:
    """A fresh address for Socket Mode."""
    token = settings.slack.app_token
    answer = client.apps_connections_open(app_token=token.get_secret_value() if token else "")
    return str(answer["url"])


def _nobody(progress: object) -> None:
    """Nobody waits to hear how far it is."""
