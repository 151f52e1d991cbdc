"""One customer's place: the segment, why it is that one, the smallest change that would move it."""

from typing import Any

from bot.blocks import context, section, shorten, stack
from bot.message import Message
from bot.presenter import presents
from bot.result import Placed
from bot.wording import NAME_CHARS, called, marker, name_of, prose
from segmentation.phrasing import quantity
from segmentation.reasons_for_one import Change, Deciding
from segmentation.results import Analysis

NEAREST_CENTRE = {"kmeans", "minibatch", "bisecting"}  # methods that sort by the nearest centre


@presents(Placed)
def placed(result: Placed) -> Message:
    """For the person who asked; of the customer it says only what was typed."""
    analysis, reasons = result.subject.analysis, result.reasons
    facts = {
        "typed": shorten(result.typed, NAME_CHARS),
        "own": _segment(analysis, reasons.segment),
        "nearest": _segment(analysis, reasons.nearest),
        "other": _segment(analysis, reasons.other),
        "same": reasons.segment == reasons.nearest,
        "deciding": [_deciding(each) for each in reasons.deciding],
        "changes": [_change(each) for each in reasons.changes],
        "moves_to": _segment(analysis, reasons.moves_to),
        "all_fixed": set(reasons.fixed) >= set(analysis.features),
        "fixed": [called(feature) for feature in reasons.fixed],
    }
    note = prose("placed_note", exact=analysis.algorithm in NEAREST_CENTRE, fixed=facts["fixed"])
    parts = (section(prose("placed", **facts)), context(note) if note else None)
    return Message(prose("placed_text", **facts), stack(*parts), private=True)


def _segment(analysis: Analysis, number: int) -> str:
    """`🟢 3 Affluent savers`; empty for none."""
    if number == 0:
        return ""
    segment = analysis.segment(number)
    return f"{marker(segment)} {name_of(segment)}"


def _deciding(one: Deciding) -> dict[str, Any]:
    values = (one.value, one.own, one.other)
    if None in values:
        return {"label": called(one.feature), "value": "", "own": "", "other": "", "part": one.part}
    value, own, other = (quantity(v, one.feature) for v in values if v is not None)
    label = called(one.feature)
    return {"label": label, "value": value, "own": own, "other": other, "part": one.part}


def _change(one: Change) -> dict[str, str]:
    return {
        "label": called(one.feature),
        "before": quantity(one.before, one.feature),
        "after": quantity(one.after, one.feature),
    }
