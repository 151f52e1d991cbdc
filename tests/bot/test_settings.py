"""Settings from config.toml and the environment, and what is said about mistakes in them."""

import tomllib
from pathlib import Path

import pytest

from bot.settings import Config, Environment, Settings, SettingsError, load_settings
from segmentation.spec import AnalysisSpec, Limits

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def problems(path: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    return caught.value.problems


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_and_environment_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings == Settings()
    assert settings.limits.limits() == Limits()
    assert settings.analysis.max_k == AnalysisSpec().max_k
    assert settings.slack.api_url == "https://slack.com/api/"
    assert settings.slack.file_hosts == ("files.slack.com",)
    assert settings.data_dir == Path("var")


def test_the_file_in_the_working_directory_is_read_unless_another_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[jobs]\nworkers = 3\n")
    assert load_settings().jobs.workers == 3
    assert load_settings(written(tmp_path, "[jobs]\nworkers = 5\n")).jobs.workers == 5


def test_the_projects_config_file_names_every_setting_with_its_default() -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == Config().model_dump(mode="json")


def test_every_setting_in_the_projects_config_file_has_a_comment() -> None:
    previous, without = "", []
    for line in (ROOT / "config.toml").read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#") and not previous.startswith(("#", "max_")):
            without.append(line)
        previous = line
    assert without == []


def test_every_environment_variable_is_named_in_the_projects_config_file() -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    assert [name for name in Environment.model_fields if name.upper() not in text] == []


def test_secrets_and_addresses_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-secret")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1-secret")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:8765/api")
    monkeypatch.setenv("SLACK_FILE_HOSTS", "127.0.0.1:8765, files.slack-gov.com")
    monkeypatch.setenv("SEGMENT_BOT_DATABASE_URL", "postgresql+psycopg://bot:pw@db/bot")
    monkeypatch.setenv("SEGMENT_BOT_DATA_DIR", "/srv/bot")
    settings = load_settings()
    assert settings.slack.bot_token is not None
    assert settings.slack.bot_token.get_secret_value() == "xoxb-1-secret"
    assert settings.slack.api_url == "http://127.0.0.1:8765/api/"
    assert settings.slack.file_hosts == ("files.slack.com", "127.0.0.1:8765", "files.slack-gov.com")
    assert settings.database_url == "postgresql+psycopg://bot:pw@db/bot"
    assert settings.files_url == "/srv/bot/files"


def test_secrets_never_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hush")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "hush")
    monkeypatch.setenv("SEGMENT_BOT_DATABASE_URL", "postgresql+psycopg://bot:hush@db/bot")
    settings = load_settings()
    assert "hush" not in f"{settings!r} {settings} {settings.model_dump()} {settings.slack}"


def test_the_database_is_a_file_in_the_data_directory_unless_another_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SEGMENT_BOT_DATA_DIR", "data")
    assert load_settings().database_url == f"sqlite:///{tmp_path}/data/segment-bot.db"


def test_files_lie_in_the_data_directory_unless_an_address_is_given(tmp_path: Path) -> None:
    assert load_settings().files_url == f"{tmp_path}/var/files"
    elsewhere = written(tmp_path, '[files]\nlocation = "s3://bucket/bot"\n')
    assert load_settings(elsewhere).files_url == "s3://bucket/bot"


def test_empty_variables_count_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("SEGMENT_BOT_DATA_DIR", "")
    assert load_settings() == Settings()


def test_every_mistake_of_file_and_environment_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        """
        [limits]
        max_row = 5
        max_columns = "5"
        [analysis]
        scaling = "huge"
        [jobs]
        workers = 0
        max_k = 3
        [job]
        [wibble]
        """,
    )
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xapp-swapped")
    monkeypatch.setenv("SLACK_API_URL", "slack.com")
    monkeypatch.setenv("SEGMENT_BOT_DATABASE_URL", "mysql://bot:hush@db")
    told = problems(path)
    assert told == (
        "limits.max_columns should be a whole number, not '5'.",
        "there is no setting limits.max_row; did you mean limits.max_rows?",
        "analysis.scaling should be 'auto', 'none', 'zscore' or 'robust', not 'huge'.",
        "jobs.workers should be greater than or equal to 1, not 0.",
        "there is no setting jobs.max_k; did you mean analysis.max_k?",
        "there is no setting job; did you mean [jobs]?",
        "there is no setting wibble.",
        "SLACK_BOT_TOKEN holds the app token; the bot's own begins with xoxb-.",
        "SLACK_API_URL must be a web address such as https://slack.com/api/.",
        "SEGMENT_BOT_DATABASE_URL must begin with postgresql+psycopg:// or sqlite:///.",
    )
    assert "hush" not in " ".join(told)


def test_a_file_that_is_not_toml_is_told_with_the_line(tmp_path: Path) -> None:
    (problem,) = problems(written(tmp_path, "[jobs\nworkers = 1"))
    assert "not valid TOML" in problem
    assert "line 1" in problem


def test_a_named_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    assert problems(tmp_path / "gone.toml") == (
        f"{tmp_path}/gone.toml can't be read: No such file or directory.",
    )


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes("# größer\n".encode("latin-1"))
    assert problems(path) == (f"{path} can't be read: it is not UTF-8 text.",)


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().jobs.workers = 9  # type: ignore[misc]
