"""An AnalysisSpec as JSON fields, for the store."""

from typing import Any

from pydantic import TypeAdapter

from segmentation.spec import AnalysisSpec

_SPEC = TypeAdapter(AnalysisSpec)


def spec_to_dict(spec: AnalysisSpec) -> dict[str, Any]:
    """Plain JSON fields."""
    fields: dict[str, Any] = _SPEC.dump_python(spec, mode="json")
    return fields


def spec_from_dict(fields: dict[str, Any]) -> AnalysisSpec:
    """The spec that `spec_to_dict` wrote."""
    return _SPEC.validate_python(fields)
