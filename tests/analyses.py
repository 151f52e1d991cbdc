"""Analyses written by hand with realistic figures: what presenters are shown in the tests."""

from dataclasses import replace

from money_analysis import of_money
from pictures import PICTURES, picture  # noqa: F401

from bot.advising import with_recommendations
from bot.result import MenuItem, Subject
from bot.vocabulary_file import read_vocabulary
from segmentation.exploration import (
    Answer,
    CategoryColumn,
    Exploration,
    Finding,
    Gaps,
    NumberColumn,
)
from segmentation.market_figures import Habit, Preference, SegmentMarket
from segmentation.proofs import NameProof
from segmentation.recommending import recommend
from segmentation.results import (
    Analysis,
    CleaningStep,
    Column,
    Comparison,
    Dataset,
    Distinguishing,
    FileFormat,
    KEvidence,
    MethodResult,
    NullTest,
    OverRepresented,
    Recommendation,
    Role,
    Segment,
    Trait,
)
from segmentation.traits import traits_of

INCOME, SPENDING, AGE = "Annual Income (k$)", "Spending Score (1-100)", "Age"
NASTY = '<!channel> & "VIP" *bold* `x` _it_ ~s~ <@U123> &amp; \n'
OVERALL = {INCOME: 60.56, SPENDING: 50.2, AGE: 38.85}
SPREAD = {INCOME: 26.2, SPENDING: 25.8, AGE: 13.9}
LABELS = {INCOME: "annual income", SPENDING: "spending score", AGE: "age"}

CHARTS = (
    MenuItem("Map of the segments", "chart scatter"),
    MenuItem("Profile in bars", "chart bars"),
    MenuItem("3D map", "chart 3d"),
    MenuItem("Sizes", "chart sizes"),
)


def subject(analysis: Analysis, file_name: str = "customers.csv") -> Subject:
    """An analysis under ids as the store gives them."""
    return Subject("an_01K9ZQ4T7XW2M", "ds_01K9ZQ4T1AB3C", file_name, analysis)


def column(name: str, role: Role = "feature", missing: int = 0, reason: str = "") -> Column:
    """A column of the file."""
    return Column(name, role, missing, reason or f"taken for {role}")


def dataset(*columns: Column, rows: int = 200) -> Dataset:
    """A clean file of that many rows."""
    return Dataset(rows, rows, 0, FileFormat(), columns)


def segment(
    number: int, name: str, size: int, centre: dict[str, float], *, total: int = 200
) -> Segment:
    """A segment with traits, a rule and two recommendations that follow from its centre."""
    effects = {f: (value - OVERALL[f]) / SPREAD[f] for f, value in centre.items()}
    strongest = sorted(centre, key=lambda feature: -abs(effects[feature]))
    return Segment(
        number=number,
        name=name,
        size=size,
        share=size / total,
        stability=0.97,
        centre=centre,
        rule=" and ".join(f"{LABELS[f]} above {centre[f] * 0.8:.0f}" for f in strongest),
        rule_precision=0.97,
        rule_recall=0.95,
        distinguishing=tuple(
            Distinguishing(f, centre[f], OVERALL[f], effects[f]) for f in strongest
        ),
        traits=tuple(
            Trait("income" if f == INCOME else "spend", f, round(effects[f]), effects[f])
            for f in strongest
        ),
        medians=centre,
        index={f: 100 * value / OVERALL[f] for f, value in centre.items()},
        name_proof=tuple(proof(name, f, effects[f]) for f in strongest[:1]),
        recommendations=(
            Recommendation(
                f"Invite {name} to the preview",
                f"They spend {centre.get(SPENDING, 50):.0f} of 100. Offer the preview by e-mail to "
                f"half of the {size}, and compare visits after two weeks.",
            ),
            Recommendation("Ask for a review", "Ask them one question after the next purchase."),
        ),
    )


def proof(word: str, feature: str, effect: float) -> NameProof:
    """What a word of a name stands on."""
    return NameProof(
        word, feature, f"{feature} 87 against 61 over all: {effect:.1f} standard deviations off",
        effect, "at least 0.5 off the average", 0.5, 0.99, 200,
    )  # fmt: skip


MALL_SEGMENTS = (
    segment(1, "Middle of the road", 81, {INCOME: 55.3, SPENDING: 49.52}),
    segment(2, "Affluent enthusiasts", 39, {INCOME: 86.54, SPENDING: 82.13}),
    segment(3, "Affluent savers", 35, {INCOME: 88.2, SPENDING: 17.11}),
    segment(4, "Careful spenders", 23, {INCOME: 26.3, SPENDING: 20.91}),
    segment(5, "Young enthusiasts", 22, {INCOME: 25.73, SPENDING: 79.36}),
)
EVIDENCE = (
    KEvidence(2, 0.297, 89.0, 1.37, 0.62, 181363.6),
    KEvidence(3, 0.467, 151.0, 0.72, 0.984, 106348.37),
    KEvidence(4, 0.494, 174.1, 0.71, 0.548, 73679.79),
    KEvidence(5, 0.554, 247.36, 0.573, 0.972, 44448.46),
    KEvidence(6, 0.513, 231.6, 0.7, 0.502, None),
)


