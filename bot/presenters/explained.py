"""How the segments were found: what was read, why that many, by which method."""

from typing import Any

from bot.advising import why_this_name
from bot.blocks import TableColumn, context, header, room, section, shorten, stack, table
from bot.blocks.limits import SECTION_TEXT
from bot.message import Block, Message
from bot.presenter import presents
from bot.result import Explained
from bot.templating import figure, percent
from bot.wording import NAME_CHARS, file_of, found, marker, name_of, prose, set_aside
from segmentation.results import Analysis, CleaningStep, Column, KEvidence
from segmentation.verdict_words import beyond_chance

MOST_STEPS = 10
MOST_COLUMNS = 12
MOST_EVIDENCE = 30
REASON_CHARS = 160
NOTHING_TO_UNDO = "Nothing to undo"
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}
# The algorithms' titles, without loading scikit-learn; a test holds them against the registry.
ALGORITHMS = {
    "kmeans": "k-means",
    "minibatch": "mini-batch k-means",
    "bisecting": "bisecting k-means",
    "hierarchical": "hierarchical clustering (Ward)",
    "hierarchical_average": "hierarchical clustering (average)",
    "hierarchical_complete": "hierarchical clustering (complete)",
    "dbscan": "density clustering (DBSCAN)",
    "hdbscan": "density clustering (HDBSCAN)",
    "gaussian_mixture": "a mixture of bell-shaped clouds",
    "rfm_rules": "RFM rules",
}
SCALINGS = {
    "none": "in the file's own units",
    "zscore": "each brought to the same spread (z-scores)",
    "robust": "each brought to the same middle spread (robust scaling)",
}
ALWAYS = (
    TableColumn("groups", "right"),
    TableColumn("separation", "right"),
    TableColumn("density", "right"),
    TableColumn("overlap", "right"),
)
HELD = TableColumn("held", "right")


@presents(Explained)
def explained(result: Explained) -> Message:
    """The receipt of the cleaning, the columns, the evidence, the method, the time it took."""
    analysis = result.subject.analysis
    facts = {"found": found(analysis), "file": file_of(result.subject)}
    top = (
        header(prose("explained_headline", **facts)),
        section(_read(analysis)),
        section(_columns(analysis)),
        section(_why(analysis)),
    )
    rest = (
        *_evidence(analysis),
        _null_test(analysis),
        section(_method(analysis)),
        _timings(analysis),
    )
    names = _names(analysis, min(room(*top, *rest), SECTION_TEXT))
    return Message(prose("explained_text", **facts), stack(*top, names, *rest))


def _read(analysis: Analysis) -> str:
    dataset = analysis.dataset
    return prose(
        "explained_read",
        about=dataset.about,
        read=dataset.rows_read,
        used=dataset.rows_used,
        form=dataset.format,
        delimiter=DELIMITERS.get(dataset.format.delimiter, dataset.format.delimiter),
        receipt=[_step(step) for step in dataset.receipt[:MOST_STEPS]],
        more=max(len(dataset.receipt) - MOST_STEPS, 0),
        warnings=[shorten(warning, REASON_CHARS) for warning in dataset.warnings[:MOST_STEPS]],
    )


def _step(step: CleaningStep) -> dict[str, Any]:
    undo = "" if step.undo.startswith(NOTHING_TO_UNDO) else step.undo
    return {
        "what": shorten(step.what, REASON_CHARS).removesuffix("."),
        "count": step.count,
        "undo": shorten(undo, REASON_CHARS),
    }


def _columns(analysis: Analysis) -> str:
    aside = set_aside(analysis)
    names = [shorten(feature, NAME_CHARS) for feature in analysis.features]
    return prose(
        "explained_columns",
        features=names[:MOST_COLUMNS],
        more_features=max(len(names) - MOST_COLUMNS, 0),
        aside=[_aside(column) for column in aside[:MOST_COLUMNS]],
        more_aside=max(len(aside) - MOST_COLUMNS, 0),
    )


def _aside(column: Column) -> dict[str, str]:
    return {
        "name": shorten(column.name, NAME_CHARS),
        "reason": shorten(column.reason, REASON_CHARS),
    }


def _why(analysis: Analysis) -> str:
    return prose(
        "explained_why",
        segments=len(analysis.segments),
        chosen_by=analysis.k_chosen_by,
        reasons=[shorten(reason, 2 * REASON_CHARS) for reason in analysis.reasons],
    )


def _names(analysis: Analysis, characters: int) -> Block | None:
    """What each word of the segments' names stands on, as far as there is room."""
    named = [
        {
            "marker": marker(segment),
            "name": name_of(segment),
            "proofs": [shorten(proof, 2 * REASON_CHARS) for proof in why_this_name(segment)],
        }
        for segment in analysis.segments
        if segment.name_proof
    ]
    lines = [prose("explained_name", **each) for each in named]
    left = characters - len(prose("explained_names", lines=[]))
    kept = [line for at, line in enumerate(lines) if sum(map(len, lines[: at + 1])) + at < left]
    return section(prose("explained_names", lines=kept)) if kept else None


def _evidence(analysis: Analysis) -> tuple[Block, ...]:
    """The indices of every number of groups that was tried; the chosen one stands out."""
    tried = analysis.k_evidence[:MOST_EVIDENCE]
    if not tried:
        return ()
    held = any(evidence.stability is not None for evidence in tried)
    rows = [_evidence_row(evidence, held=held) for evidence in tried]
    chosen = [at for at, evidence in enumerate(tried) if evidence.k == analysis.k]
    columns = (*ALWAYS, HELD) if held else ALWAYS
    return table(columns, rows, chosen), context(prose("explained_scales", held=held))


def _evidence_row(evidence: KEvidence, *, held: bool) -> list[str]:
    stability = "–" if evidence.stability is None else percent(evidence.stability)
    row = [
        str(evidence.k),
        f"{evidence.silhouette:.2f}",
        figure(evidence.calinski_harabasz),
        f"{evidence.davies_bouldin:.2f}",
    ]
    return [*row, stability] if held else row


def _null_test(analysis: Analysis) -> Block | None:
    test = analysis.null_test
    if test is None:
        return None
    facts = {
        "draws": test.draws,
        "observed": test.observed,
        "limit": test.null_95,
        "statistic": test.statistic,
        "p_value": test.p_value,
        "beyond_chance": beyond_chance(test),
        "verdict": analysis.verdict,
    }
    return section(prose("explained_null", **facts))


def _method(analysis: Analysis) -> str:
    return prose(
        "explained_method",
        algorithm=ALGORITHMS.get(analysis.algorithm, analysis.algorithm),
        columns=len(analysis.features),
        scaling=SCALINGS.get(analysis.scaling, analysis.scaling),
        parameters=[_parameter(*pair) for pair in analysis.parameters.items()],
        silhouette=analysis.silhouette,
        inertia=analysis.inertia,
        noise=analysis.noise,
    )


def _parameter(name: str, value: float | int | str) -> str:
    shown = shorten(value, NAME_CHARS) if isinstance(value, str) else figure(value)
    return f"{name} {shown}"


def _timings(analysis: Analysis) -> Block | None:
    timings = [f"{stage} {figure(seconds)} s" for stage, seconds in analysis.timings.items()]
    return context(prose("explained_timings", timings=timings)) if timings else None
