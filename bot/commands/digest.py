"""`digest monday 09:00`: the channel is told what changed, every week; `now`, `off`, `status`."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.keep_digest import digest_status, quieter_digest, set_digest, stop_digest
from bot.services.post_digest import digest_now, post_digest

OFF = ("off", "stop", "never", "none")
QUIET = ("quiet", "quietly")


@dataclass(frozen=True, slots=True)
class Digest:
    """A look at what changed, at set times or now."""

    name: str = "digest"
    words: tuple[str, ...] = ("digest", "weekly")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "digest monday 09:00 · now · off · status",
        "Tell this channel every week what changed in its segments",
        "digest monday 09:00",
    )

    def parse(self, words: str) -> str:
        first, _, rest = words.partition(" ")
        return " ".join(rest.split()) or ("weekly" if first.lower() == "weekly" else "status")

    def run(self, request: Request, arguments: str, desk: Desk) -> Result | None:
        said = arguments.lower()
        if request.door == "schedule":
            return post_digest(request, arguments, desk)
        if said in ("now", "today"):
            return digest_now(request, desk)
        if said in OFF:
            return stop_digest(request, desk)
        if said == "status":
            return digest_status(request, desk)
        if said in QUIET:
            return quieter_digest(request, desk)
        loud = [word for word in arguments.split() if word.lower() not in QUIET]
        return set_digest(request, " ".join(loud), len(loud) < len(arguments.split()), desk)


add(Digest())
