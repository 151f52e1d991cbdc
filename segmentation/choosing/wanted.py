"""What someone asks of the groups before they are found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """Wishes for the choice of segments; the default leaves everything to the data.

    k: the number of segments; None lets the data decide. Algorithms that find their own number
    take no notice of it.
    max_k: the largest number that is considered when k is None.
    """

    k: int | None = None
    max_k: int = 10
