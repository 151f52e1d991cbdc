"""An analysis as text in a terminal."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.advising import what_sets_apart
from bot.templating import figure, percent
from segmentation.results import Analysis, Comparison, MethodResult, Segment

HEADLINES = {
    "segments": "{k} kinds of customers in {name}",
    "weak": "{k} groups in {name}, not clearly separate",
    "no_natural_groups": "The customers in {name} form one group, not several",
}


def print_analysis(analysis: Analysis, name: str, out: Path | None) -> None:
    """The answer, the evidence, what to do; on standard output."""
    console = Console(highlight=False, width=None)
    headline = HEADLINES[analysis.verdict].format(k=analysis.k, name=name)
    console.print(f"[bold]{escape(headline)}[/bold]")
    if analysis.dataset.about:
        console.print(escape(f"{analysis.dataset.about}."))
    for reason in analysis.reasons:
        console.print(escape(reason))
    console.print()
    console.print(segments_table(analysis))
    for segment in analysis.segments:
        print_advice(segment, console)
    print_findings(analysis, console)
    if analysis.comparison:
        print_comparison(analysis.comparison, console)
    for warning in analysis.dataset.warnings:
        console.print(f"[dim]{escape(warning)}[/dim]")
    console.print(f"[dim]{escape(method_line(analysis))}[/dim]")
    if out:
        console.print(
            f"Written to {escape(str(out))}: segments.csv, analysis.json, report.pptx, charts"
        )


def segments_table(analysis: Analysis) -> Table:
    """One row a segment."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title, justify in (("", "right"), ("segment", "left"), ("customers", "right")):
        table.add_column(title, justify=justify)  # type: ignore[arg-type]
    table.add_column("what sets it apart")
    for segment in analysis.segments:
        table.add_row(
            str(segment.number),
            escape(segment.name),
            f"{segment.size:,} ({percent(segment.share)})",
            escape(what_sets_apart(segment, analysis)),
        )
    return table


def print_comparison(comparison: Comparison, console: Console) -> None:
    """The methods side by side, and which to keep."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("method")
    for title in ("groups", "held", "separation", "left out", "smallest", "like now"):
        table.add_column(title, justify="right")
    for row in comparison.methods:
        marked = f"{row.title} ◂" if row.name == comparison.keep else row.title
        table.add_row(escape(marked), *method_figures(row))
    console.print("\n[bold]The methods side by side[/bold]")
    console.print(table)
    for reason in comparison.reasons:
        console.print(escape(reason))
    console.print()


def method_figures(row: MethodResult) -> tuple[str, ...]:
    """Groups, held, separation, left out, smallest, agreement with now; dashes where none."""
    shares = (row.stability, row.left_out, row.smallest_share)
    held, left_out, smallest = ("–" if each is None else percent(each) for each in shares)
    silhouette, like = (
        "–" if each is None else f"{each:.2f}"
        for each in (row.silhouette, row.agreement_with_shown)
    )
    return str(row.k or "–"), held, silhouette, left_out, smallest, like


def print_advice(segment: Segment, console: Console) -> None:
    """The first recommendation of a segment."""
    for recommendation in segment.recommendations[:1]:
        console.print(
            f"\n[bold]{segment.number} {escape(segment.name)}:[/bold]"
            f" {escape(recommendation.title)}"
        )
        console.print(escape(recommendation.text.replace("*", "")))


def print_findings(analysis: Analysis, console: Console) -> None:
    """What the exploration found worth knowing, a line each."""
    findings = analysis.exploration.findings if analysis.exploration else ()
    console.print("\n[bold]Worth knowing[/bold]" if findings else "")
    for finding in findings:
        console.print(escape(f"• {finding.said}"))
    if findings:
        console.print()


def method_line(analysis: Analysis) -> str:
    """How it was done, in one line."""
    silhouette = "" if analysis.silhouette is None else f", silhouette {analysis.silhouette:.2f}"
    seconds = figure(round(analysis.timings.get("total", 0.0), 2))
    return (
        f"{analysis.algorithm} on {', '.join(analysis.features)}, scaling {analysis.scaling}"
        f"{silhouette}; {analysis.dataset.rows_used:,} of {analysis.dataset.rows_read:,} rows"
        f" in {seconds} s"
    )
