"""The store in an SQL database: SQLite by default, Postgres by address."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, Select, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.database import open_database
from bot.store import AnalysisRecord, Dataset, OutboxEntry
from bot.stores.migrating import migrate
from bot.stores.models import AnalysisRow, ChannelRow, DatasetRow, OutboxRow
