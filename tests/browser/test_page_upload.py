"""Files on the page: dropped, chosen, shown, opened large, deleted."""

import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from bot.workspace.server import RunningWorkspace
from tests.browser.conftest import Room
from tests.browser.driving import (
    CUSTOMERS_CSV,
    box,
    channel,
    drag,
    drop,
    message,
    open_thread,
    thread,
)
from tests.browser.picture import segment_map


def test_a_file_dropped_on_a_channel_is_shared_and_answered_in_its_thread(
    page: Page, room: Room
) -> None:
    """Overlay, card with the first lines, reaction, reply, and the answer in the thread."""
    drag(channel(page), "dragenter", "dragover")
    expect(page.get_by_text(f"Drop to share in #{room.name}")).to_be_visible()
    drag(channel(page), "drop")
    expect(page.get_by_text(f"Drop to share in #{room.name}")).to_be_hidden()
    card = channel(page).get_by_role("article", name="File customers.csv")
    expect(card).to_contain_text(f"CSV · {len(CUSTOMERS_CSV)} bytes")
    expect(card.get_by_role("columnheader")).to_have_count(5)
    expect(card.get_by_role("row").first).to_contain_text("CustomerID")
    expect(card.get_by_role("row").nth(1)).to_contain_text("Male")
    expect(channel(page).get_by_label("eyes")).to_be_visible()
    side = open_thread(page, "customers.csv")
    expect(
        side.get_by_role("heading", name="Five kinds of customers in customers.csv")
    ).to_be_visible()
    expect(side.get_by_role("region", name="Table").get_by_role("row")).to_have_count(6)
    expect(side.get_by_role("button", name="Cancel")).to_have_count(0)
    picture = side.get_by_role("button", name="Open large: The map of segments")
    expect(picture.get_by_role("img")).to_have_js_property("complete", True)
    assert picture.get_by_role("img").evaluate("image => image.naturalWidth") > 500


def test_sample_customers_are_one_press_away(page: Page) -> None:
    """The button of an empty channel uploads a made-up file and opens the thread of its answer."""
    hint = channel(page).get_by_role("region", name="Messages")
    hint.get_by_role("button", name="Try with sample customers").click()
    heading = thread(page).get_by_role("heading", name="Five kinds of customers in ")
    expect(heading).to_be_visible()
    expect(channel(page).get_by_role("button", name="1 reply")).to_be_visible()
    expect(hint.get_by_role("button", name="Try with sample customers")).to_have_count(0)


def test_a_file_dropped_on_a_thread_stays_in_that_thread(page: Page) -> None:
    """The channel shows only one more reply."""
    drop(channel(page))
    side = open_thread(page, "customers.csv")
    drop(side, name="more.csv")
    expect(side.get_by_role("article", name="File more.csv")).to_be_visible()
    expect(message(side, "Got more.csv here.")).to_be_visible()
    expect(channel(page).get_by_role("article", name="File more.csv")).to_have_count(0)
    expect(channel(page).get_by_role("button", name="3 replies")).to_be_visible()


def test_an_upload_shows_how_far_it_is_and_says_why_it_failed(page: Page) -> None:
    """The bar stays while the server has not answered; a refusal stays until it is dismissed."""
    held: list[Route] = []
    page.route("**/client/upload?*", lambda route: held.append(route))
    drop(channel(page))
    bar = channel(page).get_by_role("progressbar", name="Uploading customers.csv")
    expect(bar).to_be_visible()
    held[0].fulfill(json={"ok": False, "error": "This file is larger than 1 GB."})
    expect(bar).to_have_count(0)
    expect(channel(page).get_by_text("This file is larger than 1 GB.")).to_be_visible()
    channel(page).get_by_role("button", name="Dismiss").click()
    expect(channel(page).get_by_text("larger than 1 GB")).to_have_count(0)


