"""The slide deck of an analysis: who the customers are, what to do, how sure one may be."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from bot.advising import first_move_text, what_sets_apart, why_this_name
from bot.evidence_slides import evidence_slide, limits_slide, verdict_words
from bot.market_words import market_lines, money_words, where_the_money_is
from bot.slide import HEIGHT, MARGIN, WIDTH, Box, Cell, Column, Look, Slide, new_deck
from bot.slide_text import Paragraph, advice_that_fits, paragraphs_of
from bot.templating import count, percent
from bot.wording import customers, found, named
from segmentation.chart import Picture
from segmentation.palette import INK, MUTED, diverging, segment_colour
from segmentation.phrasing import calling, listed, quantity, sentence, spoken
from segmentation.results import Analysis, Distinguishing, Segment

_MAP = "scatter"
_SAID_BY_TABLES = {_MAP, "bars", "heatmap"}
_HEADINGS = {
    "sizes": "How many they are",
    "3d": "In three dimensions",
    "elbow": "The evidence for this number of segments",
    "silhouette": "How well customers fit their segments",
    "radar": "The shapes of the segments",
    "money": "Where the money comes from",
}
_INNER = WIDTH - 2 * MARGIN
_MOST_FEATURES = 5
_MOST_PROFILED, _FEATURE_SHARE = 10, 0.18
_MOST_NAMED = 6  # segments whose names have room at the head of a table
_NAMEABLE = 0.9  # inches of a bar below which a name has room
_FURTHEST = 9.99  # ten times the average; beyond it bars hide all others
_BODY = Look((16, 12))
_SMALL = Look((12, 8), MUTED)


def write_deck(
    analysis: Analysis,
    pictures: Sequence[Picture],
    target: str | Path | IO[bytes],
    file_name: str = "",
) -> None:
    """Write the deck as PowerPoint: title, overview, a slide a segment, pictures, evidence."""
    deck = new_deck()
    with calling(analysis.called):
        _slides(deck, analysis, pictures, file_name)
    deck.save(str(target) if isinstance(target, Path) else target)


def _slides(deck: Any, analysis: Analysis, pictures: Sequence[Picture], file_name: str) -> None:
    _title_slide(deck, analysis, file_name)
    if analysis.segments:
        _overview_slide(deck, analysis, next((p for p in pictures if p.name == _MAP), None))
    for segment in analysis.segments:
        _segment_slide(deck, analysis, segment)
    if analysis.segments and analysis.features:
        _profile_slide(deck, analysis)
    for picture in pictures:
        if picture.name not in _SAID_BY_TABLES:
            _picture_slide(deck, picture)
    evidence_slide(deck, analysis)
    limits_slide(deck, analysis)


def _title_slide(deck: Any, analysis: Analysis, file_name: str) -> None:
    slide = Slide(deck, sentence(found(analysis)))
    slide.title_at(Box(MARGIN, 1.9, _INNER, 1.5), Look((48, 28), middle=True))
    people = count(customers(analysis), "customer")
    of_file = f"{people} in {file_name}" if file_name else people
    by = f"told apart by {listed([*named(analysis).values()], 4)}"
    lines = [
        Paragraph(f"{of_file}, {by}" if analysis.features else of_file),
        Paragraph(verdict_words(analysis), colour=MUTED),
    ]
    slide.text(Box(MARGIN, 3.6, _INNER, 1.4), lines, Look((22, 12)))
    _share_bar(slide, analysis, Box(MARGIN, 5.4, _INNER, 0.45))
    slide.notes(_notes(analysis))


def _share_bar(slide: Slide, analysis: Analysis, box: Box) -> None:
    """All customers as one bar, a piece for each segment."""
    total = max(customers(analysis), 1)
    left = box.left
    pieces = [(s.number, s.name, s.size) for s in analysis.segments]
    for number, name, size in [*pieces, (0, "in no segment", analysis.noise)]:
        width = size / total * box.width
        if size:
            slide.bar(
                Box(left, box.top, max(width - 0.04, 0.02), box.height), segment_colour(number)
            )
        if width > _NAMEABLE:
            words = [Paragraph(percent(size / total), bold=True, colour=INK), Paragraph(name)]
            below = Box(left, box.top + box.height + 0.1, width - 0.1, 0.85)
            slide.text(below, words, Look((11, 9), MUTED))
        left += width


def _overview_slide(deck: Any, analysis: Analysis, map_: Picture | None) -> None:
    slide = Slide(deck, "Who they are")
    rows = [[Cell(heading) for heading in ("", "segment", "customers", "what sets it apart")]]
    rows += [
        [
            Cell(str(s.number), segment_colour(s.number)),
            Cell(s.name),
            Cell(f"{s.size:,} ({percent(s.share)})".replace(" %", "\N{NO-BREAK SPACE}%")),
            Cell(what_sets_apart(s, analysis)),
        ]
        for s in analysis.segments
    ]
    width = 6.6 if map_ else _INNER
    columns = (
        Column(0.065, "center", bold=True),
        Column(0.28, bold=True),
        Column(0.235, "right"),
        Column(0.42),
    )
    slide.table(Box(MARGIN, 1.45, width, 4.75), rows, columns)
    if map_:
        slide.picture(
            Box(MARGIN + width + 0.2, 1.45, _INNER - width - 0.2, 4.75), map_.png, map_.alt
        )
    move, money = first_move_text(analysis), where_the_money_is(analysis)
    words = [Paragraph(f"*First move:* {move}")] if move else []
    words += paragraphs_of(money)
    if words:
        slide.text(Box(MARGIN, 6.3, _INNER, 0.95), words, Look((15, 9), middle=True))
    slide.notes(_notes(analysis))


def _segment_slide(deck: Any, analysis: Analysis, segment: Segment) -> None:
    slide = Slide(deck, segment.name, left=MARGIN + 0.85)
    colour = segment_colour(segment.number)
    slide.badge(Box(MARGIN, 0.5, 0.65, 0.65), segment.number, colour)
    _key_figures(slide, segment, analysis)
    telling = segment.distinguishing[:_MOST_FEATURES]
    if telling:
        rows = [[Cell(heading) for heading in ("", "this segment", "all customers", "index")]]
        rows += [_compared(d, segment) for d in telling]
        columns = (
            Column(0.42), Column(0.23, "right", bold=True), Column(0.23, "right"),
            Column(0.12, "right"),
        )  # fmt: skip
        slide.table(Box(MARGIN, 2.85, 5.9, 2.0), rows, columns)
    if differences := _differences(telling):
        head = [Paragraph("Difference from the average customer", colour=MUTED)]
        slide.text(Box(MARGIN, 4.98, 5.9, 0.28), head, Look((12, 10)))
        slide.differences(Box(MARGIN, 5.2, 5.9, 1.95), differences, colour)
    _advice(slide, segment, Box(7.0, 1.45, WIDTH - MARGIN - 7.0, 4.35))
    _rule(slide, segment, Box(7.0, 5.9, WIDTH - MARGIN - 7.0, 1.35))
    slide.notes(_segment_notes(segment))


def _key_figures(slide: Slide, segment: Segment, analysis: Analysis) -> None:
    figures = [(percent(segment.share), f"of customers ({segment.size:,})")]
    if segment.money_share is not None:
        figures.append((percent(segment.money_share), f"of {money_words(analysis)}"))
    if segment.stability is not None:
        figures.append((percent(segment.stability), "held when redrawn"))
    width = 5.9 / 3
    for place, (value, meaning) in enumerate(figures):
        left = MARGIN + place * width
        slide.text(
            Box(left, 1.45, width - 0.15, 1.15),
            [Paragraph(value, bold=True, scale=2.2), Paragraph(meaning, colour=MUTED)],
            Look((13, 8)),
        )


def _compared(d: Distinguishing, segment: Segment) -> list[Cell]:
    """Both figures, and the segment's as a percentage of that over all."""
    index = None if d.answer else segment.index.get(d.feature)
    of_average = "–" if index is None else f"{index:,.0f}"
    figures = (_figure(d, value) for value in (d.value, d.overall))
    return [Cell(_called(d)), *map(Cell, figures), Cell(of_average)]


