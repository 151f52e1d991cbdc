"""Reads templates/rfm.toml, and says every mistake in it at once and in plain words."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.errors import PlainError
from bot.templating import templates_folder
from segmentation.spec import AnalysisSpec, RfmScheme, RfmSegment

FILE = "rfm.toml"
RULES = ("rfm_rules", "rfm")
MEASURES = ("recency", "frequency", "spend")
CUTS = 4
LONGEST_NAME = 32


class RfmMistakes(PlainError):
    """The file has mistakes; `mistakes` lists every one in a plain sentence."""

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        listed = " ".join(f"({place}) {text}" for place, text in enumerate(mistakes, start=1))
        super().__init__(
            f"I don't understand {path}: {listed}",
            "Correct the file; the comments in it say how it is written.",
        )
        self.path, self.mistakes = path, mistakes


def with_scheme(spec: AnalysisSpec, templates: Path | None = None) -> AnalysisSpec:
    """The spec with the cut points and names of the templates folder, where it asks for RFM rules
    and brings none of its own. Raises RfmMistakes."""
    if spec.algorithm not in RULES or spec.rfm is not None:
        return spec
    return replace(spec, rfm=read_scheme(templates))


def read_scheme(templates: Path | None = None) -> RfmScheme:
    """The scheme of a templates folder (by default the one that is installed); the usual one
    where the folder has none. Raises RfmMistakes."""
    path = (templates or templates_folder()) / FILE
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return RfmScheme()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RfmMistakes(path, (f"It is not valid TOML: {error}.",)) from None
    mistakes = tuple(_mistakes(document))
    if mistakes:
        raise RfmMistakes(path, mistakes)
    cuts = {key: tuple(map(float, value)) for key, value in document.get("cuts", {}).items()}
    segments = tuple(
        RfmSegment(entry["name"], _pair(entry["recency"]), _pair(entry["value"]))
        for entry in document["segment"]
    )
    return RfmScheme(**cuts, segments=segments)


def _pair(scores: list[int]) -> tuple[int, int]:
    return scores[0], scores[1]


def _mistakes(document: dict[str, Any]) -> Iterator[str]:
    for key in document.keys() - {"cuts", "segment"}:
        yield f"`{key}` means nothing here; there are [cuts] and [[segment]]."
    cuts = document.get("cuts", {})
    if isinstance(cuts, dict):
        for key, value in cuts.items():
            yield from _cut_mistakes(key, value)
    else:
        yield "`cuts` should be written as [cuts]."
    entries = document.get("segment")
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        yield "There should be segments, each under [[segment]]."
        return
    for place, entry in enumerate(entries, start=1):
        yield from _segment_mistakes(place, entry)
    names = Counter(str(entry.get("name")) for entry in entries)
    for name in (name for name, times in names.items() if times > 1):
        yield f"Two segments are called “{name}”."


def _cut_mistakes(key: str, value: object) -> Iterator[str]:
    if key not in MEASURES:
        yield f"[cuts] has `{key}`, which means nothing; there are: {', '.join(MEASURES)}."
        return
    numbers = isinstance(value, list) and all(type(one) in (int, float) for one in value)
    if not isinstance(value, list) or not numbers or len(value) not in (0, CUTS):
        yield f"The cut points of {key} should be four figures in square brackets, or none: []."
    elif value != sorted(set(value)):
        yield f"The cut points of {key} should rise from one to the next."


def _segment_mistakes(place: int, entry: dict[str, Any]) -> Iterator[str]:
    name = entry.get("name")
    where = f"Segment {place} ({name})" if isinstance(name, str) else f"Segment {place}"
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
        yield f"{where} should have a `name` of up to {LONGEST_NAME} letters in quotes."
    for key in entry.keys() - {"name", "recency", "value"}:
        yield f"{where} has `{key}`, which means nothing; there are: name, recency, value."
    for key in ("recency", "value"):
        scores = entry.get(key)
        whole = (
            isinstance(scores, list) and len(scores) == 2 and all(type(s) is int for s in scores)
        )
        if not isinstance(scores, list) or not whole or not 1 <= scores[0] <= scores[1] <= 5:
            yield f"{where}: `{key}` should be two scores from 1 to 5, the lower first: [4, 5]."
