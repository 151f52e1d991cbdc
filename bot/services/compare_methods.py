"""Several methods tried on the data at hand: which to keep, and why."""

from bot.desk import Desk
from bot.request import Request
from bot.result import MethodsCompared
from bot.services.analyze_upload import spec_of
from bot.services.computing import compare_stored
from bot.services.find_analysis import find_record, subject_of
from bot.services.show_progress import Stages
from segmentation.results import Comparison


def compare_methods(request: Request, desk: Desk) -> MethodsCompared:
    """Try the methods on the features of the analysis that is spoken of."""
    record = find_record(request, desk)
    subject, spec = subject_of(record, desk), spec_of(record)
    stages = Stages(subject.file_name, desk)

    def compared() -> object:
        with desk.files.local(record.folder) as folder:
            return desk.compute.run(
                compare_stored,
                folder,
                spec,
                on_progress=stages,
                cancelled=lambda: desk.job.cancelled,
            )

    comparison = Comparison.from_dict(desk.job.step("compare", compared))
    again = f"algo={comparison.keep}" + (f" k={spec.k}" if spec.k else "")
    return MethodsCompared(subject, comparison, again)
