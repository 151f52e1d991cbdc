"""`k=5`, `auto`, `algo=hierarchical k=4`, `features age, income`: the same data, cut anew."""

import csv
import re
from dataclasses import dataclass

from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.refit_dataset import SpecChange, refit_dataset

SETTING = re.compile(
    r"\b(?P<key>k|algo|algorithm|scale|scaling|features|sheet)\s*=?\s*"
    r"(?P<value>.*?)(?=\s+\b(?:k|algo|algorithm|scale|scaling|features|sheet)\s*=|\s+\bauto\b|$)",
    re.IGNORECASE | re.DOTALL,
)
SCALINGS = ("auto", "none", "zscore", "robust")
EXAMPLE = "algo=hierarchical k=4"


@dataclass(frozen=True, slots=True)
class Refit:
    """Cut the data at hand anew, changing only what is said."""

    name: str = "refit"
    words: tuple[str, ...] = (
        "k",
        "auto",
        "algo",
        "algorithm",
        "features",
        "scale",
        "scaling",
        "sheet",
    )
    computes: bool = True
    help: CommandHelp = CommandHelp(
        "k=5 · auto · algo=hierarchical k=4 · features age, income",
        "Cut the customers into another number of groups, by another method or other columns",
        "k=5",
    )

    def parse(self, words: str) -> SpecChange:
        auto = bool(re.search(r"(^|\s)(k\s*=\s*)?auto(\s|$)", words, re.IGNORECASE))
        settings = {m["key"].lower(): m["value"].strip(" ,") for m in SETTING.finditer(words)}
        return SpecChange(
            k=_count(settings.get("k")),
            auto_k=auto,
            algorithm=settings.get("algo") or settings.get("algorithm") or None,
            scaling=_scaling(settings.get("scale") or settings.get("scaling")),
            features=_listed(settings.get("features")),
            sheet=settings.get("sheet", "").strip(" '`\"“”") or None,
        )

    def run(self, request: Request, arguments: SpecChange, desk: Desk) -> Result:
        return refit_dataset(request, arguments, desk)


def _count(value: str | None) -> int | None:
    if value is None or value.lower() == "auto":
        return None
    if not value.isdigit():
        raise NotUnderstood(
            f"“{value[:40]}” is not a number of groups.", "Say for instance `k=5`, or `auto`."
        )
    return int(value)


def _scaling(value: str | None) -> str | None:
    if value is not None and value.lower() not in SCALINGS:
        raise NotUnderstood(
            f"I don't know the scaling “{value[:40]}”.", f"Choose from: {', '.join(SCALINGS)}."
        )
    return value.lower() if value else None


def _listed(value: str | None) -> tuple[str, ...] | None:
    """Column names with commas between; a name that holds a comma stands in quotes."""
    if value is None:
        return None
    fields = next(csv.reader([value], skipinitialspace=True), [])
    names = tuple(name.strip(" '`") for name in fields if name.strip(" '`"))
    if not names:
        raise NotUnderstood("Which columns?", "Say for instance `features age, income`.")
    return names


add(Refit())
