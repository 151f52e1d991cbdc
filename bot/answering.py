"""The job behind every request: understand it, do it, put the result into words, send it once."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.command import needs_computing, understand
from bot.desk import Desk, SharedFile
from bot.errors import PlainError
from bot.file_words import SCORE
from bot.job import Aside, JobContext
from bot.reply import Outgoing, Reply
from bot.request import Request
from bot.result import (
    Cancelled,
    Changed,
    Digested,
    Moved,
    NoData,
    Progress,
    Result,
    Segmented,
    Trouble,
)
from bot.services.failed_files import remember_failed
from bot.services.find_analysis import NothingHere, current_dataset
from bot.services.post_digest import settle
from bot.services.receive_file import is_for_us, locate
from bot.services.refit_dataset import SpecChange
from bot.services.score_upload import score_upload
from bot.services.take_upload import take_upload
from bot.services.use_source import allowed_sources, asked_source
from segmentation.errors import SegmentationError
from segmentation.spec import AnalysisSpec

DIGEST_AGAIN = "Invite me again there and say `digest monday 09:00` to have it back."
AGAIN = "Drop it again, and I'll try again."
SEEN = "eyes"  # the reaction that says at once: I have noticed this file

log = structlog.get_logger()


@dataclass(frozen=True)
class Answering:
    """Answers requests; desk_for and reply_to make what one job needs."""

    desk_for: Callable[[JobContext, Reply], Desk]
    reply_to: Callable[[Request], Reply]
    outgoing: Outgoing
    default_spec: AnalysisSpec

    def answer(self, fields: dict[str, Any], job: JobContext) -> None:
        """The job's handler: what is the person's to mend becomes words, the rest is raised."""
        request = Request.from_dict(fields)
        reply = self.reply_to(request)
        desk = self.desk_for(job, reply)
        try:
            result = self._carry_out(request, reply, desk)
        except NothingHere:
            result = NoData(request.words or SCORE)  # the words came by themselves
        except (SegmentationError, PlainError) as error:
            if getattr(error, "transient", False):
                raise
            result = Trouble(error.problem, error.next_step)
        if result is not None:
            finish(result, reply, desk)

    def waiting(self, fields: dict[str, Any]) -> None:
        """The job waits its turn: show that it was heard."""
        request = Request.from_dict(fields)
        reply = self.reply_to(request)
        self._begin(request, reply, self.desk_for(Aside(request.identity), reply), "waiting")

    def give_up(self, fields: dict[str, Any], error: Exception) -> None:
        """The job failed for good, and it is our fault: say so once, with a reference."""
        request = Request.from_dict(fields)
        ref = secrets.token_hex(2).upper()
        log.error("job failed", ref=ref, identity=request.identity, exc_info=error)
        again = f"again {request.file_id}" if request.file_id else request.words
        reply = self.reply_to(request)
        desk = self.desk_for(Aside(request.identity), reply)
        file = self._begin(request, reply, desk, "reading")
        if file is not None:
            problem = f"Something broke on my side while I read *{file.name}* (ref {ref})."
            remember_failed(replace(request, place=reply.place), file, problem, AGAIN, desk)
        reply.finish(Trouble("Something broke on my side.", "", ref, again))

    def stopped(self, fields: dict[str, Any], by: str) -> None:
        """The job was cancelled: the message that showed it says so, and who asked."""
        request = Request.from_dict(fields)
        reply = self.reply_to(request)
        desk = self.desk_for(Aside(request.identity), reply)
        file = self._begin(request, reply, desk, "reading")
        if file is not None:
            reply.finish(Cancelled(file.name, by or request.person))
        elif source := asked_source(request):
            reply.finish(Cancelled(source.name, by or request.person, again=request.words))
        elif dataset := current_dataset(request, desk):
            reply.finish(Cancelled(dataset.name, by or request.person, had_before=True))

    def _carry_out(self, request: Request, reply: Reply, desk: Desk) -> Result | None:
        file = self._begin(request, reply, desk, "reading")
        if not request.file_id:
            understood = understand(request.words)
            about = in_its_thread(request, reply) if asked_source(request) else request
            return understood.command.run(about, understood.arguments, desk)
        if file is None:
            return None
        request = replace(request, place=reply.place)
        if request.words and understand(request.words).command.name == SCORE:
            return score_upload(request, file, desk)
        return take_upload(request, file, self._spec(request.words), desk)

    def _begin(self, request: Request, reply: Reply, desk: Desk, doing: str) -> SharedFile | None:
        """Show at once that the request was heard; the file it is about, if that is for us."""
        if not request.file_id:
            asked, dataset = asked_source(request), current_dataset(request, desk)
            if asked:  # nobody else hears of one that this channel may not use
                if asked.name in allowed_sources(request, desk):
                    reply.tell(Progress(asked.name, desk.job.identity, doing=doing))
                return None
            if needs_computing(request) and dataset:
                reply.tell(Progress(dataset.name, desk.job.identity, doing=doing))
            return None
        file = desk.incoming.describe(request.file_id)
        if not is_for_us(file, request.place):
            return None
        place = locate(request, file, self.outgoing)
        reply.move(place)
        self.outgoing.react(place, place.thread_ts or "", SEEN)
        reply.tell(Progress(file.name, desk.job.identity, doing=doing))
        return file

    def _spec(self, words: str) -> AnalysisSpec:
        """The default spec, changed by the words that came with a file (`k=4`)."""
        change = understand(words).arguments if words else SpecChange()
        said = change if isinstance(change, SpecChange) else SpecChange()
        return said.applied_to(self.default_spec)


def in_its_thread(request: Request, reply: Reply) -> Request:
    """The request as one in the thread of the message that answers it: what is said there is about
    the table that is read now."""
    place = reply.place
    return replace(request, place=replace(place, thread_ts=place.thread_ts or reply.ts))


def finish(result: Result, reply: Reply, desk: Desk) -> None:
    """Send the result, and remember which message shows an analysis, which period is settled."""
    ts = reply.finish(result)
    if ts and isinstance(result, Segmented | Changed):
        desk.store.set_message(result.subject.analysis_id, ts)
    if isinstance(result, Moved) and result.handed:
        reply.hand(result.handed)
    if isinstance(result, Digested) and result.slot:
        stopped = settle(result.slot, ts is not None, desk)
        if stopped:
            reply.tell_directly(Trouble(f"{stopped}, so its digest is off.", DIGEST_AGAIN))
