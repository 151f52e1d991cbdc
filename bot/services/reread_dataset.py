"""The data at hand, read again with its rows taken for something else."""

from dataclasses import replace

from bot.desk import Desk
from bot.request import Request
from bot.result import Segmented
from bot.rfm_file import RULES
from bot.services.analyze_upload import analyse, remember, spec_of
from bot.services.draw_charts import answer_pictures, chart_menu
from bot.services.find_analysis import NoLongerKept, find_record, subject_of
from segmentation.spec import AnalysisSpec, Kind


def read_as(kind: Kind, spec: AnalysisSpec, usual: str) -> AnalysisSpec:
    """The spec with its rows taken for something else. The columns are others then: those asked
    for, the number of groups and RFM rules, which may no longer fit, are left behind."""
    algorithm = usual if spec.algorithm in RULES else spec.algorithm
    return replace(spec, kind=kind, features=(), k=None, algorithm=algorithm)


def reread_dataset(request: Request, kind: Kind, desk: Desk) -> Segmented:
    """Analyse the data set at hand anew, with each row as a customer or as a line of an order."""
    before = find_record(request, desk)
    dataset = desk.store.dataset(before.dataset_id)
    if dataset is None:
        raise NoLongerKept
    spec = read_as(kind, spec_of(before), desk.settings.default_spec().algorithm)
    facts = desk.job.step("analyse", lambda: analyse(dataset.folder, dataset.name, spec, desk))
    subject = subject_of(remember(request, dataset, spec, facts, desk), desk)
    return Segmented(subject, answer_pictures(subject, desk), chart_menu())
