"""What is recorded of a job, as JSON: requests, results of steps, and errors (never pickle)."""

import json
from importlib import import_module
from typing import Any

from dbos import Serializer

ERROR = "__error__"
# Errors are rebuilt from these packages only: a database must not name code to run.
OURS = ("bot.", "segmentation.")


class JsonSerializer(Serializer):
    """JSON for values; errors with their class and fields."""

    def name(self) -> str:
        return "segment_bot_json"

    def serialize(self, data: Any) -> str:
        return json.dumps(_error_fields(data) if isinstance(data, BaseException) else data)

    def deserialize(self, serialized_data: str) -> Any:
        data = json.loads(serialized_data)
        return _error(data[ERROR]) if isinstance(data, dict) and ERROR in data else data


def _error_fields(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    fields = {name: value for name, value in vars(error).items() if _is_json(value)}
    return {
        ERROR: {
            "module": kind.__module__,
            "name": kind.__qualname__,
            "args": [arg if _is_json(arg) else str(arg) for arg in error.args],
            "fields": fields,
        }
    }


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return False
    return True


def _error(recorded: dict[str, Any]) -> Exception:
    """The error that was recorded; where its class is not ours, its words."""
    kind = _kind(recorded["module"], recorded["name"])
    if kind is None:
        words = " ".join(map(str, recorded["args"]))
        return RuntimeError(f"{recorded['name']}: {words}")
    args = tuple(recorded["args"])
    error = kind.__new__(kind, *args)
    error.args = args
    vars(error).update(recorded["fields"])
    return error


def _kind(module: str, name: str) -> type[Exception] | None:
    if not module.startswith(OURS):
        return None
    try:
        kind = getattr(import_module(module), name, None)
    except ImportError:
        return None
    return kind if isinstance(kind, type) and issubclass(kind, Exception) else None
