"""`drift`, `drift since 3`, `drift moved`, `drift id customer_no`: what changed, and who moved."""

import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.show_drift import Against, show_drift
from bot.services.show_moves import show_moves

MOVED = re.compile(r"\b(moved|movers|moves|migrated|migration)\b", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|from|against|version)\s+(?:version\s+)?(\d{1,6})\b", re.IGNORECASE)
ID = re.compile(r"\s(?:by\s+)?id(?:\s*=\s*|\s+)(\S.*)$", re.IGNORECASE)
WORDS = re.compile(r"[a-z]+", re.IGNORECASE)
KNOWN = frozenset({
    "drift", "changes", "changed", "moved", "movers", "moves", "migrated", "migration", "since",
    "from", "against", "version", "who", "has", "have", "the", "what", "us",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class DriftWanted:
    """Everything that changed, or who moved; since which version, None for the one before.

    id_column: what tells who is who, None for the ids that most customers share.
    """

    moved: bool = False
    since: int | None = None
    id_column: str | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """Shares, columns, fit and moves since a version."""

    name: str = "drift"
    words: tuple[str, ...] = ("drift", "changes", "changed", "moved", "movers", "migration")
    computes: bool = False
    help: CommandHelp = CommandHelp(
        "drift · drift since 3 · drift moved · drift id NAME",
        "What changed since the version before, whether it is more than chance, and who moved",
        "drift",
    )

    def parse(self, words: str) -> DriftWanted:
        words, id_column = without_id(words)
        unknown = [word for word in WORDS.findall(words) if word.lower() not in KNOWN]
        since = SINCE.search(words)
        if unknown or (re.search(r"\d", words) and not since):
            raise NotUnderstood(
                "What changed since when?",
                "Say `drift`, `drift since 3` for another version, `drift moved`, or"
                " `drift id NAME` for the column that tells who is who.",
            )
        return DriftWanted(bool(MOVED.search(words)), int(since[1]) if since else None, id_column)

    def run(self, request: Request, arguments: DriftWanted, desk: Desk) -> Result:
        tell = show_moves if arguments.moved else show_drift
        return tell(request, Against(arguments.since, arguments.id_column), desk)


def without_id(words: str) -> tuple[str, str | None]:
    """The words before `id NAME`, and that name, which may be of several words.

    >>> without_id("drift since 3 id=Customer No")
    ('drift since 3', 'Customer No')
    """
    found = ID.search(words)
    return (words[: found.start()].rstrip(), found[1].strip("`'\"“” ")) if found else (words, None)


add(Drift())
