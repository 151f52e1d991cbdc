"""config.toml and the environment become one frozen value; every mistake is reported at once."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.config_section import Section
from bot.errors import PlainError
from bot.source_settings import UNSHOWN, SourceSettings, source_problems
from segmentation.spec import AnalysisSpec, Faster, Limits, Scaling

CONFIG_FILE = Path("config.toml")
SLACK_API = "https://slack.com/api/"
FILE_HOST = "files.slack.com"


class SettingsError(PlainError):
    """All that is wrong with the settings, one plain sentence each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(
            "The settings can't be used:\n" + "\n".join(f"  - {problem}" for problem in problems),
            "Every setting and its default stands in the config.toml that comes with the program.",
        )
        self.problems = problems

    def __str__(self) -> str:
        return f"{self.problem}\n{self.next_step}"


class LimitSettings(Section):
    """The largest file that is read."""

    max_rows: Annotated[int, Field(ge=10)] = Limits().max_rows
    max_columns: Annotated[int, Field(ge=1)] = Limits().max_columns
    max_bytes: Annotated[int, Field(ge=1_000)] = Limits().max_bytes
    max_decompressed_bytes: Annotated[int, Field(ge=1_000)] = Limits().max_decompressed_bytes
    max_cell_chars: Annotated[int, Field(ge=100)] = Limits().max_cell_chars

    def limits(self) -> Limits:
        return Limits(**self.model_dump())


class AnalysisSettings(Section):
    """How files are segmented when nobody says otherwise."""

    algorithm: str = AnalysisSpec().algorithm
    scaling: Scaling = AnalysisSpec().scaling
    max_k: Annotated[int, Field(ge=2, le=50)] = AnalysisSpec().max_k
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = AnalysisSpec().seed
    faster: Faster = AnalysisSpec().faster


class JobSettings(Section):
    """How much is computed at a time, and how long and large one computation may get."""

    workers: Annotated[int, Field(ge=1, le=256)] = 2
    concurrency: Annotated[int, Field(ge=1, le=1_000)] = 4
    time_limit_seconds: Annotated[float, Field(gt=0)] = 600.0
    memory_limit_mb: Annotated[int, Field(ge=0)] = 4_096


class FileSettings(Section):
    """Where uploads and results are kept, and how long."""

    location: str = ""
    keep_days: Annotated[int, Field(ge=0)] = 90


class TemplateSettings(Section):
    """Where the texts lie; empty for those that come with the program."""

    folder: str = ""


