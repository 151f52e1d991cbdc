"""Submitted forms: a change of the groups, a name, an upload; mistakes go back to their fields."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.modals import (
    CHANGE,
    RENAME,
    SCORE,
    UPLOAD,
    ChangeForm,
    FormError,
    UploadForm,
    read_change,
    read_rename,
    read_score,
    read_upload,
)
from bot.reception import Reception
from bot.request import Place, Request, upload_request


def register(app: App, reception: Reception) -> None:
    """Listen to the forms."""

    for form, reader in ((CHANGE, read_change), (RENAME, read_rename)):
        app.view(form)(_saying(reader, reception))

    for upload, files_of in ((UPLOAD, read_upload), (SCORE, read_score)):
        app.view(upload)(_bringing(files_of, reception))


def _bringing(
    read: Callable[[dict[str, Any]], UploadForm], reception: Reception
) -> Callable[..., Any]:
    """The listener of a form that brings files."""

    def brought(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        try:
            form = read(view)
        except FormError as mistake:
            ack(response_action="errors", errors=mistake.errors)
            return
        place, person = Place(body["team"]["id"], form.channel), body["user"]["id"]
        for file_id in form.file_ids:
            request = upload_request(place, person, file_id, form.words)
            reception.hand_over(replace(request, analysis_id=form.analysis_id))
        ack()

    return brought


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
