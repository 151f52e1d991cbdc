"""The `segment-bot` command line; every subcommand's work is imported only when it is called."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from bot.errors import PlainError
from bot.place_hints import in_terminal
from segmentation.errors import SegmentationError

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class PlainGroup(click.Group):
    """Errors that explain themselves end with exit code 1 and no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (SegmentationError, PlainError) as error:
            click.echo(f"segment-bot: {in_terminal(str(error)).replace('*', '')}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("segment-bot: stopped.", err=True)
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get("SEGMENT_BOT_DEBUG"):
                raise
            click.echo(
                f"segment-bot: something broke on our side ({type(error).__name__}: {error})."
                " Set SEGMENT_BOT_DEBUG=1 to see where.",
                err=True,
            )
            ctx.exit(1)


def _count(ctx: click.Context, parameter: click.Parameter, value: str) -> int | None:
    if value.lower() == "auto":
        return None
    if not value.isdigit() or int(value) < 1:
        raise click.BadParameter("must be a whole number such as 5, or auto")
    return int(value)


def _share(ctx: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    """`5%` and `0.05` are both one in twenty."""
    if value is None:
        return None
    try:
        share = float(value.removesuffix("%").strip()) / (100 if value.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 0.5:
        raise click.BadParameter("must be a share from 0% to 50%, such as 5%")
    return share


@click.group(cls=PlainGroup, context_settings=CONTEXT)
@click.version_option(package_name="segment-bot")
def main() -> None:
    """The customer analyst that lives in Slack.

    Drop a customer file into a channel and read who your customers are and what to do about each
    group. Everything is computed on this machine.

    \b
    Example:
      segment-bot demo
      segment-bot analyze customers.csv --out results
    """


@main.command(epilog="Example: segment-bot demo --port 9000")
@click.option("--port", default=8765, show_default=True, help="Port of the page on 127.0.0.1.")
@click.option("--no-browser", is_flag=True, help="Do not open the page.")
@click.option("--data-dir", type=click.Path(path_type=Path), help="Keep the data there.")
def demo(port: int, no_browser: bool, data_dir: Path | None) -> None:
    """Try the bot in a local chat workspace: no account, no token, no network."""
    from bot.cli.demo import run_demo

    run_demo(port, not no_browser, data_dir)


@main.command(epilog="Example: SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… segment-bot run")
@click.option("--config", type=click.Path(path_type=Path, exists=True), help="Another config.toml.")
@click.option("--http", type=int, metavar="PORT", help="Receive events over HTTP on this port.")
def run(config: Path | None, http: int | None) -> None:
    """Connect to Slack: Socket Mode with SLACK_APP_TOKEN, or HTTP with SLACK_SIGNING_SECRET."""
    from bot.cli.run import run_bot

    run_bot(config, http)


@main.command(epilog='Example: segment-bot analyze customers.csv --features "age,income" --k 5')
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--k", callback=_count, default="auto", metavar="N|auto", help="How many segments.")
@click.option("--max-k", type=click.IntRange(2, 50), metavar="N", help="At most so many segments.")
@click.option("--min-share", callback=_share, metavar="5%", help="No segment smaller than that.")
@click.option("--outliers-apart", is_flag=True, help="Customers far from everyone stand apart.")
@click.option("--algorithm", metavar="NAME", help="kmeans, hierarchical, dbscan, rfm …")
@click.option("--features", metavar='"A,B"', help="The columns to segment by, with commas between.")
@click.option("--leave-out", metavar='"A,B"', help="Columns not to segment by.")
@click.option("--weigh", metavar='"A=2,B=0.5"', help="How many times columns count.")
@click.option(
    "--scale",
    type=click.Choice(["auto", "none", "zscore", "robust"]),
    help="How columns are made comparable.",
)
@click.option(
    "--kind",
    type=click.Choice(["auto", "customers", "transactions"]),
    help="What the rows are: customers, or their orders.",
)
@click.option("--compare", is_flag=True, help="Try other methods too, and say which to keep.")
@click.option("--seed", type=int, help="The seed of everything random.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write results here.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--config", type=click.Path(path_type=Path, exists=True), help="Another config.toml.")
def analyze(
    file: Path, as_json: bool, out: Path | None, config: Path | None, **wishes: Any
) -> None:
    """Analyse one customer file in the terminal, without Slack."""
    from bot.cli.output import Output
    from bot.cli.reading_process import read_elsewhere
    from bot.cli.second_process import second_process

    with (
        read_elsewhere(file, wishes, config) as reading,  # gets ready while we import
        second_process(wanted=out is not None) as second,
    ):
        from bot.cli.analyze import analyze_in_terminal

        output = Output(out, as_json, second, reading.result if reading else None)
        analyze_in_terminal(file, wishes, output, config)


@main.command(epilog="Example: segment-bot drift last_month.csv this_month.csv --id CustomerID")
@click.argument("baseline", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--k", callback=_count, default="auto", metavar="N|auto", help="How many segments.")
@click.option("--id", "id_column", metavar="COLUMN", help="The column that tells who is who.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write results here.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--config", type=click.Path(path_type=Path, exists=True), help="Another config.toml.")
def drift(
    baseline: Path,
    new: Path,
    k: int | None,
    id_column: str | None,
    out: Path | None,
    as_json: bool,
    config: Path | None,
) -> None:
    """Compare two versions of a customer file: what changed beyond chance, and who moved."""
    from bot.cli.drift import compare_in_terminal

    compare_in_terminal((baseline, new), k, id_column, out, as_json, config)


@main.command(epilog="Example: segment-bot who customers.csv C-1029")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("customer")
@click.option("--k", callback=_count, default="auto", metavar="N|auto", help="How many segments.")
@click.option("--algorithm", metavar="NAME", help="kmeans, hierarchical, dbscan …")
@click.option("--features", metavar='"A,B"', help="The columns to segment by, with commas between.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--config", type=click.Path(path_type=Path, exists=True), help="Another config.toml.")
def who(file: Path, customer: str, as_json: bool, config: Path | None, **wishes: Any) -> None:
    """Say which segment a customer is in, why, and what would move it."""
    from bot.cli.who import who_in_terminal

    who_in_terminal(file, customer, wishes, as_json, config)


@main.command(epilog="Example: segment-bot doctor")
@click.option("--config", type=click.Path(path_type=Path, exists=True), help="Another config.toml.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--running", is_flag=True, help="Only check that a bot is running here, connected.")
def doctor(config: Path | None, as_json: bool, running: bool) -> None:
    """Check settings, tokens, permissions, database and fonts, and say how to mend each."""
    from bot.cli.doctor import examine

    sys.exit(examine(config, as_json, running))


@main.command(epilog="Example: segment-bot manifest > manifest.json")
@click.option("--http", metavar="URL", help="The public address for HTTP mode.")
def manifest(http: str | None) -> None:
    """Print the Slack app manifest, to be pasted when the app is created."""
    from bot.cli.manifest import manifest_text

    click.echo(manifest_text(http))


if __name__ == "__main__":
    main()
