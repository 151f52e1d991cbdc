"""`segment-bot doctor`: one line a check, and how to mend what is wrong."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import click

from bot.settings import Settings, SettingsError, load_settings
from segmentation.errors import PlainlySaid

STALE_SECONDS = 60
MARKS = {"ok": "✓", "warning": "!", "wrong": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check; mend says what to do where it is not ok."""

    check: str
    state: Literal["ok", "warning", "wrong"]
    found: str
    mend: str = ""


def examine(config: Path | None, as_json: bool, running_only: bool) -> int:
    """Print every finding; 1 if anything is wrong, else 0."""
    try:
        settings = load_settings(config)
    except SettingsError as error:
        findings = [
            Finding("settings", "wrong", problem, error.next_step) for problem in error.problems
        ]
    else:
        findings = list(check_heartbeat(settings) if running_only else check_all(settings))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print_finding(finding)
    return int(any(finding.state == "wrong" for finding in findings))


def print_finding(finding: Finding) -> None:
    """One line, and what mends it."""
    click.echo(f"{MARKS[finding.state]} {finding.check}: {finding.found}")
    if finding.mend:
        click.echo(f"    {finding.mend}")


def check_all(settings: Settings) -> Iterator[Finding]:
    """Every check, each on its own: one that breaks is a finding, not an end."""
    checks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        check_settings,
        check_data_dir,
        check_database,
        check_sources,
        check_templates,
        check_fonts,
        check_java,
        check_faster,
        check_tokens,
        check_slack,
    )
    for check in checks:
        try:
            yield from check(settings)
        except Exception as error:
            name = check.__name__.removeprefix("check_").replace("_", " ")
            yield Finding(name, "wrong", f"{type(error).__name__}: {error}"[:300], "")


def check_settings(settings: Settings) -> Iterator[Finding]:
    """That we came here says it."""
    yield Finding("settings", "ok", "every setting can be read")


def check_data_dir(settings: Settings) -> Iterator[Finding]:
    """Whether there is a place for the data, and room in it."""
    folder = settings.data_dir.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        yield Finding("data directory", "wrong", f"{folder} can't be written to",
                      "Give this user the right, or set SEGMENT_BOT_DATA_DIR.")  # fmt: skip
        return
    free = shutil.disk_usage(folder).free / 1e9
    state: Literal["ok", "warning"] = "ok" if free > 2 else "warning"
    mend = "" if free > 2 else "Large files need room: free some space or move the data."
    yield Finding("data directory", state, f"{folder}, {free:.0f} GB free", mend)


def check_database(settings: Settings) -> Iterator[Finding]:
    """Whether the database answers."""
    from sqlalchemy import create_engine, make_url, text

    url = make_url(settings.database_url)
    try:
        engine = create_engine(url)
        with engine.connect() as connection:
            connection.execute(text("select 1"))
        engine.dispose()
    except Exception as error:
        reason = str(error).splitlines()[0][:200]
        yield Finding("database", "wrong", f"{url.render_as_string()}: {reason}",
                      "Check that the server runs and SEGMENT_BOT_DATABASE_URL.")  # fmt: skip
    else:
        yield Finding("database", "ok", url.render_as_string())


def check_sources(settings: Settings) -> Iterator[Finding]:
    """Whether each source of config.toml can be read; its password shows nowhere."""
    from bot.services.reading_sources import Living, look_at

    for name, source in settings.sources.items():
        check, variable = f"source {name}", source.password_env
        if variable and variable not in settings.passwords:
            mend = f"Set {variable} to the password, in the environment that I run in."
            yield Finding(check, "wrong", f"the variable {variable} is not set", mend)
            continue
        try:
            found = look_at(Living(name, source, settings.passwords.get(variable)))
            yield Finding(check, "ok", found)
        except PlainlySaid as error:
            yield Finding(check, "wrong", error.problem, error.next_step)
        except Exception as error:
            yield Finding(check, "wrong", f"it can't be read ({type(error).__name__})", "")


