"""A comparison as text in a terminal: the verdict, the evidence, what to do."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.drift_lines import event_words
from bot.place_hints import in_terminal
from bot.templating import count, percent
from segmentation.drift_results import Drift, FeatureDrift

HEADLINES = {
    "stable": "Nothing beyond chance changed from {baseline} to {new}",
    "watch": "Something changed from {baseline} to {new}; worth watching, not yet worth acting on",
    "incomplete": "Too little of {new} could be compared with {baseline} to rule out a change",
    "drifted": "The customers changed from {baseline} to {new}",
}
SAME = (
    "{baseline} and {new} are the same file, byte for byte. To see what changed, give a newer"
    " export as the second."
)
MOST_FEATURES = 12


def print_drift(
    drift: Drift, baseline: str, new: str, out: Path | None = None, same: bool = False
) -> None:
    """On standard output. same: whether both files hold the very same bytes."""
    console = Console(highlight=False)
    if same:
        console.print(escape(SAME.format(baseline=baseline, new=new)))
    headline = headline_of(drift).format(baseline=baseline, new=new)
    console.print(f"[bold]{escape(headline)}[/bold]")
    changes = [in_terminal(change.text) for change in drift.schema_changes]
    # Where the table is broken, that comes before what can be seen in spite of it.
    first, later = (changes, []) if drift.broken else ([], changes)
    for line in (*first, *drift.reasons):
        console.print(escape(line))
    console.print(f"[bold]To do:[/bold] {escape(drift.next_step)}\n")
    for line in later:
        console.print(escape(line))
    if later:
        console.print()
    if not drift.broken:  # shares of a table that lacks half of itself would only mislead
        console.print(segments_table(drift))
        console.print()
    if drift.features:
        console.print(features_table(drift.features))
    for line in (*(() if drift.broken else (who_moved(drift),)), method_line(drift)):
        console.print(f"[dim]{escape(line)}[/dim]")
    if out:
        console.print(f"Written to {escape(str(out))}: drift.json, charts")


def headline_of(drift: Drift) -> str:
    """By the verdict; where something is wrong with the table, that is said."""
    if drift.broken:
        return HEADLINES["incomplete"]
    found = (drift.segment_shares.drifted, drift.fit.drifted, *(f.drifted for f in drift.features))
    return HEADLINES[drift.verdict if any(found) or drift.verdict == "stable" else "incomplete"]


def segments_table(drift: Drift) -> Table:
    """One row a segment: its shares, its event, and why its share changed."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("", "segment", "before", "after", "event", "moved", "joined or left", "refit"):
        table.add_column(title, justify="left" if title in ("segment", "event") else "right")
    parts = {part.segment: part for part in drift.attribution}
    for segment in drift.segments:
        part = parts[segment.number]
        table.add_row(
            str(segment.number),
            escape(segment.name),
            percent(segment.share_before),
            percent(segment.share_after),
            event_words(segment),
            *(points(value) for value in (part.moved, part.joined_left, part.refit)),
        )
    return table


def points(share: float) -> str:
    """A difference of shares in percentage points: `+3.2`, `−0.4`, `0`."""
    text = f"{100 * share:+.1f}".replace("-", "−")
    return "0" if text.strip("+−0.") == "" else text


def features_table(features: Sequence[FeatureDrift]) -> Table:
    """The columns that differ most, those beyond chance first."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("column", "PSI", "chance", "adjusted p", "beyond chance"):
        table.add_column(title, justify="left" if title == "column" else "right")
    ranked = sorted(features, key=lambda f: (not f.drifted, f.p_adjusted, -f.psi))
    for feature in ranked[:MOST_FEATURES]:
        table.add_row(
            escape(feature.name),
            f"{feature.psi:.3f}",
            f"{feature.psi_critical:.3f}",
            "< 0.001" if feature.p_adjusted < 0.001 else f"{feature.p_adjusted:.3f}",
            "yes" if feature.drifted else "no",
        )
    if len(ranked) > MOST_FEATURES:
        table.add_row(f"and {len(ranked) - MOST_FEATURES} more", "", "", "", "")
    return table


def who_moved(drift: Drift) -> str:
    """What is known of customers who are in both files."""
    known = drift.migration
    if not known.matched_ids:
        return "No customer is known to be in both files, so nobody can be said to have moved."
    return (
        f"{count(known.matched_ids, 'customer')} in both files by {known.id_column};"
        f" {known.moved:,} moved, {known.joined:,} joined, {known.left:,} left."
    )


def method_line(drift: Drift) -> str:
    """How to read the figures."""
    return (
        f"{drift.rows.baseline:,} and {drift.rows.new:,} customers. Chance is the PSI that files"
        " without any change exceed once in twenty times; adjusted p allows for all comparisons."
    )
