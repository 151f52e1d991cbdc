"""What a chart is, and the registry of those there are."""

from dataclasses import dataclass
from typing import Protocol

from segmentation.registry import Registry
from segmentation.results import Outcome


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """What a person may ask of a chart: axes (feature names), one segment to stress."""

    axes: tuple[str, ...] = ()
    segment: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart: PNG bytes, a title, and alt text that says what the picture shows."""

    name: str
    title: str
    png: bytes
    alt: str


class Chart(Protocol):
    """One kind of picture. A frozen dataclass: its fields are its parameters."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str:
        """How the chart is called in a menu."""
        ...

    def unfit(self, outcome: Outcome) -> str | None:
        """Why this chart cannot be drawn of this outcome, in a plain sentence; None if it can."""
        ...

    def draw(self, outcome: Outcome, options: ChartOptions) -> Picture: ...


CHARTS: Registry[Chart] = Registry("chart")
