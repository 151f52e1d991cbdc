"""Reads templates/vocabulary.toml, and says every mistake in it at once and in plain words."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.errors import PlainError
from bot.templating import templates_folder
from segmentation.results import Analysis
from segmentation.vocabulary import Concept, NamedPattern, Need, Vocabulary

FILE = "vocabulary.toml"
LONGEST_NAME = 32
STANDINGS = ("high", "low", "average")
TOP: dict[str, type] = {
    "average_name": str,
    "average_noun": str,
    "concept": list,
    "name": list,
    "need": list,
}
REQUIRED: dict[str, type] = {"key": str, "patterns": list, "label": str, "high": str, "low": str}
OPTIONAL: dict[str, type] = {
    "protected": bool, "priority": int, "high_noun": str, "low_noun": str,
    "counts_as": str, "money": bool, "ratio": bool, "fixed": bool, "low_below": float,
    "beside": list, "higher": str, "lower": str, "opposite": str,
}  # fmt: skip
NAME: dict[str, type] = {"when": dict, "name": str}
NEED: dict[str, type] = {"key": str, "when": dict, "text": str}
KINDS: dict[type, str] = {
    str: "a text in quotes", list: "a list in square brackets", bool: "true or false",
    int: "a whole number", float: "a number with a point, such as 0.6",
    dict: "a table such as { income = \"high\" }",
}  # fmt: skip


class VocabularyMistakes(PlainError):
    """The file has mistakes; `mistakes` lists every one in a plain sentence."""

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        listed = " ".join(f"({place}) {text}" for place, text in enumerate(mistakes, start=1))
        super().__init__(
            f"I don't understand {path}: {listed}",
            "Correct the file; the comment at its top says how it is written.",
        )
        self.path, self.mistakes = path, mistakes


@lru_cache
def read_vocabulary(templates: Path | None = None) -> Vocabulary:
    """The vocabulary of a templates folder (by default the one that is installed)."""
    path = (templates or templates_folder()) / FILE
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise VocabularyMistakes(path, ("There is no such file.",)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyMistakes(path, (f"It is not valid TOML: {error}.",)) from None
    mistakes = tuple(_mistakes(document))
    if mistakes:
        raise VocabularyMistakes(path, mistakes)
    return _vocabulary(document)


def words_for(analysis: Analysis, vocabulary: Vocabulary | None = None) -> Vocabulary:
    """The vocabulary as it applies to the table of an analysis."""
    return (vocabulary or read_vocabulary()).for_table(analysis.dataset.column_names)


def _vocabulary(document: dict[str, Any]) -> Vocabulary:
    concepts = tuple(
        Concept(**{**entry, **{k: tuple(v) for k, v in entry.items() if isinstance(v, list)}})
        for entry in document.get("concept", [])
    )
    names = tuple(NamedPattern(**entry) for entry in document.get("name", []))
    spoken = {key: document[key] for key in ("average_name", "average_noun") if key in document}
    needs = tuple(Need(**entry) for entry in document.get("need", []))
    return Vocabulary(concepts, names, **spoken, needs=needs)


def _mistakes(document: dict[str, Any]) -> Iterator[str]:
    found = list(_shape("The file", document, {}, TOP))
    yield from found
    if found:
        return
    for key in ("average_name", "average_noun"):
        if key in document:
            yield from _bad_name(f"{key}", document[key])
    concepts = document.get("concept", [])
    for place, entry in enumerate(concepts, start=1):
        yield from _concept_mistakes(_called("Concept", place, entry, "key"), entry, concepts)
    yield from _twice("concepts have the key", [_text(e, "key") for e in concepts])
    for place, entry in enumerate(document.get("name", []), start=1):
        yield from _name_mistakes(_called("Name", place, entry, "name"), entry, concepts)
    yield from _twice("names are", [_text(e, "name") for e in document.get("name", [])])
    for place, entry in enumerate(document.get("need", []), start=1):
        yield from _need_mistakes(_called("Need", place, entry, "key"), entry, concepts)
    yield from _twice("needs have the key", [_text(e, "key") for e in document.get("need", [])])


def _called(kind: str, place: int, entry: object, key: str) -> str:
    name = _text(entry, key)
    return f"{kind} {place} ({name})" if name else f"{kind} {place}"


def _text(entry: object, key: str) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    return value if isinstance(value, str) else ""


def _shape(
    where: str, entry: object, required: dict[str, type], optional: dict[str, type]
) -> Iterator[str]:
    """Missing words, words that mean nothing here, and values of the wrong kind."""
    if not isinstance(entry, dict):
        yield (
            f"{where} should be written as a table of its own, under [[concept]], [[name]] or"
            " [[need]]."
        )
        return
    known = required | optional
    for key in required.keys() - entry.keys():
        yield f"{where} lacks `{key}`."
    for key, value in entry.items():
        if key not in known:
            yield f"{where} has `{key}`, which means nothing; there are: {', '.join(known)}."
        elif type(value) is not known[key]:
            yield f"{where}: `{key}` should be {KINDS[known[key]]}."


def _concept_mistakes(where: str, entry: Any, concepts: list[Any]) -> Iterator[str]:
    found = sorted(_shape(where, entry, REQUIRED, OPTIONAL))
    yield from found
    if found:
        return
    if not re.fullmatch(r"[a-z][a-z0-9_]*", entry["key"]):
        yield f"{where}: `key` should be lower-case letters, digits and underscores."
    if not entry["patterns"]:
        yield f"{where} has no patterns, so no column would ever fit it."
    for pattern in (*entry["patterns"], *entry.get("beside", [])):
        yield from _bad_pattern(where, pattern)
    broader = entry.get("counts_as")
    if broader and broader not in {_text(other, "key") for other in concepts}:
        yield f"{where} counts as `{broader}`, and there is no concept of that key."
    opposite = entry.get("opposite")
    if opposite and opposite not in {_text(other, "key") for other in concepts}:
        yield f"{where} is opposite to `{opposite}`, and there is no concept of that key."


def _bad_pattern(where: str, pattern: object) -> Iterator[str]:
    if not isinstance(pattern, str):
        yield f"{where}: the pattern {pattern!r} should be a text in quotes."
        return
    try:
        matches_all = re.compile(f"(?:{pattern})").search("") is not None
    except re.error as error:
        yield f"{where}: the pattern '{pattern}' is not a regular expression: {error}."
        return
    if matches_all:
        yield f"{where}: the pattern '{pattern}' fits every column."


def _name_mistakes(where: str, entry: Any, concepts: list[Any]) -> Iterator[str]:
    found = sorted(_shape(where, entry, NAME, {}))
    yield from found
    if found:
        return
    yield from _bad_name(where, entry["name"])
    yield from _when_mistakes(where, entry, concepts)


def _need_mistakes(where: str, entry: Any, concepts: list[Any]) -> Iterator[str]:
    found = sorted(_shape(where, entry, NEED, {}))
    yield from found or _when_mistakes(where, entry, concepts)


def _when_mistakes(where: str, entry: Any, concepts: list[Any]) -> Iterator[str]:
    """What a combination of traits gets wrong; none of it may be protected."""
    protected = {_text(c, "key") for c in concepts if isinstance(c, dict) and c.get("protected")}
    meanings = {_text(c, "counts_as") or _text(c, "key") for c in concepts}
    if not entry["when"]:
        yield f"{where}: `when` names no concept, so it would fit every segment."
    for key, wanted in entry["when"].items():
        if wanted not in STANDINGS:
            yield f"{where}: `{key}` should be one of {', '.join(STANDINGS)}, not {wanted!r}."
        if key in protected:
            yield f"{where} rests on `{key}`, which is protected: people are not sorted by it."
        elif key not in meanings:
            yield f"{where} speaks of `{key}`, and no concept has that key."


def _bad_name(where: str, name: str) -> Iterator[str]:
    if not name.strip() or name != name.strip():
        yield f"{where}: a name can't be empty or begin or end with a space."
    elif len(name) > LONGEST_NAME:
        yield f"{where}: “{name}” has {len(name)} letters; {LONGEST_NAME} is the most."


def _twice(what: str, values: list[str]) -> Iterator[str]:
    for value, times in Counter(filter(None, values)).items():
        if times > 1:
            yield f"{times} {what} `{value}`; each may stand once."
