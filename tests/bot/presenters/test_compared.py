"""Two segments, or several methods, side by side."""

from analyses import COMPARISONS, SPENDING, mall, subject
from message_reading import kinds, labels, rows, sections, values

import bot.presenters  # noqa: F401  (fills the registry)
from bot.presenter import present
from bot.result import MethodsCompared, Profiled, SegmentsCompared

STAY, SWITCH, NOTHING = COMPARISONS


def test_two_segments_are_told_apart_in_one_sentence_and_one_table() -> None:
    message = present(SegmentsCompared(subject(mall()), 2, 3))
    headline, summary, *_ = sections(message)
    two, three = mall().segment(2), mall().segment(3)
    assert headline == f"{two.name} beside {three.name}"
    assert summary.startswith("They differ most in *spending score*: 82")
    table = rows(message)
    assert table[1][:3] == ["Customers", "39 (20 %)", "35 (18 %)"]
    assert table[2][0] == "Spending score"
    assert table[2][3].endswith("×")
    assert table[2][4].startswith("far (")
    assert len(table) == 2 + len(mall().features)
    assert SPENDING in two.centre
    assert "differ most in spending score" in message.text


def test_the_best_method_stands_out_and_one_button_switches_to_it() -> None:
    message = present(MethodsCompared(subject(mall()), SWITCH, "algo=kmeans k=5"))
    headline, summary, *_ = sections(message)
    assert headline == "Another method serves customers.csv better"
    assert summary.startswith("Keep k-means: five groups.")
    assert "Switch to it" in labels(message)
    assert any(value.endswith("algo=kmeans k=5") for value in values(message))
    assert rows(message)[1] == ["K-means", "5", "clear groups", "97 %", "0 %", "11 %", "1.00"]


def test_where_the_shown_method_is_the_best_there_is_nothing_to_switch() -> None:
    message = present(MethodsCompared(subject(mall()), STAY, "algo=kmeans"))
    assert sections(message)[0] == "Stay with the groups you see"
    assert "Switch to it" not in labels(message)
    assert rows(message)[3][1:3] == ["–", "nothing"]


def test_where_no_method_finds_anything_that_is_said() -> None:
    message = present(MethodsCompared(subject(mall()), NOTHING, "algo=None"))
    assert sections(message)[0] == "No method finds groups in customers.csv"
    assert "Switch to it" not in labels(message)
    assert "table" in kinds(message)


def test_a_profile_leads_to_the_comparison_with_every_other_segment() -> None:
    said = values(present(Profiled(subject(mall()), 3, ())))
    assert [value.split()[-3:] for value in said if "compare" in value] == [
        ["compare", "3", str(other)] for other in (1, 2, 4, 5)
    ]
