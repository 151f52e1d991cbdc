"""One battery for every presenter: whatever the customer file says, Slack takes the message."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest
from analyses import (
    AGE,
    ALL,
    CHARTS,
    COMPARISONS,
    INCOME,
    NASTY,
    PICTURES,
    mall,
    nasty,
    picture,
    subject,
)
from comparisons import drift, nobody_known, stayed, still
from heaped_analysis import heaped
from slack_rules import complaints, inside, unescaped

import bot.commands  # fills the registries
import bot.presenters  # noqa: F401
from bot.action import OPEN, heard
from bot.belonging import Belonging
from bot.command import commands, understand
from bot.message import PENDING, Message
from bot.modals import change_modal, rename_modal, score_modal, upload_modal
from bot.presenter import PRESENTERS, present
from bot.request import Place
from bot.result import (
    Cancelled,
    Changed,
    Charted,
    CommandHelp,
    Digested,
    DigestKept,
    Explained,
    Explored,
    Exported,
    Helped,
    History,
    Home,
    ListedSource,
    MenuItem,
    MethodsCompared,
    Moved,
    NoData,
    NotRefreshed,
    OwnTable,
    Placed,
    Profiled,
    Progress,
    RecentData,
    Recommended,
    Renamed,
    Result,
    SameFile,
    Scored,
    ScoredSegment,
    ScoreOffered,
    Segmented,
    SegmentsCompared,
    SourcesListed,
    Status,
    Subject,
    TableHere,
    TableNews,
    Tables,
    Trouble,
    Using,
    VersionLine,
    Welcomed,
)
from bot.templating import environment, templates_folder
from segmentation.chart import Picture
from segmentation.drift_results import SchemaChange
from segmentation.reasons_for_one import Change, Deciding, ReasonsForOne
from segmentation.results import Analysis

COMMANDS = (CommandHelp("profile 3", "Who is in a segment", "profile 3"),)
NASTY_COMMANDS = (CommandHelp(NASTY * 5, NASTY * 20, NASTY),) * 40
NASTY_PICTURE = Picture("scatter", NASTY * 90, picture().png, NASTY * 200)
NOT_REFRESHED = (
    NotRefreshed("I couldn't read *crm*: it is empty.", "Check the table.", 600_000.0),
    NotRefreshed(NASTY * 40, NASTY * 40, 3.0, NASTY * 40, 90_000.0),
    NotRefreshed(NASTY, NASTY, None, NASTY, 3.0),
) * 4
BELONGINGS: tuple[Belonging, ...] = ("guest", "stranger", "unknown")
NEXT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
WORKING = "upload:T024BE7LD:C061EG9T2:F0S43PZDF"


def about(analysis: Analysis, file_name: str) -> list[Result]:
    """Every result that speaks of an analysis."""
    spoken_of = subject(analysis, file_name)
    numbers = [segment.number for segment in analysis.segments[:2]]
    return [
        Segmented(spoken_of, PICTURES, CHARTS),
        Segmented(spoken_of, (), ()),
        Segmented(spoken_of, (), (), (MenuItem(file_name, "version of ser_1"),)),
        Segmented(
            spoken_of,
            PICTURES,
            CHARTS,
            tuple(MenuItem(f"{file_name} {at}", f"version of ser_{at}") for at in range(5)),
        ),
        SameFile(spoken_of, 1, 3.0),
        SameFile(spoken_of, 4, 90_000.0),
        OwnTable(spoken_of),
        Changed(spoken_of, drift(file_name, file_name), 2, 9.0, True, PICTURES, CHARTS),
        Digested(spoken_of, drift(file_name, file_name), 9.0, NEXT, pictures=PICTURES),
        Changed(spoken_of, drift(file_name, file_name), 5, 9.0, True, (), CHARTS, since=2),
        Moved(spoken_of, drift(file_name, file_name), 2, PICTURES[:1], taken_away(spoken_of)),
        Moved(spoken_of, stayed(), 2, (), None),
        *(
            Moved(spoken_of, drift(file_name, file_name), 2, (), None, asker)
            for asker in BELONGINGS
        ),
        Moved(spoken_of, nobody_known(), 2, (), None),
        taken_away(spoken_of),
        ScoreOffered(spoken_of),
        History(spoken_of, 7, tuple(history(file_name)), 3),
        History(spoken_of, 1, (), 0),
        Using(spoken_of, 3, ""),
        Using(spoken_of, 3, file_name),
        *(
            Scored(
                spoken_of,
                file_name,
                120,
                scored_segments(analysis),
                outside,
                unused,
                far,
                fits,
                0.31,
                (f"{file_name} was taken for Age.",),
                taken_away(spoken_of),
            )
            for outside, unused, far, fits in ((0, 0, 0, True), (1, 1, 1, False), (3, 2, 5, None))
        ),
        Digested(spoken_of, None, 9.0, NEXT),
        *(
            Digested(
                spoken_of,
                first,
                9.0,
                NEXT,
                pictures=PICTURES,
                since=3,
                others=tuple(news(spoken_of, file_name)),
            )
            for first in (drift(file_name, file_name), still(), None)
        ),
        Digested(spoken_of, None, 9.0, NEXT, not_refreshed=NOT_REFRESHED),
        Digested(None, None, 0.0, NEXT, not_refreshed=NOT_REFRESHED),
        Digested(spoken_of, drift(file_name, file_name), 9.0, NEXT, not_refreshed=NOT_REFRESHED),
        Digested(spoken_of, still(), 9.0, NEXT),
        Digested(
            spoken_of,
            still(),
            9.0,
            NEXT,
            others=(TableNews(spoken_of, still(), 9.0, 1, unit_changes(file_name)),) * 3,
            changes=unit_changes(file_name) * 9,
        ),
        Segmented(spoken_of, (NASTY_PICTURE,) * 4, (MenuItem(NASTY * 9, "chart bars"),) * 120),
        *(Profiled(spoken_of, number, PICTURES[:1]) for number in numbers),
        *(Recommended(spoken_of, number) for number in numbers),
        Recommended(spoken_of, None),
        *(SegmentsCompared(spoken_of, *numbers) for _ in numbers[1:]),
        *(MethodsCompared(spoken_of, each, "algo=bisecting k=4") for each in COMPARISONS),
        *(Renamed(spoken_of, number, NASTY) for number in numbers),
        Renamed(spoken_of, numbers[0] if numbers else None, "VIPs", undone=True),
        Renamed(spoken_of, None, "", undone=True),
        *(Placed(spoken_of, NASTY, reasons) for reasons in placements(numbers)),
        Charted(spoken_of, PICTURES[0], CHARTS),
        Charted(spoken_of, NASTY_PICTURE, ()),
        Explored(spoken_of, PICTURES[:1], CHARTS),
        Explored(spoken_of, (NASTY_PICTURE,), ()),
        Exported(spoken_of, "customers_segments.csv", b"a,b", "table", "customers with segments"),
        Exported(spoken_of, f"{file_name}.pptx", b"PK", "deck", f"{file_name}: the segments"),
        Explained(spoken_of),
        Status(spoken_of, 7_300.0, (f"Reading {file_name}",) * 3, "0.1.0"),
        Home("U061F7AUR", (recent(file_name, analysis),) * 30, COMMANDS),
    ]


def unit_changes(name: str) -> tuple[SchemaChange, ...]:
    """A column in another unit, told at length."""
    return (SchemaChange("unit", f"{name} " * 30, name, name, 1e3, guess=True),)


def news(spoken_of: Subject, file_name: str) -> Iterator[TableNews]:
    """Ten other tables of the channel: changed, still, without new data."""
    for at, found in enumerate([drift(file_name, file_name)] * 4 + [still(), None] * 3):
        yield TableNews(spoken_of, found, 86_400.0 * at, 1 if found else None)


def history(file_name: str) -> Iterator[VersionLine]:
    """Versions of every kind, and as many as are told at once."""
    when, news = "23 November 2026, 11:00", (f"{file_name} grew from 20 % to 40 %.",) * 5
    for at, verdict in enumerate(("drifted", "stable", "watch", "broken", None) * 2):
        cut_anew, told = at % 2 == 1, news if verdict == "drifted" else ()
        yield VersionLine(
            12 - at, file_name, when, 300, 5, verdict, told, cut_anew, "an_01K9ZQ4T7XW2M", 11 - at
        )


def tables(file_name: str, why: str, count: int = 2) -> Tables:
    """The tables of a channel, shown for a reason."""
    all_ = (
        TableHere("ser_1", file_name, 3, 300, 5, 9_000.0, True),
        TableHere("ser_2", "orders.csv", 1, 92, 1, 90.0, False),
    )
    return Tables(all_[:count], 2 - count, file_name, why)


def scored_segments(analysis: Analysis) -> tuple[ScoredSegment, ...]:
    """The new customers in the segments of an analysis."""
    return tuple(ScoredSegment(s.number, s.name, 24, 0.2, s.share) for s in analysis.segments)


def taken_away(spoken_of: Subject) -> Exported:
    """The list of who moved."""
    return Exported(spoken_of, "customers_moved.csv", b"id", "moved", "customers, who moved")


def placements(numbers: list[int]) -> list[ReasonsForOne]:
    """Customers near a border, of no group, where the method differs, and that nothing moves."""
    if len(numbers) < 2:
        return []
    own, other = numbers
    deciding = (Deciding(INCOME, 88.0, 86.5, 55.3, 0.8), Deciding(NASTY, None, None, None, 0.2))
    changes = (Change(INCOME, 88.0, 61.0), Change(NASTY, 1.0, 2.0))
    fixed = (AGE, NASTY)
    return [
        ReasonsForOne(own, own, other, 0.4, 1.1, deciding, changes, other, fixed),
        ReasonsForOne(0, own, other, 0.4, 1.1, deciding, (), 0, ()),
        ReasonsForOne(other, own, other, 0.4, 1.1, (), changes[:1], other, fixed),
        ReasonsForOne(own, own, 0, 0.4, 0.0, (), (), 0, fixed),
    ]


def recent(file_name: str, analysis: Analysis) -> RecentData:
    return RecentData(file_name, "C061EG9T2", subject(analysis, file_name), 4_000.0)


def plain(file_name: str) -> list[Result]:
    """Every result that speaks of no analysis."""
    return [
        Progress(file_name, WORKING),
        Progress(file_name, WORKING, 200, ("cleaned", "explored", "5 groups found"), "drawing"),
        Helped(COMMANDS, file_name),
        Helped(COMMANDS, None, "profile"),
        Helped(NASTY_COMMANDS, file_name, file_name),
        Status(None, None, (), "0.1.0"),
        Cancelled(file_name, "U061F7AUR"),
        Cancelled("", file_name),
        *(tables(file_name, why) for why in ("", "several", "close", "unknown")),
        *(tables(file_name, why, 1) for why in ("", "close")),
        Cancelled("crm", "U061F7AUR", again=f"source {file_name}"),
        SourcesListed("C061EG9T2", ()),
        SourcesListed("C061EG9T2", (ListedSource("crm"), ListedSource("shop", 3, 90_000.0))),
        SourcesListed(file_name, tuple(ListedSource(f"s{n}", n, 9.0) for n in range(60))),
        Digested(None, None, 0.0),
        DigestKept("set", "Monday 09:00", "UTC", NEXT, True, "U061F7AUR"),
        DigestKept("status", "Monday 09:00", "UTC", NEXT, False, "U061F7AUR", file_name),
        NoData("upload"),
        Welcomed(),
        NoData(file_name),
        Trouble(f"I couldn't read *{file_name}*: it is a PDF.", "Export it as CSV.", retry="k=5"),
        Trouble("Something broke on my side.", "", "7F3A", "profile 3"),
        Home(file_name, (RecentData(file_name, "D024BE91L", None, 3.0),), NASTY_COMMANDS),
        Home("U061F7AUR", (), ()),
    ]


PLAIN, NASTY_FILE = "customers.csv", f"{NASTY}{'endless' * 60}.csv"
CASES: dict[str, Result] = {
    f"{type(result).__name__} {at}: {name}": result
    for name, results in {
        **{name: about(analysis(), PLAIN) for name, analysis in ALL.items()},
        "heaped columns": about(heaped(INCOME), PLAIN),
        "nasty in a nasty file": about(nasty(), NASTY_FILE),
        "no analysis": plain(PLAIN),
        "nasty file": plain(NASTY_FILE),
    }.items()
    for at, result in enumerate(results)
}
CLEAN = [name for name, result in CASES.items() if "<!channel>" not in repr(result)]

every_case = pytest.mark.parametrize("case", CASES)
every_clean_case = pytest.mark.parametrize("case", CLEAN)


@cache
def message_of(case: str) -> Message:
    return present(CASES[case])


def test_every_kind_of_result_has_a_presenter_and_is_in_this_battery() -> None:
    assert set(PRESENTERS) == set(Result.__args__)
    assert {type(each) for each in CASES.values()} == set(PRESENTERS)


def test_every_template_of_a_message_is_shown_by_this_battery() -> None:
    upload_modal(None)
    change_modal(subject(mall()), Place("T024BE7LD", "C061EG9T2"))
    rename_modal(subject(mall()), 3, Place("T024BE7LD", "C061EG9T2"))
    score_modal(subject(mall()), None)
    for case in CASES:
        message_of(case)
    loaded = {name for _, name in environment().cache or ()}
    there = {f"messages/{path.name}" for path in (templates_folder() / "messages").glob("*.j2")}
    assert there - loaded == set()


@every_case
def test_slack_takes_the_message(case: str) -> None:
    message = message_of(case)
    assert complaints(message.blocks, "home" if isinstance(CASES[case], Home) else "message") == []
    assert len(message.text) <= 4_000


@every_case
def test_the_fallback_text_is_a_whole_sentence(case: str) -> None:
    text = message_of(case).text
    assert text == text.strip()
    assert text.endswith((".", "…", ":", "?")) or isinstance(CASES[case], Progress)
    assert "None" not in text
    assert "{" not in text


@every_case
def test_text_from_a_file_cannot_mention_or_link_anyone(case: str) -> None:
    message = message_of(case)
    marked = [part["text"] for part in inside(message.blocks) if part.get("type") == "mrkdwn"]
    for text in (message.text, *marked):
        assert not unescaped(text)
        assert "<@U123>" not in text


@every_case
def test_pictures_have_alt_text_and_travel_with_the_message(case: str) -> None:
    message = message_of(case)
    images = [block for block in message.blocks if block["type"] == "image"]
    shown = {image["slack_file"]["id"] for image in images}
    assert shown == {PENDING + file.name for file in message.attachments if file.shown}
    assert all(file.alt.strip() for file in message.attachments if file.shown)
    assert len({file.name for file in message.attachments}) == len(message.attachments)


@every_case
def test_buttons_and_menus_say_words_that_a_command_answers_to(case: str) -> None:
    for part in inside(message_of(case).blocks):
        if "action_id" in part:
            for each in part.get("options", [part]):
                analysis_id, words = heard(each["value"])
                assert analysis_id in (None, subject(mall()).analysis_id)
                assert part["action_id"].startswith(OPEN) or understand(words).command in commands()


@every_case
def test_a_message_is_plain_json(case: str) -> None:
    blocks = list(message_of(case).blocks)
    assert json.loads(json.dumps(blocks)) == blocks


JARGON = re.compile(
    r"silhouette|k-?means|z-?score|cluster|inertia|p-value|p =|calinski|bootstrap|dbscan", re.I
)


@every_clean_case
def test_the_first_line_has_no_jargon(case: str) -> None:
    message = message_of(case)
    first = next(
        part["text"] for part in inside(message.blocks) if isinstance(part.get("text"), str)
    )
    assert not JARGON.search(first.splitlines()[0])
    assert not JARGON.search(message.text.splitlines()[0])


@every_clean_case
def test_nobody_shouts_about_someones_data(case: str) -> None:
    message = message_of(case)
    shown = [part["text"] for part in inside(message.blocks) if isinstance(part.get("text"), str)]
    assert not any("!" in text for text in (message.text, *shown))
