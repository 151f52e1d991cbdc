"""What becomes of a result in the terminal. Nothing heavy is imported here."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Output:
    """folder: where files go, if anywhere; second: a process that helps with the work; taken:
    waits for the customers that another process reads meanwhile, and has None if it could not."""

    folder: Path | None = None
    as_json: bool = False
    second: Executor | None = None
    taken: Callable[[], Any] | None = None
