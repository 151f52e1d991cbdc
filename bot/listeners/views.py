"""Submitted forms: a change of the groups, a name, an upload; mistakes go back to their fields."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.modals import (
    CHANGE,
    RENAME,
    UPLOAD,
    ChangeForm,
    FormError,
    read_change,
    read_rename,
    read_upload,
)
from bot.reception import Reception
from bot.request import Place, Request, upload_request


def register(app: App, reception: Reception) -> None:
    """Listen to the forms."""

    for form, reader in ((CHANGE, read_change), (RENAME, read_rename)):
        app.view(form)(_saying(reader, reception))

    @app.view(UPLOAD)
    def upload(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        try:
            upload = read_upload(view)
        except FormError as mistake:
            ack(response_action="errors", errors=mistake.errors)
            return
        place = Place(body["team"]["id"], upload.channel)
        for file_id in upload.file_ids:
            reception.hand_over(upload_request(place, body["user"]["id"], file_id, upload.words))
        ack()


def _saying(
    read: Callable[[dict[str, Any]], ChangeForm], reception: Reception
) -> Callable[..., Any]:
    """The listener of a form that says a command about the analysis at hand."""

    def said(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        try:
            form = read(view)
        except FormError as mistake:
            ack(response_action="errors", errors=mistake.errors)
            return
        reception.hand_over(
            Request(
                identity=f"view:{view['id']}:{view['hash']}",
                words=form.words,
                place=Place(body["team"]["id"], form.channel, form.thread_ts),
                person=body["user"]["id"],
                door="modal",
                analysis_id=form.analysis_id,
            )
        )
        ack()

    return said
