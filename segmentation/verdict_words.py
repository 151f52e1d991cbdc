"""The one wording of the verdict: how far apart the groups are, wherever that is said."""

from segmentation.results import Analysis, NullTest, Verdict

CHANCE = 0.05  # p-value above which the file looks like one population
CLEAR = 0.5  # silhouette from which a structure is more than reasonable (Kaufman & Rousseeuw 1990)
SOFT_EDGES = "with soft edges"
ONE_GROUP = "These customers form one group, not several"


def apart(verdict: Verdict, silhouette: float) -> str:
    """How far apart the groups are: the beginning of a sentence, without its end.

    >>> apart("segments", 0.55), apart("segments", 0.32)
    ('The groups are clearly separate', 'The groups differ')
    """
    if verdict == "segments":
        return "The groups are clearly separate" if silhouette >= CLEAR else "The groups differ"
    return "There are groups, but their edges are soft" if verdict == "weak" else ONE_GROUP


def beyond_chance(test: NullTest | None) -> bool:
    """Whether chance alone would hardly do it: there may be groups, or differences too small to
    speak of any."""
    return test is not None and test.p_value <= CHANCE


def how_sure(analysis: Analysis) -> str:
    """The verdict of an analysis in a sentence: the first of its reasons, where groups are."""
    if analysis.reasons and analysis.verdict != "no_natural_groups":
        return analysis.reasons[0]
    return f"{apart(analysis.verdict, analysis.silhouette or 0.0)}."
