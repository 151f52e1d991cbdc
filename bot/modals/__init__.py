"""The forms: bring a file, cut the customers anew, name a segment; and what people filled in."""

from bot.modals.building import change_modal, rename_modal, score_modal, upload_modal
from bot.modals.fields import (
    CHANGE,
    RENAME,
    SCORE,
    UPLOAD,
    About,
    ChangeForm,
    FormError,
    UploadForm,
)
from bot.modals.reading import read_change, read_rename, read_score, read_upload

__all__ = [
    "CHANGE",
    "RENAME",
    "SCORE",
    "UPLOAD",
    "About",
    "ChangeForm",
    "FormError",
    "UploadForm",
    "change_modal",
    "read_change",
    "read_rename",
    "read_score",
    "read_upload",
    "rename_modal",
    "score_modal",
    "upload_modal",
]
