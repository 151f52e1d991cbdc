"""A shared file becomes what it was shared for: customers to score, or a table to analyse.

Slack tells of the file and of the words beside it in two events, in any order; so the words are
looked for when the work begins, and once more when the file has been read.
"""

from bot.desk import Desk, SharedFile
from bot.request import Request
from bot.result import Changed, SameFile, Scored, Segmented
from bot.services.analyze_upload import MeantToScore, analyze_upload
from bot.services.score_upload import score_upload
from segmentation.spec import AnalysisSpec


def take_upload(
    request: Request, file: SharedFile, spec: AnalysisSpec, desk: Desk
) -> Segmented | Changed | SameFile | Scored:
    """Score where words ask for it, analyse else. Raises what either does."""
    if desk.job.step("said", lambda: desk.store.words_with(request.identity)):
        return score_upload(request, file, desk)
    try:
        return analyze_upload(request, file, spec, desk)
    except MeantToScore as meant:
        desk.files.delete(meant.folder)
        return score_upload(request, file, desk)
