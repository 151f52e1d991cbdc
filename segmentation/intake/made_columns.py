"""The columns that a list of orders is made into, and which of them customers are compared by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from segmentation.errors import NoVariation
from segmentation.intake.carried import Carried
from segmentation.intake.customer_history import History
from segmentation.intake.dates import spoken
from segmentation.intake.order_lines import OrderLines
from segmentation.intake.transactions import OrderColumns
from segmentation.intake.wanted import resolve
from segmentation.results import Column, Role

_NOT_BY_DEFAULT = "; customers are compared by it when you ask for it"
_SAME = {
    "recency": "All customers last ordered on the same day, so recency took no part.",
    "orders": "Every customer has the same number of orders, so frequency took no part.",
    "spend": "Every customer spent the same, so the money took no part.",
}


@dataclass(frozen=True)
class Made:
    """A column made of the orders.

    values : (c,) float64.
    counted : (c,) which customers take part.
    called : other words in which a person may ask for it.
    default : whether customers are compared by it unasked.
    """

    name: str
    role: Role
    values: np.ndarray
    reason: str
    called: tuple[str, ...]
    counted: np.ndarray
    default: bool = False

    @property
    def varies(self) -> bool:
        return _varies(self.values[self.counted])

    def as_column(self) -> Column:
        reason = self.reason + ("" if self.default else _NOT_BY_DEFAULT)
        missing = int(np.isnan(self.values[self.counted]).sum())
        return Column(self.name, self.role, missing, reason, made=True)


def made_columns(
    history: History, lines: OrderLines, found: OrderColumns, taken: Sequence[str]
) -> list[Made]:
    """All that there is to make of these orders, leaving out what is the same for everyone.

    taken : names that other columns of the table have.
    """
    made = (*_when(history, found), *_money(history, lines, found), *_habits(history, lines))
    kept = [one for one in made if one.default or one.varies]
    return [_named_apart(one, taken) for one in kept]


def _when(history: History, found: OrderColumns) -> Iterator[Made]:
    last = spoken(history.last_day)
    per = "different order numbers" if found.order is not None else "days with an order"
    yield Made(
        "recency_days", "feature", history.recency,
        f"days from the customer's last order to {last}, the last day in the file",
        ("recency", "last order", found.date.name), history.bought, default=True,
    )  # fmt: skip
    yield Made(
        "frequency", "feature", history.frequency, f"how many {per} the customer has",
        ("orders", "number of orders"), history.bought, default=True,
    )  # fmt: skip
    yield Made(
        "tenure_days", "feature", history.tenure,
        f"days from the customer's first order to {last}", ("tenure", "first order"),
        history.bought,
    )  # fmt: skip


def _money(history: History, lines: OrderLines, found: OrderColumns) -> Iterator[Made]:
    if not lines.has_money:
        return
    amount = found.amount
    unit = f"_{amount.unit}" if amount.unit else ""
    names = tuple(column.name for column in amount.columns)
    source = amount.total.name if amount.total is not None else " × ".join(names)
    yield Made(
        f"monetary_value{unit}", "money", history.monetary,
        f"what the customer spent in all ({source}), less returns",
        ("spend", "money", "revenue", "sales", "amount", *names), history.bought,
        default=True,
    )  # fmt: skip
    yield Made(
        f"average_basket{unit}", "money", history.basket,
        "what an order of the customer is worth, before returns", ("basket", "aov"),
        history.bought,
    )  # fmt: skip


def _habits(history: History, lines: OrderLines) -> Iterator[Made]:
    yield Made(
        "days_between_orders", "feature", history.cadence,
        "days from one order of the customer to the next; nothing for those with one",
        ("cadence",), history.bought,
    )  # fmt: skip
    if lines.returned.any():
        yield Made(
            "returned_share_pct", "feature", history.returned_pct,
            "what the customer sent back, in per cent of what was bought", ("returns",),
            history.bought,
        )  # fmt: skip


def _named_apart(made: Made, taken: Sequence[str]) -> Made:
    """A made column whose name the file has not used for another thing."""
    if made.name not in taken:
        return made
    return replace(made, name=f"{made.name}_of_orders")


def choose_made(
    name: str, made: Sequence[Made], carried: Sequence[Carried], wanted: Sequence[str]
) -> tuple[str, ...]:
    """The columns to compare customers by: those asked for, or the default ones that differ.

    Raises
    ------
    NoVariation : in all of them all customers are alike.
    UnknownFeature : a wanted column that is not there or holds no numbers.
    """
    counted = made[0].counted
    values = {one.name: one.values[counted] for one in made}
    values |= {one.name: one.numbers[counted] for one in carried if one.numbers is not None}
    varying = [column for column in values if _varies(values[column])]
    if wanted:
        features = resolve([_meant(word, made) for word in wanted], list(values))
        if any(feature in varying for feature in features):
            return features
    else:
        features = tuple(one.name for one in made if one.default and one.name in varying)
        if features:
            return features
    raise NoVariation(name, int(counted.sum()))


def _meant(word: str, made: Sequence[Made]) -> str:
    said = word.strip().casefold()
    matching = (one.name for one in made if said in (called.casefold() for called in one.called))
    return next(matching, word)


def _varies(values: np.ndarray) -> bool:
    known = values[~np.isnan(values)]
    return len(known) > 0 and bool(known.min() < known.max())


def left_out(made: Sequence[Made]) -> Iterator[str]:
    """Which of the columns that customers are usually compared by say the same of everyone."""
    for one in made:
        if one.default and not one.varies:
            yield next(said for word, said in _SAME.items() if word in one.called)
