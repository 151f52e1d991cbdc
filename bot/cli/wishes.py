"""What the options of `analyze` ask for."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.column_lists import column_names, column_weights
from bot.rfm_file import with_scheme
from bot.settings import Settings
from segmentation.source import Source
from segmentation.sources import open_source
from segmentation.spec import AnalysisSpec


def source_and_spec(
    file: Path, wishes: Mapping[str, Any], settings: Settings
) -> tuple[Source, AnalysisSpec]:
    """What to read and what to do with it."""
    spec = with_scheme(spec_of(wishes, settings), settings.templates_folder)
    return open_source(str(file), file.name, spec.sheet), spec


def spec_of(wishes: Mapping[str, Any], settings: Settings) -> AnalysisSpec:
    """What the options ask for, on top of the settings."""
    spec = settings.default_spec()
    return replace(
        spec,
        k=wishes.get("k"),
        algorithm=(wishes.get("algorithm") or spec.algorithm).lower(),
        features=column_names(wishes.get("features")) or (),
        leave_out=column_names(wishes.get("leave_out")) or (),
        weights=column_weights(wishes.get("weigh")) or (),
        scaling=wishes.get("scale") or spec.scaling,
        seed=spec.seed if wishes.get("seed") is None else wishes["seed"],
        sheet=wishes.get("sheet"),
        kind=wishes.get("kind") or spec.kind,
        max_k=wishes.get("max_k") or spec.max_k,
        min_share=wishes.get("min_share") or 0.0,
        outliers_apart=bool(wishes.get("outliers_apart")),
    )
