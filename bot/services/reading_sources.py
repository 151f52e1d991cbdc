"""A source read into a file, like one that was dropped; run in the process pool, as it may hang."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.services.fetching_csv import WebTable
from bot.source_settings import SourceSettings
from segmentation.errors import EmptyFile, FileTooLarge, UnreadableFile
from segmentation.source_errors import (
    SourceEmpty,
    SourceGone,
    SourceRefused,
    SourceTooLarge,
    SourceUnusable,
    UnreadableSource,
)
from segmentation.spec import Limits

MOST_NAMES = 6
LOOK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Living:
    """A source of config.toml with all that reading it takes. password: shown nowhere."""

    name: str
    settings: SourceSettings
    password: SecretStr | None = None

    def setting(self, name: str) -> str:
        """A setting as people find it in config.toml."""
        return f"sources.{self.name}.{name}"


def read_living(living: Living, limits: Limits, target: Path) -> dict[str, Any]:
    """Write a source's table to a file that any source of files reads; its rows and columns.

    Raises UnreadableSource, and no other error about what is there.
    """
    from segmentation.sources import open_source

    bounded = replace(limits, max_rows=min(living.settings.rows, limits.max_rows))
    try:
        take(living, bounded, target)
        table = open_source(str(target), living.name).read(bounded)
    except UnreadableSource:
        raise
    except EmptyFile:
        raise SourceEmpty(living.name) from None
    except FileTooLarge as error:
        raise _too_large(living, error, limits) from None
    except UnreadableFile as error:
        raise SourceUnusable(living.name, error.problem) from None
    return {"rows": table.cells.num_rows, "columns": table.cells.column_names}


def look_at(living: Living) -> str:
    """Whether a source can be read, in a few words; the names of its columns where that is cheap.

    Raises UnreadableSource.
    """
    settings = living.settings
    quick = replace(living, settings=settings.model_copy(update={"seconds": _quick(settings)}))
    if settings.way == "query":
        return f"its database answers, with {_listed(_query(quick).columns())}"
    if settings.way == "csv_url":
        _web(quick, Limits()).look()
        return "its web server answers"
    from pyarrow import ArrowException
    from pyarrow.parquet import read_schema

    try:
        return f"the file is there, with {_listed(read_schema(_parquet(living)).names)}"
    except (ArrowException, OSError):
        raise SourceUnusable(living.name, f"*{living.name}* is no whole Parquet file.") from None


def take(living: Living, limits: Limits, target: Path) -> None:
    """Bring the bytes, in one of the three ways."""
    if living.settings.way == "query":
        from segmentation.reading.kept_query import keep_query

        keep_query(_query(living).fetch(limits), target)
    elif living.settings.way == "csv_url":
        _web(living, limits).fetch(target)
    else:
        _copy(living, limits, target)


def _query(living: Living) -> Any:
    from segmentation.sources.sql_query import SqlQuery

    return SqlQuery(
        name=living.name,
        url=living.settings.url,
        query=living.settings.query,
        password=living.password.get_secret_value() if living.password else None,
        seconds=living.settings.seconds,
        setting=living.setting("seconds"),
    )


def _web(living: Living, limits: Limits) -> WebTable:
    settings = living.settings
    return WebTable(
        living.name, settings.csv_url, settings.hosts, living.password, settings.seconds,
        limits.max_bytes,
    )  # fmt: skip


def _parquet(living: Living) -> Path:
    """Where the file is. A pipe or a folder of that name is none."""
    path = Path(living.settings.parquet)
    if not path.is_file():
        raise SourceGone(living.name, "its Parquet file", living.setting("parquet"))
    return path


def _copy(living: Living, limits: Limits, target: Path) -> None:
    """A copy: what is analysed must not change while it is."""
    path = _parquet(living)
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise FileTooLarge(
            living.name, "bytes", f"{size:,}", f"{limits.max_bytes:,}", "limits.max_bytes"
        )
    try:
        shutil.copyfile(path, target)
    except PermissionError:
        why = "I have no right to read its Parquet file"
        raise SourceRefused(living.name, why, "Grant my user the right to read it") from None


def _too_large(living: Living, error: FileTooLarge, limits: Limits) -> SourceTooLarge:
    setting = error.setting
    if setting == "limits.max_rows" and living.settings.rows <= limits.max_rows:
        setting = living.setting("rows")
    return SourceTooLarge(living.name, error.what, error.found, error.limit, setting)


def _quick(settings: SourceSettings) -> float:
    return min(settings.seconds, LOOK_SECONDS)


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{len(names)} columns: {shown}{more}"
