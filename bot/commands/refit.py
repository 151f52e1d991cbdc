"""`k=5`, `algo=hierarchical k=4`, `features age, income`, `weigh income=2`: data, cut anew."""

import re
from dataclasses import dataclass

from bot.column_lists import NoColumnsNamed, column_names, column_weights
from bot.command import NotUnderstood, add
from bot.desk import Desk
from bot.request import Request
from bot.result import CommandHelp, Result
from bot.services.refit_dataset import SpecChange, refit_dataset

KEYS = "k|algorithm|algo|linkage|scaling|scale|features|min|max|outliers|sheet|weigh|without"
NEXT = (
    rf"\s+(?:(?:{KEYS})\s*=|(?:features|weigh|without|auto)\b"
    r"|outliers\s+(?:apart|out|in|among)\b)"
)
SETTING = re.compile(
    rf"\b(?P<key>{KEYS})\s*=?\s*(?P<value>.*?)(?={NEXT}|$)", re.IGNORECASE | re.DOTALL
)
SCALINGS = ("auto", "none", "zscore", "robust")
LINKAGES = {"ward": "hierarchical", "average": "hierarchical_average",
            "complete": "hierarchical_complete"}  # fmt: skip
APART = {"apart": True, "out": True, "in": False, "among": False}
MOST_SHARE = 50  # per cent; larger ones leave no two groups


@dataclass(frozen=True, slots=True)
class Refit:
    """Cut the data at hand anew, changing only what is said."""

    name: str = "refit"
    words: tuple[str, ...] = (
        "k", "auto", "algo", "algorithm", "linkage", "features", "scale", "scaling", "min", "max",
        "outliers", "sheet", "weigh", "without",
    )  # fmt: skip
    computes: bool = True
    help: CommandHelp = CommandHelp(
        "k=5 · auto · max=6 · min=5% · outliers apart · algo=dbscan · features age, spend"
        " · weigh spend=2 · without age",
        "Cut the customers into another number of groups, by another method or other columns",
        "k=5",
    )

    def parse(self, words: str) -> SpecChange:
        auto = bool(re.search(r"(^|\s)(k\s*=\s*)?auto(\s|$)", words, re.IGNORECASE))
        settings = {m["key"].lower(): m["value"].strip(" ,") for m in SETTING.finditer(words)}
        try:
            features = column_names(settings.get("features"))
            leave_out = column_names(settings.get("without"))
            weights = column_weights(settings.get("weigh"))
        except NoColumnsNamed as error:
            raise NotUnderstood(error.problem, error.next_step) from None
        change = SpecChange(
            k=_count(settings.get("k"), "k=5"),
            auto_k=auto,
            algorithm=_method(settings),
            scaling=_scaling(settings.get("scale") or settings.get("scaling")),
            features=features,
            sheet=settings.get("sheet", "").strip(" '`\"“”") or None,
            min_share=_share(settings.get("min")),
            max_k=_count(settings.get("max"), "max=6"),
            outliers_apart=_apart(settings.get("outliers")),
            leave_out=leave_out,
            weights=weights,
        )
        if change.k and change.max_k and change.k > change.max_k:
            raise NotUnderstood(
                f"You ask for {change.k} groups and for at most {change.max_k}.",
                f"Say `k={change.k}`, or `max={change.max_k}`.",
            )
        return change

    def run(self, request: Request, arguments: SpecChange, desk: Desk) -> Result:
        return refit_dataset(request, arguments, desk)


def _method(settings: dict[str, str]) -> str | None:
    """The algorithm; `algo=hierarchical linkage=average` is another name for its own member."""
    method = settings.get("algo") or settings.get("algorithm") or None
    linkage = settings.get("linkage")
    if linkage is None:
        return method
    if linkage.lower() not in LINKAGES:
        raise NotUnderstood(
            f"I don't know the linkage “{linkage[:40]}”.", f"Choose from: {', '.join(LINKAGES)}."
        )
    if method and method.lower() not in LINKAGES.values():
        raise NotUnderstood(
            f"“{method[:40]}” has no linkage.",
            f"Say `algo=hierarchical linkage={linkage.lower()}`.",
        )
    return LINKAGES[linkage.lower()]


def _count(value: str | None, example: str) -> int | None:
    if value is None or value.lower() == "auto":
        return None
    if not value.isdigit() or not int(value):
        raise NotUnderstood(
            f"“{value[:40]}” is not a number of groups.",
            f"Say for instance `{example}`, or `auto`.",
        )
    return int(value)


def _share(value: str | None) -> float | None:
    """`5%`, `5 %`, `5` and `0.05` are all one in twenty."""
    if value is None:
        return None
    figure = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(%|percent)?", value, re.IGNORECASE)
    number = float(figure[1].replace(",", ".")) if figure else -1.0
    if figure and not figure[2] and 0 < number < 1:
        number *= 100
    if not 0 <= number <= MOST_SHARE:
        raise NotUnderstood(
            f"“{value[:40]}” is no share that every group could have.",
            f"Say for instance `min=5%`; at most {MOST_SHARE} %, and `min=0%` for no limit.",
        )
    return round(number / 100, 6)


def _apart(value: str | None) -> bool | None:
    if value is None:
        return None
    if value.lower() not in APART:
        raise NotUnderstood(
            "What about the outliers?", "Say `outliers apart`, or `outliers in` to undo that."
        )
    return APART[value.lower()]


def _scaling(value: str | None) -> str | None:
    if value is not None and value.lower() not in SCALINGS:
        raise NotUnderstood(
            f"I don't know the scaling “{value[:40]}”.", f"Choose from: {', '.join(SCALINGS)}."
        )
    return value.lower() if value else None


add(Refit())
