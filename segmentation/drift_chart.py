"""What a picture of a comparison is, and the registry of those there are."""

from typing import Protocol

from segmentation.chart import Picture
from segmentation.drift_results import Drift
from segmentation.registry import Registry


class DriftChart(Protocol):
    """One kind of picture of two versions. A frozen dataclass: its fields are its parameters."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str:
        """How the picture is called in a menu."""
        ...

    def unfit(self, drift: Drift) -> str | None:
        """Why it cannot be drawn of this comparison, in a plain sentence; None if it can."""
        ...

    def draw(self, drift: Drift) -> Picture: ...


DRIFT_CHARTS: Registry[DriftChart] = Registry("drift picture")
