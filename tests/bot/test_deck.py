"""The slide deck: native, spoken for, and no text beyond its box."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from outcomes import NASTY_FEATURES, NASTY_NAMES, blobs, outcome_of
from pptx import Presentation
from pptx.util import Emu, Length

import segmentation.charts  # noqa: F401  (fills the registry)
from bot.deck import write_deck
from bot.slide_text import (
    Paragraph,
    advice_that_fits,
    fitted,
    height_of,
    lines_of,
    one_cell,
    paragraphs_of,
)
from segmentation.chart import CHARTS, ChartOptions
from segmentation.results import Analysis, CleaningStep, Outcome, Recommendation

NAMES = ("Middle of the road", "Affluent enthusiasts", "Affluent savers", "Careful budgeters")
# DejaVu Sans, which travels with matplotlib, runs wider than the deck's Arial by at least this.
ARIAL_IN_DEJAVU = 0.86


def ordinary() -> Outcome:
    return blobs(4, ("Annual income (k$)", "Visits", "Age"), NAMES)


@cache
def ordinary_deck(*charts: str) -> Any:
    """The deck of four ordinary segments, to be read only."""
    return deck_of(ordinary(), *charts)


@cache
def crowded_deck(k: int) -> Any:
    """The deck of segments with endless words, to be read only."""
    return deck_of(crowded(k), "scatter", "sizes")


def deck_of(outcome: Outcome, *charts: str) -> Any:
    """The deck as PowerPoint would open it."""
    pictures = [CHARTS.get(name).draw(outcome, ChartOptions()) for name in charts]
    target = BytesIO()
    write_deck(outcome.analysis, pictures, target, file_name="customers.csv")
    return Presentation(BytesIO(target.getvalue()))


def texts(slide: Any) -> list[str]:
    found = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    tables = (s.table for s in slide.shapes if s.has_table)
    return found + [cell.text for t in tables for row in t.rows for cell in row.cells]


def test_a_deck_has_a_title_an_overview_a_slide_a_segment_and_the_evidence() -> None:
    titles = [slide.shapes.title.text for slide in ordinary_deck("scatter", "bars").slides]
    assert titles[:2] == ["Four kinds of customers", "Who they are"]
    assert titles[2:6] == list(NAMES)
    assert titles[6] == "How they differ"
    assert titles[7:] == [
        "Why four segments",
        "What was done to the data, and what this cannot say",
    ]


def test_the_title_slide_names_the_file_its_customers_and_the_verdict() -> None:
    outcome = ordinary()
    said = "There are groups, but their edges are soft: read them as a pattern."
    weak = outcome.with_analysis(replace(outcome.analysis, verdict="weak", reasons=(said,)))
    words = " ".join(texts(deck_of(weak).slides[0]))
    assert "120 customers in customers.csv" in words
    assert outcome.analysis.reasons[0] in " ".join(texts(deck_of(outcome).slides[0]))
    assert f"{said} Customers near an edge could be in either segment." in words


def test_the_overview_is_a_native_table_beside_the_map() -> None:
    slide = ordinary_deck("scatter", "bars").slides[1]
    tables = [s.table for s in slide.shapes if s.has_table]
    assert [row.cells[1].text for row in tables[0].rows] == ["segment", *NAMES]
    assert [row.cells[2].text for row in tables[0].rows][1] == "30 (25\N{NO-BREAK SPACE}%)"
    assert sum(s.shape_type == 13 for s in slide.shapes) == 1  # 13: a picture


def test_a_segment_slide_compares_in_a_table_and_a_native_chart() -> None:
    outcome = ordinary()
    slide = ordinary_deck("scatter", "bars").slides[2]
    charts = [s.chart for s in slide.shapes if s.has_chart]
    first = outcome.analysis.segments[0].distinguishing[0]
    shown = next(iter(charts[0].plots[0].series[0].values))
    assert shown == pytest.approx(min(first.value / first.overall - 1, 9.99))
    assert any("hold" in text for text in texts(slide))


def test_recommendations_keep_their_bold_words_and_lose_their_marks() -> None:
    outcome = ordinary()
    advice = Recommendation("Do it", "*Offer:* first & finest\n*Measure:* orders &lt; 30 days")
    segments = tuple(replace(s, recommendations=(advice,)) for s in outcome.analysis.segments)
    analysis = replace(outcome.analysis, segments=segments)
    slide = deck_of(outcome.with_analysis(analysis)).slides[2]
    runs = [run for s in slide.shapes if s.has_text_frame
            for p in s.text_frame.paragraphs for run in p.runs]  # fmt: skip
    assert ("Offer:", True) in [(run.text, run.font.bold) for run in runs]
    assert any("orders < 30 days" in run.text for run in runs)
    assert not any("*" in run.text for run in runs)


def test_only_so_much_advice_is_shown_as_can_be_read_from_a_chair() -> None:
    long = " ".join(["Offer something that takes a while to explain."] * 12)
    told = [("First", f"{long}\n*Measure:* orders"), ("Second", "Why.\nOffer."), ("Third", long)]
    titles = [each.text for each in advice_that_fits(told, (5.7, 4.4), 12) if each.bold]
    assert titles == ["First", "Second"]
    words = [each.text for each in advice_that_fits(told, (5.7, 4.4), 12)]
    assert words[-1] == "Why."
    assert "*Measure:* orders" in words


def test_every_picture_chart_and_table_has_alt_text() -> None:
    deck = ordinary_deck("scatter", "3d", "sizes")
    described = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.shape_type == 13 or shape.has_chart or shape.has_table
    ]
    assert len(described) > 8
    assert all(text and len(text) > 10 for text in described)


def test_every_slide_has_notes_with_figures() -> None:
    for slide in ordinary_deck("scatter", "3d", "sizes").slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert len(notes) > 30
        assert any(letter.isdigit() for letter in notes) or "hold" in notes


def test_a_file_without_groups_is_told_so_on_the_first_slide() -> None:
    outcome = ordinary()
    none = replace(outcome.analysis, verdict="no_natural_groups")
    words = texts(deck_of(outcome.with_analysis(none)).slides[0])
    assert any("form one group" in text for text in words)


def test_no_segments_still_give_a_deck() -> None:
    outcome = ordinary()
    empty = replace(outcome.analysis, segments=(), k=0, noise=120, k_evidence=(), null_test=None)
    slides = deck_of(outcome.with_analysis(empty)).slides
    assert len(slides) == 3


def test_a_deck_is_written_to_a_path(tmp_path: Path) -> None:
    write_deck(ordinary().analysis, (), tmp_path / "report.pptx")
    assert len(Presentation(str(tmp_path / "report.pptx")).slides) == 9


# -- no overflow ----------------------------------------------------------------------------


def crowded(k: int) -> Outcome:
    """Everything as long as a file can make it."""
    outcome = blobs(k, NASTY_FEATURES, NASTY_NAMES, per_segment=12)
    advice = (
        Recommendation(
            "A rather long title for a recommendation " * 2, "*Offer:* " + "words " * 240
        ),
        Recommendation("Second", "More words than anyone would read on a slide. " * 20),
    )
    rule = " and ".join(f"{feature} above 12,345" for feature in NASTY_FEATURES)
    segments = tuple(
        replace(s, recommendations=advice, rule=rule, money_share=0.31)
        for s in outcome.analysis.segments
    )
    step = CleaningStep("Missing values of a column with a long name were filled", 3, "Say so.")
    dataset = replace(outcome.analysis.dataset, receipt=(step,) * 20, warnings=("Beware. " * 20,))
    reasons = ("A reason that explains a good deal about why this many segments. " * 3,) * 8
    analysis = replace(outcome.analysis, segments=segments, dataset=dataset, reasons=reasons)
    return outcome.with_analysis(analysis)


RENDERER = RendererAgg(8, 8, 72)


@cache
def known() -> frozenset[int]:
    """The letters that the font has."""
    path = font_manager.findfont(FontProperties(family="DejaVu Sans"))
    return frozenset(font_manager.get_font(path).get_charmap())


@cache
def real_width(text: str, size: float, bold: bool) -> float:
    """Inches, from the outlines of a real font."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    drawn = "".join(c if ord(c) in known() else "W" for c in text)
    width, _, _ = RENDERER.get_text_width_height_descent(drawn, font, ismath=False)
    return width / 72 * ARIAL_IN_DEJAVU