def check_templates(settings: Settings) -> Iterator[Finding]:
    """Whether every text can be read as a template, and the vocabulary too."""
    from bot.templating import environment, templates_folder
    from bot.vocabulary_file import read_vocabulary

    folder = settings.templates_folder or templates_folder()
    env = environment(folder)
    for name in env.list_templates(extensions=["j2"]):
        env.get_template(name)
    concepts = len(read_vocabulary(folder).concepts)
    yield Finding("templates", "ok", f"{folder}: all can be read, {concepts} concepts")


def check_fonts(settings: Settings) -> Iterator[Finding]:
    """Whether the pictures' font is there."""
    from matplotlib import font_manager

    path = font_manager.findfont("DejaVu Sans", fallback_to_default=False)
    yield Finding("fonts", "ok", Path(path).name)


def check_java(settings: Settings) -> Iterator[Finding]:
    """Whether Spark could run."""
    if shutil.which("java"):
        yield Finding("java", "ok", "found (only Spark needs it)")
    else:
        yield Finding("java", "ok", "not found; only Spark would need it")


def check_faster(settings: Settings) -> Iterator[Finding]:
    """Whether k-means of large files runs on the faster library."""
    from segmentation.partitioning.whole_file import FASTER_ROWS, faster_is_there

    if settings.analysis.faster == "off":
        found = "switched off (analysis.faster)"
    elif faster_is_there():
        found = f"scikit-learn-intelex, from {FASTER_ROWS:,} rows on"
    else:
        found = "scikit-learn; scikit-learn-intelex (segment-bot[faster]) is not installed"
    yield Finding("k-means", "ok", found)


def check_tokens(settings: Settings) -> Iterator[Finding]:
    """Which of Slack's secrets are missing."""
    slack = settings.slack
    if slack.bot_token is None:
        mend = "Needed for `segment-bot run`: the Bot User OAuth Token (xoxb-…)."
        yield Finding("SLACK_BOT_TOKEN", "warning", "not set", mend)
    if slack.app_token is None and slack.signing_secret is None:
        yield Finding("SLACK_APP_TOKEN", "warning", "not set, nor SLACK_SIGNING_SECRET",
                      "Needed for `segment-bot run`: an app-level token (xapp-…).")  # fmt: skip


def check_slack(settings: Settings) -> Iterator[Finding]:
    """Whether Slack takes the tokens, and what they may do."""
    if settings.slack.bot_token is None:
        return
    from bot.cli.manifest import SCOPES
    from bot.slack.client import web_client

    client = web_client(settings.slack)
    answer = client.auth_test()
    yield Finding("Slack", "ok", f"{answer.get('user')} in {answer.get('team')}")
    granted = str(answer.headers.get("x-oauth-scopes", "")).split(",")
    missing = sorted(set(SCOPES) - {scope.strip() for scope in granted})
    if missing:
        yield Finding("permissions", "wrong", f"missing: {', '.join(missing)}",
                      "Add them under *OAuth & Permissions* and reinstall the app.")  # fmt: skip
    else:
        yield Finding("permissions", "ok", f"all {len(SCOPES)} granted")
    if settings.slack.app_token:
        client.apps_connections_open(app_token=settings.slack.app_token.get_secret_value())
        yield Finding("Socket Mode", "ok", "Slack gives a connection")


def check_heartbeat(settings: Settings) -> Iterator[Finding]:
    """Whether a bot on this data directory said within a minute that it is connected."""
    heartbeat = settings.data_dir / "heartbeat"
    age = time.time() - heartbeat.stat().st_mtime if heartbeat.exists() else None
    if age is not None and age < STALE_SECONDS:
        yield Finding("bot", "ok", "running and connected")
    else:
        yield Finding("bot", "wrong", "not running here, or not connected", "See its log.")
