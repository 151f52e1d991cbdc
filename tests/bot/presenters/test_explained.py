"""How the segments were found, for whoever asks."""

from dataclasses import replace

import pytest
from analyses import EVIDENCE, all_noise, mall, no_natural_groups, subject, untidy, with_noise
from message_reading import kinds, rows, sections, strong_rows

import bot.presenters  # noqa: F401  (fills the registry)
from bot.message import Message
from bot.presenter import present
from bot.presenters.explained import ALGORITHMS
from bot.result import Explained
from segmentation.results import Analysis, FileFormat


def explanation(analysis: Analysis) -> Message:
    return present(Explained(subject(analysis)))


def text_with(message: Message, beginning: str) -> str:
    return next(text for text in sections(message) if text.startswith(beginning))


def test_it_goes_from_what_was_read_to_how_long_it_took() -> None:
    message = explanation(mall())
    assert sections(message)[0] == "How I found five kinds of customers in customers.csv"
    assert kinds(message) == [
        "header", "section", "section", "section", "section", "table", "context", "section",
        "section", "context",
    ]  # fmt: skip
    assert sections(message)[-1] == "read 0.03 s · total 0.84 s"


def test_a_clean_file_needed_no_mending() -> None:
    assert text_with(explanation(mall()), "*What I read.*") == (
        "*What I read.* 200 rows; text in utf-8, cells parted by commas. Nothing had to be mended."
    )


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (FileFormat(delimiter="", kind="excel", sheet="May & June"), "sheet “May &amp; June”."),
        (FileFormat(delimiter="", kind="parquet"), "a Parquet file."),
        (FileFormat(delimiter="", kind="json", packed="gzip"), "JSON in utf-8, packed with gzip."),
        (
            FileFormat(delimiter="\t", header=False, packed="zip"),
            "packed with zip, no heading line.",
        ),
    ],
)
def test_it_tells_what_kind_of_file_was_read(form: FileFormat, words: str) -> None:
    found = mall()
    told = explanation(replace(found, dataset=replace(found.dataset, format=form)))
    assert words in text_with(told, "*What I read.*")


def test_every_repair_is_listed_with_its_count_and_how_to_have_it_otherwise() -> None:
    first, *lines = text_with(explanation(untidy()), "*What I read.*").split("\n")
    assert first == (
        "*What I read.* 206 rows, 200 customers used; text in utf-8, cells parted by commas."
    )
    assert lines == [
        "• Rows that repeat another row in every cell were dropped; the first one stays (6)."
        " Give the rows different ids if they are customers.",
        "• Annual Income (k$): missing values were filled with the median ($61.5k) (7)."
        " Fill the cells in the file, or choose other features.",
        "• Empty lines were left out.",
        "• The last line was cut short and left out.",
    ]


def test_columns_that_took_no_part_are_listed_with_the_reason() -> None:
    assert text_with(explanation(mall()), "*Compared by:*").split("\n") == [
        "*Compared by:* Annual Income (k$), Spending Score (1-100).",
        "*Set aside:*",
        "• CustomerID: every value is another",
        "• Gender: taken for category",
        "• Age: taken for feature",
    ]


def test_the_evidence_shows_every_number_tried_and_stresses_the_chosen_one() -> None:
    message = explanation(mall())
    assert rows(message)[0] == ["groups", "separation", "density", "overlap", "held"]
    assert rows(message)[4] == ["5", "0.55", "247", "0.57", "97 %"]
    assert strong_rows(message) == [4]


def test_a_column_without_any_figure_is_left_out() -> None:
    without = tuple(replace(each, stability=None) for each in EVIDENCE)
    message = explanation(replace(mall(), k_evidence=without))
    assert rows(message)[0] == ["groups", "separation", "density", "overlap"]
    assert not any("Held is" in text for text in sections(message))


def test_one_number_without_a_figure_is_shown_as_a_dash() -> None:
    evidence = (replace(EVIDENCE[0], stability=None), *EVIDENCE[1:])
    assert rows(explanation(replace(mall(), k_evidence=evidence)))[1][4] == "–"


def test_the_made_up_files_are_explained_with_their_figures() -> None:
    text = text_with(explanation(mall()), "*Is there anything to find?*")
    assert "50 files" in text
    assert "your file reaches 0.55" in text
    assert "below 0.38" in text
    assert text.endswith("So the groups are in your customers, not in the method.")


def test_a_file_without_groups_is_not_said_to_have_any() -> None:
    message = explanation(no_natural_groups())
    assert sections(message)[0] == (
        "How I found two parts of one group of customers in customers.csv"
    )
    text = text_with(message, "*Is there anything to find?*")
    assert text.endswith("So your file looks like one that has no groups.")


def test_the_method_is_named_with_its_parameters() -> None:
    assert text_with(explanation(mall()), "*Method.*") == (
        "*Method.* K-means on 2 columns, each brought to the same spread (z-scores); "
        "seed 42, n_init 10. Separation (silhouette) 0.55. "
        "Sum of squared distances to the centres (inertia) 44,448."
    )


def test_an_algorithm_that_finds_its_number_itself_has_no_evidence_of_others() -> None:
    message = explanation(with_noise())
    assert "table" not in kinds(message)
    assert "Density clustering (DBSCAN) on 2 columns" in text_with(message, "*Method.*")
    assert "12 customers belong to no group." in text_with(message, "*Method.*")


def test_no_group_at_all_is_explained_too() -> None:
    assert text_with(explanation(all_noise()), "*Why none.*")


def test_a_number_that_was_asked_for_says_so_first() -> None:
    message = explanation(replace(mall(), k_chosen_by="person"))
    assert text_with(message, "*Why five.*").startswith("*Why five.* You asked for it.")


def test_the_titles_of_algorithms_are_those_of_the_registry() -> None:
    import segmentation.algorithms  # noqa: F401  (fills the registry)
    from segmentation.algorithm import ALGORITHMS as REGISTERED
    from segmentation.algorithm import RULES

    assert {each.name: each.title for each in (*REGISTERED, *RULES)} == ALGORITHMS


def test_each_word_of_a_name_comes_with_its_test() -> None:
    (names,) = [text for text in sections(explanation(mall())) if "Why these names" in text]
    assert names.count("•") == 5
    assert "*Affluent enthusiasts:* “Affluent enthusiasts”" in names
    assert "asked for: at least 0.5 off" in names
    assert "so in 99 % of 200 resamples" in names
