"""`segment-bot who`: one customer's segment, why, and what would move it, without Slack."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

import bot.presenters  # noqa: F401  (fills the registry)
from bot.cli.analyze import FileNotThere, progress
from bot.cli.wishes import source_and_spec
from bot.presenter import present
from bot.result import Placed, Subject
from bot.services.computing import explain_one
from bot.services.explain_customer import placed
from bot.settings import load_settings
from bot.vocabulary_file import read_vocabulary
from segmentation.pipeline import analyze


def who_in_terminal(
    file: Path, customer: str, wishes: dict[str, Any], as_json: bool, config: Path | None
) -> None:
    """Analyse, find the customer, print the answer. Raises plain errors."""
    settings = load_settings(config)
    if not file.is_file():
        raise FileNotThere(file)
    words = read_vocabulary(settings.templates_folder)
    with progress() as report:
        source, spec = source_and_spec(file, wishes, settings)
        outcome = analyze(source, spec, vocabulary=words, report=report)
    found = explain_one(outcome, customer, settings.templates_folder)
    answer = placed(Subject("-", "-", file.name, outcome.analysis), customer, found)
    click.echo(_json(answer) if as_json else _text(answer))


def _json(answer: Placed) -> str:
    names = {segment.number: segment.name for segment in answer.subject.analysis.segments}
    name = names.get(answer.reasons.segment)
    document = {"customer": answer.typed, "segment_name": name, **asdict(answer.reasons)}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _text(answer: Placed) -> str:
    """The message's own words, without Slack's marks."""
    blocks = present(answer).blocks
    texts = [b["text"]["text"] if "text" in b else b["elements"][0]["text"] for b in blocks]
    return "\n".join(text.replace("*", "") for text in texts)