def real_lines(paragraph: Any, width: float) -> int:
    """How many lines a paragraph of a slide takes."""
    lines, used = 1, 0.0
    for run in paragraph.runs:
        size, bold = run.font.size.pt, bool(run.font.bold)
        space = real_width("n n", size, bold) - real_width("nn", size, bold)
        for word in run.text.split():
            wide = real_width(word, size, bold)
            if used and used + space + wide > width:
                lines, used = lines + 1, 0.0
            lines += int(wide // width)
            used = (used + space if used else 0.0) + wide % width
    return lines


def real_height(frame: Any, width: float) -> float:
    total = 0.0
    for paragraph in frame.paragraphs:
        sizes = [run.font.size.pt for run in paragraph.runs]
        if sizes:
            after = paragraph.space_after.pt if paragraph.space_after is not None else 0.0
            total += real_lines(paragraph, width) * max(sizes) * 1.17 + after
    return total / 72


def inches(length: Length | None) -> float:
    return float(length or Emu(0)) / 914_400


def boxes(deck: Any) -> Iterator[tuple[str, Any, float, float]]:
    """Every text box: its text, frame, width and height in inches."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text:
                yield (shape.text_frame.text, shape.text_frame, inches(shape.width),
                       inches(shape.height))  # fmt: skip


@pytest.mark.parametrize("k", [2, 12])
def test_no_text_leaves_its_box_however_long_it_is(k: int) -> None:
    deck = crowded_deck(k)
    over = [
        text for text, frame, width, height in boxes(deck) if real_height(frame, width) > height
    ]
    assert over == []


@pytest.mark.parametrize("k", [2, 12])
def test_no_table_grows_over_what_stands_below_it(k: int) -> None:
    for slide in crowded_deck(k).slides:
        for shape in (s for s in slide.shapes if s.has_table):
            widths = [inches(column.width) - 0.16 for column in shape.table.columns]
            heights = [
                max(real_height(c.text_frame, w) for c, w in zip(row.cells, widths, strict=True))
                for row in shape.table.rows
            ]
            assert sum(heights) <= inches(shape.height) + 0.1
            assert sum(inches(row.height) for row in shape.table.rows) <= inches(shape.height) + 0.1


def test_nothing_leaves_the_slide() -> None:
    deck = crowded_deck(12)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


# -- fitting --------------------------------------------------------------------------------


def test_a_short_text_keeps_the_largest_size() -> None:
    assert fitted([Paragraph("Short")], (5, 1), (20, 10)) == (20, [Paragraph("Short")])


def test_a_longer_text_shrinks_before_it_is_cut() -> None:
    words = [Paragraph("many words " * 20)]
    size, shown = fitted(words, (5, 1), (20, 8))
    assert 8 <= size < 20
    assert shown == words
    assert height_of(shown, size, 5) <= 1 < height_of(shown, size + 1, 5)


def test_what_fits_at_no_size_ends_in_an_ellipsis() -> None:
    size, shown = fitted([Paragraph("many words " * 200)], (5, 1), (20, 10))
    assert size == 10
    assert shown[0].text.endswith("…")
    assert height_of(shown, size, 5) <= 1


def test_wide_letters_and_long_words_take_more_lines() -> None:
    assert len(lines_of("顧客" * 20, 12, 2)) > len(lines_of("ab" * 20, 12, 2)) > 1


def test_a_cell_is_cut_to_its_lines() -> None:
    text = one_cell("a cell with far too many words for a narrow column", 12, 1.0, 2)
    assert text.endswith("…")
    assert len(lines_of(text, 12, 1.0, bold=True)) == 2


def test_paragraphs_come_from_lines_and_bold_from_stars() -> None:
    first, second = paragraphs_of("*Offer:* a &amp; b\n\nplain")
    assert first.runs == [("Offer:", True), (" a & b", False)]
    assert second.plain == "plain"


def test_an_analysis_without_figures_makes_no_empty_chart() -> None:
    outcome = ordinary()
    negative = outcome_of(outcome.table - 500.0, outcome.labels, NAMES)
    slides = deck_of(negative).slides
    assert not any(shape.has_chart for slide in slides for shape in slide.shapes)


def test_the_sample_analysis_survives_a_json_round_trip() -> None:
    """Decks are made from stored analyses."""
    analysis = ordinary().analysis
    first, second = BytesIO(), BytesIO()
    write_deck(analysis, (), first)
    write_deck(Analysis.from_json(analysis.to_json()), (), second)
    one, other = (Presentation(BytesIO(b.getvalue())) for b in (first, second))
    assert [texts(s) for s in one.slides] == [texts(s) for s in other.slides]
