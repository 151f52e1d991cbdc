"""What a presenter is: it turns one kind of result into a message; and the registry of all."""

from collections.abc import Callable
from typing import Any

from bot.message import Message
from bot.result import Result, Subject
from segmentation.column_words import in_units

Presenter = Callable[[Any], Message]
PRESENTERS: dict[type, Presenter] = {}


def presents(kind: type) -> Callable[[Presenter], Presenter]:
    """Register the function below as the presenter of one kind of result."""

    def register(presenter: Presenter) -> Presenter:
        if kind in PRESENTERS:
            raise ValueError(f"two presenters for {kind.__name__}")
        PRESENTERS[kind] = presenter
        return presenter

    return register


def present(result: Result) -> Message:
    """The message for a result, money with the sign that the cells of its file carry."""
    subject = getattr(result, "subject", None)
    with in_units(subject.analysis.dataset.columns if isinstance(subject, Subject) else ()):
        return PRESENTERS[type(result)](result)
