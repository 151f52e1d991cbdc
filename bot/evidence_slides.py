"""The last slides of a deck: why that many segments, how it was done, what not to conclude."""

from typing import Any

from bot.slide import MARGIN, WIDTH, Box, Cell, Column, Look, Slide
from bot.slide_text import Paragraph
from bot.templating import count, figure, percent
from bot.wording import named
from segmentation.palette import FAINT, MUTED
from segmentation.phrasing import listed, number_word, spoken
from segmentation.results import Analysis, KEvidence
from segmentation.verdict_words import beyond_chance, how_sure

_MOST_STEPS = 8
_HELD = 0.75  # a segment that holds, after Hennig (2007)
_SMALL = Look((12, 8), MUTED)
INNER = WIDTH - 2 * MARGIN
_SCALED = {
    "none": "in the file's own units",
    "zscore": "each brought to the same spread",
    "robust": "each brought to the same middle spread",
}
_CAUTION = {
    "segments": "",
    "weak": " Customers near an edge could be in either segment.",
    "no_natural_groups": " The parts are a cut to work with, not different kinds of people.",
}


def verdict_words(analysis: Analysis) -> str:
    """The verdict as the answer says it, and what not to conclude."""
    return how_sure(analysis) + _CAUTION[analysis.verdict]


def evidence_slide(deck: Any, analysis: Analysis) -> None:
    """The reasons, and every number of segments that was considered."""
    k = number_word(analysis.k)
    groups = "parts" if analysis.verdict == "no_natural_groups" else "segments"
    slide = Slide(deck, f"Why {k} {groups}" if analysis.k else "How it was looked at")
    words = [Paragraph(reason, bullet=True) for reason in analysis.reasons]
    if analysis.k_chosen_by == "person":
        words.insert(0, Paragraph(f"You asked for {k}.", bullet=True))
    words += [
        Paragraph(line, bullet=True) for line in (_null_words(analysis), _method(analysis)) if line
    ]
    slide.text(Box(MARGIN, 1.5, 6.0, 5.5), words, Look((17, 9)))
    if analysis.k_evidence:
        rows = [[Cell(heading) for heading in ("segments", "separation", "held")]]
        rows += [_evidence_row(e, in_use=e.k == analysis.k) for e in analysis.k_evidence]
        columns = (Column(0.4, bold=True), Column(0.3, "right"), Column(0.3, "right"))
        slide.table(Box(7.2, 1.5, 5.5, 4.7), rows, columns)
        about = "Separation is the silhouette (-1 to 1, more is better). Held is how much of the"
        about += " weakest segment came back when customers were drawn anew; it holds from 75 % on."
        slide.text(Box(7.2, 6.4, 5.5, 0.7), [Paragraph(about)], _SMALL)
    slide.notes("\n".join(p.plain for p in words))


def _evidence_row(evidence: KEvidence, in_use: bool) -> list[Cell]:
    fill = FAINT if in_use else ""
    held = percent(evidence.stability) if evidence.stability is not None else "–"
    words = (f"{evidence.k}{' (in use)' if in_use else ''}", f"{evidence.silhouette:.2f}", held)
    return [Cell(word, fill) for word in words]


def _null_words(analysis: Analysis) -> str:
    test = analysis.null_test
    if test is None:
        return ""
    little = beyond_chance(test) and analysis.verdict == "no_natural_groups"
    return (
        f"Held against {count(test.draws, 'made-up file')} of the same columns without groups: the"
        f" groups are {figure(round(test.observed, 3))} clear, and 95 of 100 such files stay below"
        f" {figure(round(test.null_95, 3))} (p = {figure(round(test.p_value, 3))})."
        + (" That is more than chance, but too little to matter." if little else "")
    )


def _method(analysis: Analysis) -> str:
    import segmentation.algorithms  # noqa: F401  (heavy; fills the registry)
    from segmentation.algorithm import ALGORITHMS, RULES

    known = {member.name: member.title for member in (*ALGORITHMS, *RULES)}
    how = known.get(analysis.algorithm, analysis.algorithm)
    scaled = _SCALED.get(analysis.scaling, analysis.scaling)
    by = listed([spoken(f) for f in analysis.features], 6)
    return f"Method: {how} on {by}; {scaled}."


def limits_slide(deck: Any, analysis: Analysis) -> None:
    """What was done to the data, and what a listener should not conclude."""
    slide = Slide(deck, "What was done to the data, and what this cannot say")
    steps = [f"{step.what}" for step in analysis.dataset.receipt[:_MOST_STEPS]]
    done = [_read(analysis), *steps, *analysis.dataset.warnings]
    left = [Paragraph("The data", bold=True)]
    right = [Paragraph("The limits", bold=True)]
    left += [Paragraph(line, bullet=True) for line in done]
    right += [Paragraph(line, bullet=True) for line in _limits(analysis)]
    half = (INNER - 0.6) / 2
    slide.text(Box(MARGIN, 1.5, half, 5.5), left, Look((17, 9)))
    slide.text(Box(MARGIN + half + 0.6, 1.5, half, 5.5), right, Look((17, 9)))
    slide.notes("\n".join([*done, *_limits(analysis)]))


def _read(analysis: Analysis) -> str:
    data = analysis.dataset
    if data.about:
        return f"{count(data.rows_read, 'row')} read: {data.about}."
    return f"{count(data.rows_read, 'row')} read, {count(data.rows_used, 'customer')} used."


def _limits(analysis: Analysis) -> list[str]:
    """What a listener should not conclude."""
    compared = listed([*named(analysis).values()], 6)
    loose = [s.name for s in analysis.segments if s.stability is not None and s.stability < _HELD]
    limits = [
        verdict_words(analysis) if analysis.verdict != "segments" else "",
        f"Take with care, since they did not hold when customers were drawn anew: {listed(loose)}."
        if loose
        else "",
        f"{count(analysis.noise, 'customer')} belong to no segment." if analysis.noise else "",
        "The segments describe this file on the day it was exported; customers move on.",
        "They say how customers differ, not why. Test a recommendation on part of a segment and"
        " hold some customers back before you rely on it.",
        f"Customers were compared by {compared} alone; what the file does not hold, it cannot"
        " show.",
    ]
    return [limit for limit in limits if limit]
