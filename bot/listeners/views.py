"""Submitted forms: a change of the groups, an upload; mistakes go back to their fields."""

from typing import Any

from slack_bolt import Ack, App

from bot.modals import CHANGE, UPLOAD, FormError, read_change, read_upload
from bot.reception import Reception
from bot.request import Place, Request, upload_request


def register(app: App, reception: Reception) -> None:
    """Listen to the two forms."""

    @app.view(CHANGE)
    def change(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        try:
            change = read_change(view)
        except FormError as mistake:
            ack(response_action="errors", errors=mistake.errors)
            return
        reception.hand_over(
            Request(
                identity=f"view:{view['id']}:{view['hash']}",
                words=change.words,
                place=Place(body["team"]["id"], change.channel, change.thread_ts),
                person=body["user"]["id"],
                door="modal",
                analysis_id=change.analysis_id,
            )
        )
        ack()

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