def explored(columns: tuple[str, ...] = (AGE, INCOME), rows: int = 200) -> Exploration:
    """What an exploration of these columns of figures and of one of answers may find."""
    numbers = tuple(
        NumberColumn(c, at, 60.56, 26.2, 19, 41.5, 61.5, 78, 103, 0.3, 0.0, 1)
        for at, c in enumerate(columns)
    )
    answers = CategoryColumn("Gender", 0, 2, (Answer("Female", 0.56), Answer("Male", 0.44)))
    said = (
        "Annual income and spending score are unrelated (rank correlation 0.01).",
        f"{columns[-1]} is missing for one customer.",
    )
    found = tuple(
        Finding("unrelated", text, columns, 0.62 - at / 9) for at, text in enumerate(said)
    )
    return Exploration(
        rows, min(rows, 10_000), numbers, (answers,), pairs=3,
        gaps=(Gaps(columns[-1], 1, 0.005),), findings=found,
    )  # fmt: skip


def mall() -> Analysis:
    """The 200 customers of the mall by income and spending: five clear groups."""
    return Analysis(
        dataset=dataset(
            column("CustomerID", "id", reason="every value is another"),
            column("Gender", "category"),
            column(AGE),
            column(INCOME, "money"),
            column(SPENDING),
        ),
        features=(INCOME, SPENDING),
        algorithm="kmeans",
        scaling="zscore",
        k=5,
        verdict="segments",
        k_evidence=EVIDENCE,
        silhouette=0.5547,
        inertia=44448.4554,
        noise=0,
        segments=MALL_SEGMENTS,
        null_test=NullTest("silhouette", 0.55, 0.34, 0.38, 0.0196, 50),
        reasons=(
            "The groups are clearly separate.",
            "Every one of them held in 100 resamples.",
        ),
        parameters={"seed": 42, "n_init": 10},
        overall=OVERALL,
        timings={"read": 0.03, "total": 0.84},
        exploration=explored(),
    )


def advised() -> Analysis:
    """The mall with the advice that its traits really call for."""
    words = read_vocabulary()
    segments = tuple(
        replace(
            bare,
            traits=traits_of(bare.distinguishing, words),
            advice=recommend(
                replace(bare, traits=traits_of(bare.distinguishing, words)), 200, words
            ),
        )
        for bare in MALL_SEGMENTS
    )
    return with_recommendations(replace(mall(), segments=segments))


def with_money() -> Analysis:
    """Two segments of a shop that sells two kinds of goods, with answers and an opportunity."""
    return of_money(mall(), MALL_SEGMENTS)


def four_as_asked() -> Analysis:
    """The same customers in four groups, because someone said k=4."""
    return replace(mall(), k=4, segments=MALL_SEGMENTS[:4], k_chosen_by="person")


def weak() -> Analysis:
    """Groups whose edges are soft."""
    return replace(
        mall(),
        verdict="weak",
        reasons=("There are groups, but their edges are soft: read them as a pattern.",),
    )


def no_natural_groups() -> Analysis:
    """One population, cut in two for want of anything better."""
    return replace(
        mall(),
        k=2,
        verdict="no_natural_groups",
        segments=MALL_SEGMENTS[:2],
        null_test=NullTest("silhouette", 0.34, 0.34, 0.38, 0.45, 50),
        reasons=("Files without groups look the same.",),
    )


def tiers_as_asked() -> Analysis:
    """One population, cut in three because someone asked for it."""
    return replace(no_natural_groups(), k=3, segments=MALL_SEGMENTS[:3], k_chosen_by="person")


def with_noise() -> Analysis:
    """DBSCAN's groups, with twelve customers that fit none."""
    return replace(
        mall(),
        algorithm="dbscan",
        k=3,
        k_chosen_by="algorithm",
        segments=MALL_SEGMENTS[:3],
        noise=12,
        parameters={"eps": 0.41, "min_samples": 5},
        k_evidence=(),
        null_test=None,
    )


def all_noise() -> Analysis:
    """DBSCAN found no dense place at all."""
    return replace(with_noise(), k=0, segments=(), noise=200, silhouette=None, inertia=None)


def nasty_segment(number: int) -> Segment:
    """A segment whose every text tries to break the message."""
    feature = f"{NASTY} column {'x' * 300} {number}"
    rest = segment(number, f"{NASTY}{number} {'endless' * 40}", 20, {INCOME: 80.0})
    return replace(
        rest,
        rule=f"{feature} <= 12 and {NASTY} > 3",
        centre={feature: 80.0},
        distinguishing=(Distinguishing(feature, 80.0, 60.0, 1.4),),
        traits=(Trait("", feature, 2, 1.4),),
        name_proof=(proof(NASTY * 9, feature, 1.4),) * 3,
        categories=(OverRepresented(feature, NASTY * 40, 0.5, 0.1, 500.0, 0.01),) * 9,
        market=SegmentMarket(
            (Preference(feature, 0.9, 0.1, 900.0), Preference(INCOME, 0.1, 0.9, 11.0)),
            (Habit("spend", feature, 9.0, 1.0, 2),) * 9,
        ),
        recommendations=(
            Recommendation(NASTY * 8, f"{NASTY} {'very long advice ' * 400}"),
        ) * 5,
    )  # fmt: skip


