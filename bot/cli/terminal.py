"""An analysis as text in a terminal."""

import shlex
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import segmentation.algorithms  # noqa: F401  (fills the registry)
from bot.advising import BY_RULES, what_sets_apart
from bot.column_lists import columns_said
from bot.market_words import answers_unasked, where_the_money_is
from bot.place_hints import in_terminal
from bot.segment_lines import first_with_this_advice
from bot.templating import figure, percent
from bot.vocabulary_file import words_for
from bot.wording import alone
from segmentation.algorithm import find_algorithm
from segmentation.column_words import in_units
from segmentation.heaps import heaped_features
from segmentation.phrasing import listed
from segmentation.results import Analysis, Comparison, MethodResult, Segment
from segmentation.traits import plain_labels
from segmentation.verdict_words import SOFT_EDGES

HEADLINES = {
    "segments": "{k} kinds of customers in {name}",
    "weak": f"{{k}} kinds of customers in {{name}}, {SOFT_EDGES}",
    "no_natural_groups": "The customers in {name} form one group, not several",
}
CUT_HEADLINE = "One group of customers in {name}, in {k} parts by {columns}"
PARTS_OF_ADVICE = 5  # why, offer, channel, message, measure; what follows, the reasons have said
MOST_STEPS = 8


def print_analysis(analysis: Analysis, name: str, out: Path | None) -> None:
    """The answer, the evidence, what to do; on standard output."""
    with in_units(analysis.dataset.columns):
        _print_analysis(analysis, name, out)


def _print_analysis(analysis: Analysis, name: str, out: Path | None) -> None:
    console = Console(highlight=False, width=None)
    console.print(f"[bold]{escape(headline(analysis, name))}[/bold]")
    if analysis.dataset.about:
        console.print(escape(f"{analysis.dataset.about}."))
    for reason in analysis.reasons:
        console.print(escape(reason))
    if only := alone(analysis):
        columns = columns_said(heaped_features(analysis))
        console.print(
            escape(f"{unescape(only).replace('*', '')}\nTry --features {shlex.quote(columns)}")
        )
    console.print()
    console.print(segments_table(analysis))
    if money := where_the_money_is(analysis):
        console.print(escape(f"\n{unescape(money).replace('*', '')}"))
    for segment in analysis.segments:
        print_advice(segment, analysis, console)
    print_findings(analysis, console)
    if analysis.comparison:
        print_comparison(analysis.comparison, console)
    for line in (*analysis.dataset.warnings, *receipt_lines(analysis), method_line(analysis)):
        console.print(f"[dim]{escape(in_terminal(line))}[/dim]")
    if out:
        console.print(
            f"Written to {escape(str(out))}: segments.csv, analysis.json, report.pptx, charts"
        )


def headline(analysis: Analysis, name: str) -> str:
    """What was found, in a line; parts that someone asked for, or that lists of orders are cut
    into, are said to be parts, with what they are cut by."""
    asked = analysis.k_chosen_by == "person" or analysis.algorithm == BY_RULES
    orders = analysis.dataset.kind == "transactions"
    if analysis.verdict == "no_natural_groups" and (asked or orders) and analysis.k > 1:
        columns = listed([*plain_labels(analysis.features, words_for(analysis)).values()])
        return CUT_HEADLINE.format(name=name, k=analysis.k, columns=columns)
    return HEADLINES[analysis.verdict].format(k=analysis.k, name=name)


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


def print_advice(segment: Segment, analysis: Analysis, console: Console) -> None:
    """The first recommendation of a segment; what an earlier segment was told is not told again."""
    for recommendation in segment.recommendations[:1]:
        console.print(
            f"\n[bold]{segment.number} {escape(segment.name)}:[/bold]"
            f" {escape(recommendation.title)}"
        )
        lines = recommendation.text.replace("*", "").splitlines()[:PARTS_OF_ADVICE]
        first = first_with_this_advice(segment, analysis)
        if first:
            same = f"The same offer, channel and message as for {first.number} {first.name}."
            lines = [lines[0], same, lines[-1]]
        if typical := answers_unasked(segment, analysis):
            lines.insert(1, f"More often than others: {', '.join(typical)}.")
        console.print(escape("\n".join(lines)))


def print_findings(analysis: Analysis, console: Console) -> None:
    """What the exploration found worth knowing, a line each."""
    findings = analysis.exploration.findings if analysis.exploration else ()
    console.print("\n[bold]Worth knowing[/bold]" if findings else "")
    for finding in findings:
        console.print(escape(f"• {finding.said}"))
    if findings:
        console.print()


def receipt_lines(analysis: Analysis) -> Iterator[str]:
    """What was done with the file: what was set aside, filled, added up."""
    steps = analysis.dataset.receipt
    yield from (step.what for step in steps[:MOST_STEPS])
    if len(steps) > MOST_STEPS:
        yield f"{len(steps) - MOST_STEPS} more steps are in the receipt (--json)."


def method_line(analysis: Analysis) -> str:
    """How it was done, in one line."""
    silhouette = "" if analysis.silhouette is None else f", silhouette {analysis.silhouette:.2f}"
    columns = ", ".join(plain_labels(analysis.features, words_for(analysis)).values())
    seconds = figure(round(analysis.timings.get("total", 0.0), 2))
    return (
        f"{find_algorithm(analysis.algorithm).title} on {columns}, scaling {analysis.scaling}"
        f"{silhouette}; {analysis.dataset.rows_used:,} of {analysis.dataset.rows_read:,} rows"
        f" in {seconds} s"
    )
