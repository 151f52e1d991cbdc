"""The two forms: bring a file, cut the customers anew; and what people filled in, as words."""

from bot.modals.building import change_modal, upload_modal
from bot.modals.fields import CHANGE, UPLOAD, About, ChangeForm, FormError, UploadForm
from bot.modals.reading import read_change, read_upload

__all__ = [
    "CHANGE",
    "UPLOAD",
    "About",
    "ChangeForm",
    "FormError",
    "UploadForm",
    "change_modal",
    "read_change",
    "read_upload",
    "upload_modal",
]
