"""What becomes of a result in the terminal. Nothing heavy is imported here."""

from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Output:
    """folder: where files go, if anywhere; second: a process that helps with the work."""

    folder: Path | None = None
    as_json: bool = False
    second: Executor | None = None
