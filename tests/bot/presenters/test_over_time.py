"""What changed, in messages: one sentence that matters, the evidence, what to do, buttons."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from analyses import CHARTS, PICTURES, mall, subject
from comparisons import drift, still
from message_reading import kinds, labels, sections, values

import bot.presenters  # noqa: F401  (fills the registry)
from bot.drift_lines import evidence, headline, who_moved
from bot.presenter import present
from bot.result import Changed, Digested, DigestKept
from bot.schedule import Schedule
from segmentation.drift_results import SchemaChange, SegmentChange

NEXT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
MONDAYS = Schedule((0,), time(9), "Europe/Berlin")


def kept(what: str, **changes: object) -> DigestKept:
    facts: dict[str, object] = {
        "what": what, "when": MONDAYS.in_words, "zone": MONDAYS.zone, "next_at": NEXT,
        "quiet": False, "person": "U061F7AUR", **changes,
    }  # fmt: skip
    return DigestKept(**facts)  # type: ignore[arg-type]


def test_a_new_version_leads_with_what_changed_most() -> None:
    result = Changed(subject(mall()), drift(), 7, 604_800.0, True, PICTURES, CHARTS)
    message = present(result)
    assert (
        sections(message)[0] == "Affluent savers 2 came apart: 40 % of customers are in this part."
    )
    assert "is version 7 of this table; the one before is from 7 days ago" in sections(message)[1]
    assert "84 from Affluent savers 2 to Affluent savers" in sections(message)[1]
    assert kinds(message)[:3] == ["header", "section", "table"]
    assert "Worth doing" in sections(message)[-1]


def test_a_version_that_looks_broken_does_not_stand() -> None:
    broken = Changed(subject(mall()), still(), 2, 60.0, False, (), CHARTS)
    assert "the one before stays what the next is compared with" in sections(present(broken))[1]


def test_a_digest_tells_what_changed_and_offers_more() -> None:
    message = present(Digested(subject(mall()), drift(), 3.0, NEXT, "Europe/Berlin"))
    assert labels(message) == ["Who moved?", "Details", "Export", "Fewer messages"]
    assert values(message)[3] == "- digest quiet"
    assert sections(message)[-1] == "The next look is Monday 09:00."


def test_a_quiet_week_is_one_line() -> None:
    message = present(Digested(subject(mall()), still(), 3.0, NEXT, "Europe/Berlin"))
    assert sections(message) == [
        "Nothing beyond chance changed (3,204 customers, 12 are new, 10 left). The next look is"
        " Monday 09:00."
    ]


def test_without_new_data_the_digest_says_how_old_it_is() -> None:
    message = present(Digested(subject(mall()), None, 11 * 86_400.0, NEXT, "Europe/Berlin"))
    assert sections(message) == [
        "No new data since the last look: *customers.csv* is from 11 days ago, 200 customers in"
        " five segments. The next look is Monday 09:00."
    ]


def test_without_any_file_the_digest_asks_for_one() -> None:
    message = present(Digested(None, None, 0.0))
    assert "There is no customer file in this channel yet" in message.text
    assert labels(message) == ["Upload a file"]


def test_a_digest_that_was_set_says_when_it_comes() -> None:
    message = present(kept("set"))
    assert sections(message) == [
        "I'll tell this channel what changed in its segments: Monday 09:00 (Europe/Berlin), the"
        " next time Monday 30 November, 09:00."
    ]
    assert labels(message) == ["Show it now", "Fewer messages", "Turn off"]
    assert not message.private


def test_a_digest_of_several_versions_asks_about_all_of_them() -> None:
    message = present(Digested(subject(mall()), drift(), 3.0, NEXT, since=4))
    assert {"drift moved since 4", "drift since 4"} <= {
        value.partition(" ")[2] for value in values(message)
    }


def test_fewer_messages_are_offered_to_those_who_get_more() -> None:
    loud = present(Digested(subject(mall()), still(), 3.0, NEXT))
    quiet = present(Digested(subject(mall()), drift(), 3.0, NEXT, quiet=True))
    assert labels(loud) == ["Fewer messages"]
    assert "Fewer messages" not in labels(quiet)


@pytest.mark.parametrize(
    ("what", "changes", "said"),
    [
        ("off", {}, "The digest is off"),
        ("status", {}, "comes Monday 09:00"),
        ("status", {"stopped": "I can't post"}, "is stopped: I can't post."),
        ("set", {"quiet": True}, "Only when something matters"),
    ],
)
def test_a_digest_tells_how_it_stands(what: str, changes: dict[str, object], said: str) -> None:
    assert said in present(kept(what, **changes)).text


def test_what_the_headline_says_is_not_said_again_only_what_supports_it() -> None:
    found = replace(
        drift(), schema_changes=(), segments=(SegmentChange(1, "Savers", 0.2, 0.4, "grown"),),
        reasons=(
            "By the segments as they stand, Savers grew from 20 % to 40 % of customers (adjusted p"
            " < 0.001).",
            "Age shifted: 41 on average before, 52 now (PSI 0.31, adjusted p = 0.012). So did"
            " visits.",
            "The segments describe the new customers as well as the old ones.",
        ),
    )  # fmt: skip
    assert headline(found) == "Savers grew from 20 % to 40 % of customers."
    assert evidence(found)[0] == "This is more than chance gives (adjusted p < 0.001)."
    assert evidence(found)[1] == found.reasons[1]
    only_age = replace(found, segment_shares=still().segment_shares)
    assert headline(only_age) == "Age shifted: 41 on average before, 52 now."
    assert evidence(only_age)[0] == (
        "This is more than chance gives (PSI 0.31, adjusted p = 0.012). So did visits."
    )


def test_a_broken_table_is_explained_below_its_headline_and_not_twice() -> None:
    text = "spend is not in the new file. The segments are made of it."
    lost = SchemaChange("dropped", text, "spend", in_segments=True)
    found = replace(still(), schema_changes=(lost,))
    assert (headline(found), evidence(found)[0]) == (
        "spend is not in the new file.", "The segments are made of it.",
    )  # fmt: skip


def test_of_a_broken_table_no_figure_of_its_customers_is_told() -> None:
    lost = SchemaChange("rows", "The new file has 10 rows. So few show little.")
    found = replace(drift(), schema_changes=(lost,))
    message = present(Changed(subject(mall()), found, 2, 60.0, False, (), CHARTS))
    said = "\n".join(sections(message))
    assert "So few show little." in said
    assert "grew" not in said
    assert "moved to another segment" not in said


def test_where_nobody_moved_came_or_left_that_is_said_in_words() -> None:
    quiet = replace(still().migration, matched_ids=5, moved=0, joined=0, left=1)
    assert who_moved(replace(still(), migration=quiet)) == (
        "Of 5 customers in both versions, nobody moved to another segment; nobody is new, 1 left."
    )
