"""`drift`: what changed between the latest version of the table at hand and the one before."""

from dataclasses import dataclass

from bot.command import add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.show_drift import show_drift


@dataclass(frozen=True, slots=True)
class Drift:
    """Shares, columns, fit and moves since the version before."""

    name: str = "drift"
    words: tuple[str, ...] = ("drift", "changes", "changed")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "drift",
        "What changed since the version before, and whether it is more than chance",
        "drift",
    )

    def parse(self, words: str) -> None:
        return None

    def run(self, request: Request, arguments: None, desk: Desk) -> Result:
        return show_drift(request, desk)


add(Drift())
