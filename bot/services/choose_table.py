"""Which table of a channel commands speak of: found by what people call it, chosen, listed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath

from bot.desk import Desk
from bot.request import Request
from bot.result import TableHere, Tables, Using
from bot.services.find_analysis import NothingHere, current_dataset, subject_of
from bot.services.recognise_version import stem
from bot.store import AnalysisRecord, Dataset

CLOSE = 0.6
MOST_TABLES = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table of the channel: its latest version, what it was called at first, and its analysis."""

    key: str
    called: str
    latest: Dataset
    record: AnalysisRecord
    versions: int

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that people may call it, small letters."""
        files = [name.casefold() for name in (self.latest.name, self.called)]
        bare = [PurePath(name).stem for name in files]
        return tuple(dict.fromkeys([self.key.casefold(), *files, *bare, *map(stem, files)]))


def choose_table(request: Request, typed: str, desk: Desk) -> Using | Tables:
    """Let the channel speak of another table; those there are, where the words fit none or
    several. Raises NothingHere."""
    candidates = candidates_of(request, desk)
    if not typed:
        return listed(request, candidates, typed, "", desk)
    fitting = called_so(typed, candidates)
    if len(fitting) == 1:
        return use(request, fitting[0], desk)
    if fitting:
        return listed(request, fitting, typed, "several", desk)
    near = nearly_called_so(typed, candidates)
    return listed(request, near or candidates, typed, "close" if near else "unknown", desk)


def candidates_of(request: Request, desk: Desk) -> list[Candidate]:
    """The tables of the channel that have an analysis, the latest first. Raises NothingHere."""
    found = []
    for series in desk.store.series_of(request.place.channel):
        versions = desk.store.versions_of(series.id)
        record = desk.store.latest_analysis(versions[-1].id) if versions else None
        if record and desk.files.exists(record.folder):
            found.append(Candidate(series.id, series.name, versions[-1], record, len(versions)))
    if not found:
        raise NothingHere
    return found


def called_so(typed: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those of that name; else the ones whose name begins so, or holds the words."""
    said = " ".join(typed.casefold().split())
    plain = stem(said) or said
    tests: tuple[Callable[[Candidate], bool], ...] = (
        lambda one: said in one.names,
        lambda one: plain in one.names,
        lambda one: any(name.startswith(said) for name in one.names[1:]),
        lambda one: any(said in name for name in one.names[1:]),
    )
    for fits in tests:
        if found := [one for one in candidates if fits(one)]:
            return found
    place = int(said) if said.isdecimal() and len(said) < 4 else 0
    return [candidates[place - 1]] if 0 < place <= len(candidates) else []


def nearly_called_so(typed: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that a misspelling may have meant, the likeliest first."""
    names = {name: one for one in candidates for name in one.names[1:]}
    near = get_close_matches(typed.casefold(), names, n=5, cutoff=CLOSE)
    return list({names[name].key: names[name] for name in near}.values())


def use(request: Request, table: Candidate, desk: Desk) -> Using:
    """Choose a table for the channel."""
    desk.store.use_dataset(request.place.channel, table.latest.id)
    at_hand = current_dataset(request, desk)
    own_thread = at_hand is not None and at_hand.id != table.latest.id
    return Using(
        subject=subject_of(table.record, desk),
        version=table.latest.version,
        thread_speaks_of=at_hand.name if at_hand and own_thread else "",
    )


def listed(
    request: Request, tables: Sequence[Candidate], typed: str, why: str, desk: Desk
) -> Tables:
    """The tables with what is known of each."""
    at_hand = current_dataset(request, desk)
    return Tables(
        tables=tuple(_here(one, at_hand, desk) for one in tables[:MOST_TABLES]),
        more=max(len(tables) - MOST_TABLES, 0),
        typed=typed,
        why=why,
    )


def _here(table: Candidate, at_hand: Dataset | None, desk: Desk) -> TableHere:
    analysis = subject_of(table.record, desk).analysis
    chosen = at_hand is not None and table.latest.series_id == at_hand.series_id
    return TableHere(
        key=table.key,
        file_name=table.latest.name,
        versions=table.versions,
        customers=sum(segment.size for segment in analysis.segments) + analysis.noise,
        segments=len(analysis.segments),
        age_seconds=desk.age_seconds(table.latest.created_at),
        chosen=chosen,
    )
