"""The data at hand, cut anew: what was said changes, all else stays as it was."""

from dataclasses import dataclass, replace
from typing import cast

from bot.desk import Desk
from bot.request import Request
from bot.result import Segmented
from bot.services.analyze_upload import analyse, remember, spec_of
from bot.services.draw_charts import answer_pictures, chart_menu
from bot.services.find_analysis import NoLongerKept, find_record, subject_of
from bot.services.keep_versions import stand_on
from segmentation.spec import AnalysisSpec, Scaling


@dataclass(frozen=True, slots=True)
class SpecChange:
    """What a person said about the cut; None where she said nothing."""

    k: int | None = None
    auto_k: bool = False
    algorithm: str | None = None
    features: tuple[str, ...] | None = None
    scaling: str | None = None
    sheet: str | None = None
    min_share: float | None = None
    max_k: int | None = None
    outliers_apart: bool | None = None
    leave_out: tuple[str, ...] | None = None
    weights: tuple[tuple[str, float], ...] | None = None

    def applied_to(self, spec: AnalysisSpec) -> AnalysisSpec:
        """The spec with these changes. New columns, methods or limits let the data choose k
        again; what was left out stays out, and weights stay, until other columns are asked for."""
        anew = self.auto_k or any(
            one is not None
            for one in (
                self.features, self.algorithm, self.sheet, self.max_k, self.leave_out, self.weights,
            )
        )  # fmt: skip
        other = self.features is not None or self.sheet is not None
        before = replace(spec, leave_out=(), weights=()) if other else spec
        left_out = (*before.leave_out, *(self.leave_out or ()))
        return replace(
            spec,
            k=self.k if self.k is not None else (None if anew else spec.k),
            algorithm=(self.algorithm or spec.algorithm).lower(),
            features=spec.features if self.features is None else self.features,
            scaling=cast(Scaling, self.scaling or spec.scaling),
            sheet=self.sheet or spec.sheet,
            min_share=spec.min_share if self.min_share is None else self.min_share,
            max_k=self.max_k or spec.max_k,
            outliers_apart=(
                spec.outliers_apart if self.outliers_apart is None else self.outliers_apart
            ),
            leave_out=tuple(dict.fromkeys(left_out)),
            weights=before.weights if self.weights is None else self.weights,
        )


def refit_dataset(request: Request, change: SpecChange, desk: Desk) -> Segmented:
    """Analyse the data set at hand again with a changed spec."""
    before = find_record(request, desk)
    dataset = desk.store.dataset(before.dataset_id)
    if dataset is None:
        raise NoLongerKept
    spec = change.applied_to(spec_of(before))
    facts = desk.job.step("analyse", lambda: analyse(dataset.folder, dataset.name, spec, desk))
    record = remember(request, dataset, spec, facts, desk)
    subject = subject_of(record, desk)
    stand_on(record, subject.analysis, desk)
    return Segmented(subject, answer_pictures(subject, desk), chart_menu())