def _called(d: Distinguishing) -> str:
    """A column, with the answer that it is about."""
    return sentence(f"{spoken(d.feature)}: {d.answer}" if d.answer else spoken(d.feature))


def _figure(d: Distinguishing, value: float) -> str:
    return percent(value) if d.answer else quantity(value, d.feature)


def _differences(telling: Sequence[Distinguishing]) -> list[tuple[str, float]]:
    """Differences in parts of the average, where they mean something."""
    return [
        (_called(d), min(d.value / d.overall - 1, _FURTHEST))
        for d in telling
        if d.overall > 0 and d.value >= 0
    ]


def _advice(slide: Slide, segment: Segment, box: Box) -> None:
    """What to do: the first thing in full; of the others as much as leaves it easy to read."""
    told = [(advice.title, advice.text) for advice in segment.recommendations]
    if told:
        words = advice_that_fits(told, (box.width, box.height), _BODY.sizes[1])
        slide.text(box, [Paragraph("What to do", colour=MUTED), *words], _BODY)


def _rule(slide: Slide, segment: Segment, box: Box) -> None:
    if not segment.rule:
        return
    words = [Paragraph("How to recognise them", colour=MUTED), Paragraph(sentence(segment.rule))]
    if segment.rule_precision is not None and segment.rule_recall is not None:
        right, finds = percent(segment.rule_precision), percent(segment.rule_recall)
        how_sure = f"It is right for {right} of those it picks, and finds {finds} of the segment."
        words.append(Paragraph(how_sure))
    words += [Paragraph(line) for line in market_lines(segment)]
    slide.text(box, words, Look((14, 8)))


