"""Columns in which groups may show more clearly than in all columns together."""

from segmentation.results import Analysis


def heaped_features(analysis: Analysis) -> tuple[str, ...]:
    """The features in which customers heap up at several values, where no clear groups were found
    and other features have no such heaps.

    Columns that say nothing of the groups blur those that others show: distances add up over all
    of them (Steinley, D. & Brusco, M. J. (2008). Selection of variables in cluster analysis.
    Psychometrika 73). Measured in docs/decisions/0022-columns-that-hide-groups.md.
    """
    if analysis.verdict == "segments" or analysis.k_chosen_by == "algorithm":
        return ()
    if analysis.exploration is None:
        return ()
    peaks = {number.column: number.peaks or 0 for number in analysis.exploration.numbers}
    heaped = tuple(feature for feature in analysis.features if peaks.get(feature, 0) > 1)
    return heaped if len(heaped) < len(analysis.features) else ()