class LoggingSettings(Section):
    """What is logged, and in which form."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "text", "json"] = "auto"


class Config(Section):
    """All of config.toml."""

    limits: LimitSettings = LimitSettings()
    analysis: AnalysisSettings = AnalysisSettings()
    jobs: JobSettings = JobSettings()
    files: FileSettings = FileSettings()
    templates: TemplateSettings = TemplateSettings()
    logging: LoggingSettings = LoggingSettings()
    sources: dict[str, SourceSettings] = Field(default_factory=dict)


class Environment(BaseSettings):
    """Secrets and addresses, from environment variables of the same names."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = SLACK_API
    slack_file_hosts: str = FILE_HOST
    segment_bot_database_url: SecretStr | None = None
    segment_bot_data_dir: Path = Path("var")

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _not_starting_with(token, "xapp-", "the app token; the bot's own begins with xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _is_app_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _not_starting_with(token, "xox", "a bot token; the app's own begins with xapp-")

    @field_validator("slack_api_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        if not url.startswith(("https://", "http://")):
            raise ValueError(f"must be a web address such as {SLACK_API}")
        return url.rstrip("/") + "/"

    @field_validator("segment_bot_database_url")
    @classmethod
    def _is_database(cls, url: SecretStr | None) -> SecretStr | None:
        if url and not url.get_secret_value().startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with postgresql+psycopg:// or sqlite:///")
        return url


def _not_starting_with(token: SecretStr | None, prefix: str, what: str) -> SecretStr | None:
    if token and token.get_secret_value().startswith(prefix):
        raise ValueError(f"holds {what}")
    return token


@dataclass(frozen=True, slots=True)
class SlackAccess:
    """How to reach Slack. Secrets don't show when this is printed or logged."""

    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    api_url: str = SLACK_API
    file_hosts: tuple[str, ...] = (FILE_HOST,)


class Settings(Config):
    """Everything that can be set: the sections of config.toml, Slack's secrets, the places.

    passwords: those of the sources, by the variables that hold them.
    """

    slack: SlackAccess = SlackAccess()
    passwords: dict[str, SecretStr] = Field(default_factory=dict)
    data_dir: Path = Path("var")
    database: SecretStr | None = None

    @property
    def database_url(self) -> str:
        """The given database, else SQLite in the data directory. May hold a password."""
        if self.database:
            return self.database.get_secret_value()
        return f"sqlite:///{self.data_dir.absolute() / 'segment-bot.db'}"

    @property
    def templates_folder(self) -> Path | None:
        """The marketer's own texts, None for those that come with the program."""
        return Path(self.templates.folder) if self.templates.folder else None

    def default_spec(self) -> AnalysisSpec:
        """How a file is segmented when nobody says otherwise."""
        return AnalysisSpec(limits=self.limits.limits(), **self.analysis.model_dump())

    @property
    def files_url(self) -> str:
        """Where uploads and results lie: a path, or an address such as s3://bucket/folder."""
        return self.files.location or str(self.data_dir.absolute() / "files")


def load_settings(path: Path | None = None) -> Settings:
    """The settings of a config file (./config.toml if there is one) and of the environment.

    Raises SettingsError with all mistakes of both.
    """
    config, problems = _config(path)
    try:
        environment = Environment()
    except ValidationError as error:
        problems += [_in_environment(mistake) for mistake in error.errors(include_input=False)]
    if problems:
        raise SettingsError(tuple(problems))
    return _joined(config, environment)


def _joined(config: Config, environment: Environment) -> Settings:
    hosts = (FILE_HOST, *(host.strip() for host in environment.slack_file_hosts.split(",")))
    return Settings(
        **dict(config),
        passwords=_passwords(config.sources),
        slack=SlackAccess(
            bot_token=environment.slack_bot_token,
            app_token=environment.slack_app_token,
            signing_secret=environment.slack_signing_secret,
            api_url=environment.slack_api_url,
            file_hosts=tuple(dict.fromkeys(host for host in hosts if host)),
        ),
        data_dir=environment.segment_bot_data_dir,
        database=environment.segment_bot_database_url,
    )


def _passwords(sources: Mapping[str, SourceSettings]) -> dict[str, SecretStr]:
    """What the variables hold that sources name; those that are not set are left out."""
    named = {source.password_env for source in sources.values()}
    return {name: SecretStr(os.environ[name]) for name in named if os.environ.get(name)}


def _config(path: Path | None) -> tuple[Config, list[str]]:
    file = path or CONFIG_FILE
    if path is None and not file.is_file():
        return Config(), []
    try:
        return _checked(tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        return Config(), [f"{file} is not valid TOML: {error}."]
    except (OSError, UnicodeDecodeError) as error:
        return Config(), [f"{file} can't be read: {_reason(error)}."]


def _checked(written: dict[str, Any]) -> tuple[Config, list[str]]:
    beyond = list(source_problems(written.get("sources")))
    try:
        return Config.model_validate(written), beyond
    except ValidationError as error:
        return Config(), [*map(_in_config, error.errors()), *beyond]


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8 text"


def _in_environment(mistake: ErrorDetails) -> str:
    return f"{str(mistake['loc'][0]).upper()} {mistake['msg'].removeprefix('Value error, ')}."


def _in_config(mistake: ErrorDetails) -> str:
    name = ".".join(str(part) for part in mistake["loc"])
    if mistake["type"] == "extra_forbidden":
        return f"there is no setting {name}{_nearest(mistake['loc'])}"
    if mistake["type"] == "model_type":
        return f"{name} should be a table of its own, [{name}]."
    what = mistake["msg"].removeprefix("Input ").replace("a valid integer", "a whole number")
    if mistake["loc"][-1] in UNSHOWN:
        return f"{name} {what}."
    return f"{name} {what}, not {mistake['input']!r}."


def _nearest(location: tuple[int | str, ...]) -> str:
    """A hint at the setting that was meant; also where it stands in another section."""
    if location[0] == "sources":
        return _nearest_of_source(location)
    names = {
        f"{section}.{key}": key
        for section, field in Config.model_fields.items()
        if isinstance(field.default, Section)
        for key in type(field.default).model_fields
    }
    wanted = str(location[-1])
    if len(location) == 1 and (sections := get_close_matches(wanted, Config.model_fields, n=1)):
        return f"; did you mean [{sections[0]}]?"
    near = get_close_matches(wanted, names.values(), n=1)
    meant = [full for full, key in names.items() if near == [key]]
    return f"; did you mean {meant[0]}?" if meant else "."


def _nearest_of_source(location: tuple[int | str, ...]) -> str:
    near = get_close_matches(str(location[-1]), SourceSettings.model_fields, n=1)
    return f"; did you mean {'.'.join(map(str, (*location[:-1], near[0])))}?" if near else "."