def _profile_slide(deck: Any, analysis: Analysis) -> None:
    """The means of every segment side by side, coloured by their distance from the average."""
    slide = Slide(deck, "How they differ")
    telling = sorted(analysis.features, key=lambda f: -_largest_effect(analysis, f))
    shown = [f for f in analysis.features if f in telling[:_MOST_PROFILED]]
    named = len(analysis.segments) <= _MOST_NAMED
    heads = [
        Cell(f"{s.number} {s.name}" if named else str(s.number), segment_colour(s.number))
        for s in analysis.segments
    ]
    rows = [[Cell(""), Cell("All customers"), *heads]]
    for feature in shown:
        average = _average(analysis, feature)
        cells = [_profile_cell(s, feature) for s in analysis.segments]
        rows.append([Cell(sentence(spoken(feature))), Cell(average), *cells])
    share = (1 - _FEATURE_SHARE) / (len(heads) + 1)
    columns = [Column(_FEATURE_SHARE, bold=True), *[Column(share, "center")] * (len(heads) + 1)]
    slide.table(Box(MARGIN, 1.45, _INNER, 5.1), rows, columns)
    about = "Averages by segment. Blue: above all customers, orange: below; full colour from two"
    about += " standard deviations on."
    if len(shown) < len(analysis.features):
        about += f" The {len(shown)} of {len(analysis.features)} columns that differ most."
    slide.text(Box(MARGIN, 6.75, _INNER, 0.35), [Paragraph(about)], _SMALL)
    slide.notes(_notes(analysis))


def _average(analysis: Analysis, feature: str) -> str:
    """The mean of all customers; of a column of answers, the most common one."""
    shares = analysis.overall_answers.get(feature)
    if shares:
        most = max(shares, key=lambda answer: shares[answer])
        return f"{most} {percent(shares[most])}"
    overall = analysis.overall.get(feature)
    return "" if overall is None else quantity(overall, feature)


def _largest_effect(analysis: Analysis, feature: str) -> float:
    told = (d for s in analysis.segments for d in s.distinguishing if d.feature == feature)
    return max((abs(d.effect_size) for d in told), default=0.0)


def _profile_cell(segment: Segment, feature: str) -> Cell:
    told = next((d for d in segment.distinguishing if d.feature == feature), None)
    effect = told.effect_size if told else 0.0
    if told and told.answer:
        return Cell(f"{told.answer} {percent(told.value)}", diverging(effect / 2))
    value = segment.centre.get(feature)
    return Cell("–") if value is None else Cell(quantity(value, feature), diverging(effect / 2))


def _picture_slide(deck: Any, picture: Picture) -> None:
    slide = Slide(deck, _HEADINGS.get(picture.name, picture.title))
    slide.picture(Box(MARGIN, 1.35, _INNER, HEIGHT - 1.35 - 0.35), picture.png, picture.alt)
    slide.notes(picture.alt)


def _notes(analysis: Analysis) -> str:
    lines = [f"{count(customers(analysis), 'customer')}. {verdict_words(analysis)}"]
    lines += [
        f"{s.number}. {s.name}: {s.size:,} customers ({percent(s.share)}), "
        f"{what_sets_apart(s, analysis)}."
        for s in analysis.segments
    ]
    return "\n".join(lines)


def _segment_notes(segment: Segment) -> str:
    lines = [f"{segment.name}: {count(segment.size, 'customer')}, {percent(segment.share)} of all."]
    lines += [
        f"{_called(d)}: {_figure(d, d.value)}{_median(segment, d.feature)}, all customers"
        f" {_figure(d, d.overall)} ({d.effect_size:+.1f} standard deviations)."
        for d in segment.distinguishing
    ]
    lines += market_lines(segment)
    lines += [f"Why this name: {proof}" for proof in why_this_name(segment)]
    for advice in segment.recommendations:
        words = [paragraph.plain for paragraph in paragraphs_of(advice.text)]
        lines += [advice.title, *words]
    return "\n".join(lines)


def _median(segment: Segment, feature: str) -> str:
    """`, median 41` where it is known."""
    median = segment.medians.get(feature)
    return "" if median is None else f", median {quantity(median, feature)}"