def nasty() -> Analysis:
    """Ten segments, 400 columns and every text as bad as a file can make it."""
    columns = tuple(column(f"{NASTY} {'c' * 200} {at}", "text", 3, NASTY * 9) for at in range(400))
    features = tuple(f"{NASTY} column {'x' * 300} {number}" for number in range(1, 11))
    return replace(
        mall(),
        dataset=replace(
            dataset(*columns, *(column(feature) for feature in features)),
            duplicates_dropped=3,
            format=FileFormat(NASTY, NASTY, ",", header=False),
            warnings=(f"{NASTY} warning " * 60,) * 40,
            receipt=(CleaningStep(NASTY * 20, 7, NASTY * 20),) * 40,
        ),
        features=features,
        algorithm=NASTY,
        scaling=NASTY,
        k=10,
        segments=tuple(nasty_segment(number) for number in range(1, 11)),
        reasons=(f"{NASTY} reason " * 60,) * 6,
        parameters={NASTY: NASTY * 30},
        k_evidence=EVIDENCE * 20,
        exploration=explored(features, rows=1_000_000),
    )


def crowded() -> Analysis:
    """Sixty segments, as a density method may find them."""
    segments = tuple(nasty_segment(number) for number in range(1, 61))
    features = tuple(segment.distinguishing[0].feature for segment in segments)
    return replace(nasty(), k=60, segments=segments, features=features, k_chosen_by="algorithm")


def without_advice() -> Analysis:
    """The mall with nothing worth recommending."""
    bare = tuple(replace(segment, recommendations=()) for segment in MALL_SEGMENTS)
    return replace(mall(), segments=bare)


def one_feature() -> Analysis:
    """A file with a single column of numbers."""
    segments = tuple(
        replace(
            segment(number, name, size, {INCOME: value}),
            rule="",
            stability=None,
            rule_precision=None,
            rule_recall=None,
        )
        for number, name, size, value in ((1, "Modest", 120, 40.0), (2, "Affluent", 80, 91.4))
    )
    return replace(
        mall(),
        dataset=dataset(column(INCOME, "money")),
        features=(INCOME,),
        k=2,
        segments=segments,
        scaling="none",
    )


def untidy() -> Analysis:
    """Missing values, repeated rows, warnings and a receipt."""
    base = mall()
    mended = dataset(
        column("CustomerID", "id"),
        column("E-mail", "pii"),
        column(AGE, missing=1),
        column(INCOME, "money", missing=7),
        column(SPENDING),
        rows=206,
    )
    return replace(
        base,
        dataset=replace(
            mended,
            rows_used=200,
            duplicates_dropped=6,
            warnings=("The last line was cut short and left out.",),
            receipt=(
                CleaningStep(
                    "Rows that repeat another row in every cell were dropped; the first one stays.",
                    6,
                    "Give the rows different ids if they are customers.",
                ),
                CleaningStep(
                    f"{INCOME}: missing values were filled with the median ($61.5k).",
                    7,
                    "Fill the cells in the file, or choose other features.",
                ),
                CleaningStep("Empty lines were left out.", 1, "Nothing to undo."),
            ),
        ),
    )


ALL = {
    "mall": mall,
    "advised": advised,
    "with money": with_money,
    "four as asked": four_as_asked,
    "weak": weak,
    "no natural groups": no_natural_groups,
    "tiers as asked": tiers_as_asked,
    "with noise": with_noise,
    "all noise": all_noise,
    "nasty": nasty,
    "crowded": crowded,
    "without advice": without_advice,
    "one feature": one_feature,
    "untidy": untidy,
}


K_MEANS = MethodResult("kmeans", "k-means", 5, "segments", 0.97, 0.55, 0.0, 0.11, 0.75, 1.0)
DENSE = MethodResult("hdbscan", "dense groups", 5, "weak", 0.74, 0.61, 0.17, 0.06, 0.73, 0.93)
NONE = MethodResult("dbscan", "other dense groups", trouble=f"Found no dense region in {NASTY}.")
REASONS = ("Keep k-means: five groups.", f"Other dense groups do not serve here: {NASTY}")
COMPARISONS = (
    Comparison((K_MEANS, DENSE, NONE), "kmeans", "kmeans", REASONS),
    Comparison((K_MEANS, DENSE), "kmeans", "hdbscan", REASONS[:1] * 40),
    Comparison((NONE,), None, None, ("No method found groups in these customers.",)),
)
"""What comparisons of methods come to: stay, switch, nothing."""
