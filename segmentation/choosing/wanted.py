"""What someone asks of the groups before they are found."""

from dataclasses import dataclass

from segmentation.errors import GroupsTooSmall


@dataclass(frozen=True, slots=True)
class Wanted:
    """Wishes for the choice of segments; the default leaves everything to the data.

    k: the number of segments; None lets the data decide. Algorithms that find their own number
    take no notice of it.
    max_k: the largest number that is considered when k is None.
    min_share: the part of all customers that every segment has at the least, 0 to 0.5. Numbers
    with a smaller segment are not elected; where someone insists on k, the smallest segments
    join the nearest until it holds.
    outliers_apart: whether customers far from everyone stand apart, in no segment.
    """

    k: int | None = None
    max_k: int = 10
    min_share: float = 0.0
    outliers_apart: bool = False

    def check(self) -> None:
        """Raises GroupsTooSmall for what no file could fulfil."""
        if (self.k or 2) * self.min_share > 1:
            raise GroupsTooSmall(self.min_share, self.k or 2, 1 / (self.k or 2))
