"""The only place where concrete parts are made and put together."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
from slack_bolt import App
from slack_sdk import WebClient

import bot.commands  # (these two fill their registries)
import bot.presenters  # noqa: F401
from bot.answering import Answering
from bot.app import build_app, handle_envelope
from bot.command import needs_computing
from bot.database import is_sqlite
from bot.desk import Desk
from bot.file_words import asks_to_score
from bot.job import Aside
from bot.jobs.durable import DurableJobs
from bot.jobs.pool import ComputePool
from bot.presenter import present
from bot.reception import Reception
from bot.reply import Reply
from bot.request import Place, Request
from bot.schedule import Slot
from bot.scheduling.digest_ticks import tick_digests
from bot.scheduling.ticking import Errand, start_ticking
from bot.series import Digest
from bot.services.find_analysis import find_subject, subject_of
from bot.services.forget_old import forget_old
from bot.services.score_upload import standing_record
from bot.services.show_home import show_home
from bot.settings import Settings
from bot.slack.client import web_client
from bot.slack.download import Downloader
from bot.slack.incoming import SlackFiles
from bot.slack.outbox import Outbox
from bot.slack.people import SlackPeople
from bot.slack.socket_mode import SocketMode
from bot.store import utc_now
from bot.stores.files import open_files
from bot.stores.sql import SqlStore
from bot.templating import use_templates

WARM_UP = "bot.services.computing:warm_up"
DRAIN_SECONDS = 20.0
JOB_DAYS = 14
TIDY_SECONDS = 24 * 3600.0
TICK_SECONDS = 20.0
LEFT_SECONDS = 24 * 3600.0


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
def build_bot(
    settings: Settings,
    clock: Callable[[], datetime] = utc_now,
    tick_seconds: float = TICK_SECONDS,
    drain_seconds: float = DRAIN_SECONDS,
) -> Iterator[Bot]:
    """Make everything, begin the jobs, and take it all down again in the right order.

    clock: the time of day that data and digests go by. drain_seconds: how long the end waits for
    what is being worked on; what is not done by then goes on at the next start.
    """
    with ExitStack() as stack:
        parts = open_parts(settings, stack, clock)
        jobs = start_jobs(parts, stack)
        desk = replace(parts.desk, jobs=jobs)
        app = build_app(parts.client, reception_of(desk, parts.outbox, jobs))
        socket = SocketMode(
            lambda: socket_url(settings, parts.client),
            lambda envelope: handle_envelope(app, envelope),
        )
        scheduler = start_ticking(
            Errand("old data removed", TIDY_SECONDS, lambda: tidy(desk, jobs)),
            Errand("digests handed over", tick_seconds, lambda: tick(desk, jobs)),
        )
        # Taken down in this order: hear nothing new, finish what was begun, then the rest.
        stack.callback(scheduler.shutdown)
        stack.callback(jobs.drain, drain_seconds)
        stack.callback(socket.stop)
        yield Bot(app, socket, parts.pool, jobs)


def open_parts(settings: Settings, stack: ExitStack, clock: Callable[[], datetime]) -> Parts:
    """Open what touches the world; the stack closes it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    use_templates(settings.templates_folder)
    access = settings.slack
    store = SqlStore(settings.database_url)
    stack.callback(store.close)
    files = open_files(settings.files_url)
    # Another replica may be writing at this moment.
    files.sweep(0.0 if is_sqlite(settings.database_url) else LEFT_SECONDS)
    client = web_client(access)
    outbox = Outbox(client, store, utc_now)
    stack.callback(outbox.close)
    http = stack.enter_context(httpx.Client(timeout=60, follow_redirects=False))
    downloader = Downloader(access.bot_token, access.file_hosts, http)
    incoming = SlackFiles(outbox, downloader, settings.limits.max_bytes)
    pool = ComputePool(settings.jobs, WARM_UP)
    stack.callback(pool.close)
    pool.start()
    desk = Desk(
        settings, store, files, pool, NoJobs(), incoming, SlackPeople(outbox), clock, Aside(),
        _nobody,
    )  # fmt: skip
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
        hand_over=lambda request: hand_over_noted(request, desk, jobs),
        open_view=outbox.open_view,
        publish_home=outbox.publish_home,
        find_subject=lambda request: find_subject(request, desk),
        find_standing=lambda request: subject_of(standing_record(request, desk), desk),
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


def hand_over_noted(request: Request, desk: Desk, jobs: DurableJobs) -> None:
    """Commit a request as a job. Words that come with a file are noted first: a job that began with
    the other event that tells of the file finds them there."""
    if request.file_id and asks_to_score(request.words):
        desk.store.note_words(request.identity, request.words, desk.clock())
    hand_over(request, jobs)


def hand_over(request: Request, jobs: DurableJobs) -> None:
    """Commit a request as a job."""
    jobs.submit(request.identity, request.to_dict(), computes=needs_computing(request))


def tick(desk: Desk, jobs: DurableJobs) -> int:
    """Hand over the digests that are due; how many."""
    return tick_digests(
        desk.store, lambda digest, slot: hand_over(digest_request(digest, slot), jobs), desk.clock()
    )


def digest_request(digest: Digest, slot: Slot) -> Request:
    """The request behind one period of a digest; another try after a failure is another job."""
    return Request(
        identity=f"digest:{digest.id}:{slot.key}:{digest.failures}",
        words=f"digest {digest.id} {slot.key}",
        place=Place(digest.team, digest.channel),
        person=digest.person,
        door="schedule",
    )


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
