"""What each customer's orders come to: recency, frequency, money, and what goes with them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from segmentation.intake.groups import different_within
from segmentation.intake.order_lines import OrderLines


@dataclass(frozen=True)
class History:
    """The orders of c customers.

    Days count from the last day of the file, never from today: an old file gives the same
    answer whenever it is read. Returns lower what was spent; they are no orders.

    recency, tenure : (c,) days from the customer's last and first order to the file's last day.
    frequency : (c,) number of different orders; 0 for customers of whom only returns are there.
    monetary : (c,) what they spent, less what they sent back.
    basket : (c,) what an order is worth, before returns.
    cadence : (c,) days from one day of purchase to the next, NaN where there is one only.
    returned_pct : (c,) what was sent back in per cent of what was bought.
    """

    recency: np.ndarray
    frequency: np.ndarray
    monetary: np.ndarray
    tenure: np.ndarray
    basket: np.ndarray
    cadence: np.ndarray
    returned_pct: np.ndarray
    first_day: np.datetime64
    last_day: np.datetime64

    @cached_property
    def bought(self) -> np.ndarray:
        """(c,) who ordered at all."""
        some: np.ndarray = self.frequency > 0
        return some

    @property
    def orders(self) -> int:
        return int(self.frequency.sum())


def history_of(lines: OrderLines) -> History:
    """Aggregate order lines by customer.

    Source: Hughes, A. M. (1994). Strategic database marketing; and for the days between orders
    what is called inter-purchase time there.
    """
    c, kept = lines.customers, ~lines.returned
    who, day = lines.customer[kept], lines.day[kept].astype(np.int64)
    last_of_file = int(lines.day.astype(np.int64).max())
    first, last = np.full(c, last_of_file), np.full(c, np.iinfo(np.int64).min)
    np.minimum.at(first, who, day)
    np.maximum.at(last, who, day)
    frequency = different_within(who, lines.order[kept], c)
    days = different_within(who, day - day.min(initial=0), c)
    bought = np.bincount(who, lines.amount[kept], c)
    back = -np.bincount(lines.customer[lines.returned], lines.amount[lines.returned], c)
    some = frequency > 0
    cadence = np.full(c, np.nan)
    again = days > 1
    cadence[again] = (last - first)[again] / (days[again] - 1)
    return History(
        recency=np.where(some, last_of_file - last, np.nan).astype(np.float64),
        frequency=frequency.astype(np.float64),
        monetary=np.round(bought - back, 4),
        tenure=np.where(some, last_of_file - first, np.nan).astype(np.float64),
        basket=np.round(np.divide(bought, frequency, np.full(c, np.nan), where=some), 4),
        cadence=np.round(cadence, 2),
        returned_pct=np.round(100 * np.divide(back, bought, np.zeros(c), where=bought > 0), 2),
        first_day=lines.day.min(),
        last_day=lines.day.max(),
    )