def test_attached_files_wait_for_their_words_and_can_be_taken_back(page: Page) -> None:
    """The clip only prepares; Enter sends text and files as one message."""
    for name in ("wrong.csv", "right.csv"):
        with page.expect_file_chooser() as chooser:
            channel(page).get_by_role("button", name="Attach files").click()
        content = CUSTOMERS_CSV.encode()
        chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": content})
    channel(page).get_by_role("button", name="Remove wrong.csv").click()
    box(page).fill("Here *they* are")
    box(page).press("Enter")
    sent = message(channel(page), "Here they are").first
    expect(sent.get_by_role("article", name="File right.csv")).to_be_visible()
    expect(channel(page).get_by_text("wrong.csv")).to_have_count(0)
    expect(sent.locator("strong", has_text="they")).to_be_visible()


def test_a_deleted_file_leaves_a_note(page: Page) -> None:
    """Deleting asks first; everyone then reads that the file is gone."""
    drop(channel(page))
    channel(page).get_by_role("button", name="Delete customers.csv").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(channel(page).get_by_text("This file was deleted.")).to_be_visible()
    expect(channel(page).get_by_role("article", name="File customers.csv")).to_have_count(0)


def test_a_downloaded_file_is_what_was_uploaded(page: Page, tmp_path: Path) -> None:
    """The card's arrow saves the file under its own name, byte for byte."""
    drop(channel(page))
    with page.expect_download() as download:
        channel(page).get_by_role("link", name="Download customers.csv").click()
    download.value.save_as(tmp_path / "saved.csv")
    assert download.value.suggested_filename == "customers.csv"
    assert (tmp_path / "saved.csv").read_text(encoding="utf-8") == CUSTOMERS_CSV


def test_a_picture_opens_large_and_is_left_by_the_keyboard(page: Page) -> None:
    """Alt text, zoom, download, Escape; the focus comes back to where it was."""
    drop(channel(page))
    small = open_thread(page, "customers.csv").get_by_role("button", name="Open large")
    small.focus()
    page.keyboard.press("Enter")
    large = page.get_by_role("dialog", name="Picture")
    image = large.get_by_role("img", name="Scatter of 200 customers by annual income")
    expect(image).to_be_visible()
    expect(large.get_by_text("five groups: one in the middle")).to_be_visible()
    before = image.bounding_box()
    page.keyboard.press("+")
    after = image.bounding_box()
    assert before
    assert after
    assert after["width"] > 1.4 * before["width"]
    expect(large.get_by_role("link", name="Download")).to_have_attribute(
        "href", re.compile(r"^/client/files/F\w+\?as=U0ADAOKAFO&download=1$")
    )
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(small).to_be_focused()


def test_the_arrows_lead_through_the_pictures_of_a_conversation(
    page: Page, workspace: RunningWorkspace
) -> None:
    """Two pictures in a channel: right and left go round."""
    for name in ("first.png", "second.png"):
        with page.expect_file_chooser() as chooser:
            channel(page).get_by_role("button", name="Attach files").click()
        file = {"name": name, "mimeType": "image/png", "buffer": segment_map()}
        chooser.value.set_files(file)
    box(page).press("Enter")
    channel(page).get_by_role("button", name="Open large: first.png").click()
    large = page.get_by_role("dialog", name="Picture")
    expect(large.get_by_role("heading")).to_have_text("first.png 1 of 2")
    page.keyboard.press("ArrowRight")
    expect(large.get_by_role("heading")).to_have_text("second.png 2 of 2")
    page.keyboard.press("ArrowRight")
    expect(large.get_by_role("heading")).to_have_text("first.png 1 of 2")
    page.set_viewport_size({"width": 390, "height": 844})  # the arrows leave a phone its width
    at = large.locator(".lightbox-stage img").bounding_box()
    assert at
    assert at["width"] >= 370
    large.get_by_role("button", name="Close").click()
    expect(thread(page)).to_be_hidden()
