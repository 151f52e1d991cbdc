"""The job behind every request: understand it, do it, put the result into words, send it once."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.command import understand
from bot.desk import Desk
from bot.errors import PlainError
from bot.job import JobCancelled, JobContext
from bot.reply import Outgoing, Reply
from bot.request import Request
from bot.result import Cancelled, NoData, Progress, Result, Segmented, Trouble
from bot.services.analyze_upload import analyze_upload
from bot.services.find_analysis import NothingHere, current_dataset
from bot.services.receive_file import is_for_us, locate
from bot.services.refit_dataset import SpecChange
from segmentation.errors import SegmentationError
from segmentation.spec import AnalysisSpec

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
            result = NoData(request.words)
        except JobCancelled:
            result = Cancelled("", request.person)
        except (SegmentationError, PlainError) as error:
            if getattr(error, "transient", False):
                raise
            result = Trouble(error.problem, error.next_step)
        if result is not None:
            finish(result, reply, desk)

    def give_up(self, fields: dict[str, Any], error: Exception) -> None:
        """The job failed for good, and it is our fault: say so once, with a reference."""
        request = Request.from_dict(fields)
        ref = secrets.token_hex(2).upper()
        log.error("job failed", ref=ref, identity=request.identity, exc_info=error)
        again = f"again {request.file_id}" if request.file_id else request.words
        self.reply_to(request).finish(Trouble("Something broke on my side.", "", ref, again))

    def _carry_out(self, request: Request, reply: Reply, desk: Desk) -> Result | None:
        if request.file_id:
            return self._receive(request, reply, desk)
        understood = understand(request.words)
        dataset = current_dataset(request, desk)
        if understood.command.computes and dataset:
            reply.tell(Progress(dataset.name, desk.job.identity))
        return understood.command.run(request, understood.arguments, desk)

    def _receive(self, request: Request, reply: Reply, desk: Desk) -> Result | None:
        file = desk.incoming.describe(request.file_id or "")
        if not is_for_us(file, request.place):
            return None
        place = locate(request, file, self.outgoing)
        reply.move(place)
        self.outgoing.react(place, place.thread_ts or "", SEEN)
        reply.tell(Progress(file.name, desk.job.identity))
        spec = self._spec(request.words)
        return analyze_upload(replace(request, place=place), file, spec, desk)

    def _spec(self, words: str) -> AnalysisSpec:
        """The default spec, changed by the words that came with a file (`k=4`)."""
        change = understand(words).arguments if words else SpecChange()
        return (
            change.applied_to(self.default_spec)
            if isinstance(change, SpecChange)
            else self.default_spec
        )


def finish(result: Result, reply: Reply, desk: Desk) -> None:
    """Send the result, and remember which message shows an analysis."""
    ts = reply.finish(result)
    if ts and isinstance(result, Segmented):
        desk.store.set_message(result.subject.analysis_id, ts)
