"""Sources in config.toml: how they are read, and every mistake told at once, without secrets."""

from pathlib import Path

import pytest

from bot.allowed_hosts import is_allowed
from bot.settings import Environment, Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[2]
CRM = """
    [sources.crm]
    url = "postgresql+psycopg://reader@db/crm"
    query = "select * from customers"
    password_env = "CRM_PASSWORD"
    channels = ["#crm-team", "C0123ABCD"]
"""


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def loaded(folder: Path, text: str) -> Settings:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def told(folder: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        loaded(folder, text)
    assert "hunter2" not in f"{caught.value} {caught.value!r}"
    return [problem.removeprefix("sources.") for problem in caught.value.problems]


def test_a_source_is_read_with_its_password_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CRM_PASSWORD", "hunter2")
    settings = loaded(tmp_path, CRM)
    crm = settings.sources["crm"]
    assert (crm.way, crm.rows, crm.seconds) == ("query", 1_000_000, 60.0)
    assert crm.channel_names == {"crm-team"}
    assert settings.passwords["CRM_PASSWORD"].get_secret_value() == "hunter2"
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_a_variable_that_is_not_set_stops_nobody_from_starting(tmp_path: Path) -> None:
    assert loaded(tmp_path, CRM).passwords == {}


def test_the_examples_in_the_projects_config_file_can_be_used_as_they_stand(tmp_path: Path) -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    begin = text.index("# [sources.crm]")
    lines = [line.removeprefix("#").removeprefix(" ") for line in text[begin:].splitlines()]
    sources = loaded(tmp_path, "\n".join(lines)).sources
    assert [source.way for source in sources.values()] == ["query", "parquet", "csv_url"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "crm says nothing to read: it needs url and query, or parquet, or csv_url."),
        ('url = "sqlite:////x.db"', "crm has a url but no query."),
        ('query = "select 1"', "crm has a query but no url of the database to ask."),
        (
            'url = "sqlite:////x.db"\nquery = "select 1"\nparquet = "/x"',
            "crm has query and parquet; a source is read in one way only.",
        ),
        (
            'url = "postgresql+psycopg://ada:hunter2@db/crm"\nquery = "select 1"',
            "crm has a password in its url; name the environment variable that holds it in"
            " password_env instead.",
        ),
        (
            'url = "postgresql+psycopg://ada@db/crm?password=hunter2"\nquery = "select 1"',
            "crm has a password in its url; name the environment variable that holds it in"
            " password_env instead.",
        ),
        (
            'url = "mysql://ada@db/crm"\nquery = "select 1"',
            "crm has a url that does not begin with postgresql+psycopg:// or sqlite:///.",
        ),
        (
            'url = "sqlite:////x.db"\nquery = "delete from t"',
            "crm has a query that is no SELECT, and I only run one that reads.",
        ),
        (
            'csv_url = "https://ada:hunter2@x.org/a.csv"\nhosts = ["x.org"]',
            "crm has a password in its csv_url; name the environment variable that holds it in"
            " password_env instead.",
        ),
        (
            'csv_url = "https://x.org/a.csv?sig=hunter2"\nhosts = ["y.org"]',
            "crm has a csv_url on x.org: name that in hosts, and take https (plain http is for"
            " this very machine only, named with its port).",
        ),
        (
            'csv_url = "ftp://x.org/a.csv"',
            "crm has a csv_url that is no web address such as"
            " https://exports.example.com/crm.csv.",
        ),
        ('parquet = "/x"\nhosts = ["x.org"]', "crm has hosts, which only a csv_url needs."),
        (
            'parquet = "/x"\npassword_env = "hunter2"',
            "crm has a password_env that is no name of an environment variable, such as"
            " CRM_PASSWORD; the password itself does not belong here.",
        ),
        (
            'parquet = "/x"\npassword_env = ["hunter2"]',
            "crm.password_env should be a valid string.",
        ),
        (
            'parquet = "/x"\npassword = "hunter2"',
            "there is no setting sources.crm.password; did you mean sources.crm.password_env?",
        ),
        ('parquet = "/x"\nrows = 3', "crm.rows should be greater than or equal to 10, not 3."),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_what_would_work(tmp_path: Path, written: str, said: str) -> None:
    assert said in told(tmp_path, f'[sources.crm]\nchannels = ["crm"]\n{written}\n')


def test_every_mistake_of_every_source_is_told_at_once(tmp_path: Path) -> None:
    text = """
        [sources]
        hosts = ["x.org"]
        [sources."My CRM"]
        parquet = "/x"
        channels = ["all of them"]
        [sources.shop]
        rows = "many"
        csv_ulr = "https://x.org/a.csv"
    """
    assert told(tmp_path, text) == [
        "hosts should be a table of its own, [sources.hosts].",
        "shop.rows should be a whole number, not 'many'.",
        "there is no setting sources.shop.csv_ulr; did you mean sources.shop.csv_url?",
        "'My CRM' is no name that people can say: take small letters, digits, - and _.",
        "My CRM has a channel 'all of them' that is neither an id (C0123ABCD) nor a name.",
        "shop says nothing to read: it needs url and query, or parquet, or csv_url.",
        "shop needs channels, the ids or names of those that may use it.",
    ]


@pytest.mark.parametrize(
    ("address", "may"),
    [
        (("https", "x.org", None), True),
        (("https", "x.org", 443), False),
        (("https", "y.org", 8443), True),
        (("https", "evil.x.org", None), False),
        (("http", "x.org", None), False),
        (("http", "127.0.0.1", 8000), True),
        (("http", "y.org", 8443), False),
        (("ftp", "x.org", None), False),
    ],
)
def test_only_named_hosts_are_fetched_from(address: tuple[str, str, int | None], may: bool) -> None:
    assert is_allowed(*address, ("x.org", "y.org:8443", "127.0.0.1:8000")) is may
