"""The data at hand, read again with its rows taken for something else."""

from dataclasses import replace

from bot.desk import Desk
from bot.request import Request
from bot.result import Segmented
from bot.services.analyze_upload import analyse, remember, spec_of
from bot.services.draw_charts import answer_pictures, chart_menu
from bot.services.find_analysis import NoLongerKept, find_record, subject_of
from segmentation.spec import Kind


def reread_dataset(request: Request, kind: Kind, desk: Desk) -> Segmented:
    """Analyse the data set at hand anew. Its columns are others now, so those that were asked for
    and the number of groups are left to the data."""
    before = find_record(request, desk)
    dataset = desk.store.dataset(before.dataset_id)
    if dataset is None:
        raise NoLongerKept
    spec = replace(spec_of(before), kind=kind, features=(), k=None)
    facts = desk.job.step("analyse", lambda: analyse(dataset.folder, dataset.name, spec, desk))
    subject = subject_of(remember(request, dataset, spec, facts, desk), desk)
    return Segmented(subject, answer_pictures(subject, desk), chart_menu())
