"""The whole thing as a new user sees it: the page, the real bot, a customer file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, Shoot
from tests.browser.driving import DROP, channel, message, say, thread
from tests.dialogs.office import Office

pytestmark = pytest.mark.slow
PATIENCE = 60_000  # the first answer waits for the computing process to start


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The local workspace with the real bot in it."""
    office = Office(tmp_path_factory.mktemp("demo"))
    try:
        office.start_bot()
        yield office
    finally:
        office.close()


@pytest.fixture
def page(open_page: OpenPage, office: Office) -> Page:
    return open_page(office.workspace, width=1440)


def drop_mall(page: Page, folder: Path) -> None:
    """Drop Mall Customers onto the channel, and open the thread of the answer."""
    text = (folder / "mall_customers.csv").read_text(encoding="utf-8")
    steps = ["dragenter", "dragover", "drop"]
    channel(page).evaluate(DROP, ["mall_customers.csv", text, "text/csv", steps])
    message(channel(page), "mall_customers.csv").locator(".replies").last.click(timeout=PATIENCE)
    heading = thread(page).get_by_role("heading", name="Six kinds of customers in mall_customers")
    expect(heading).to_be_visible(timeout=PATIENCE)


def test_a_dropped_file_gets_its_answer_and_everything_that_hangs_on_it(
    page: Page, shared_data: Path, shoot: Shoot
) -> None:
    """Drop, read, open a picture, choose a profile, change the groups."""
    drop_mall(page, shared_data)
    side = thread(page)
    expect(side.get_by_role("table").last.get_by_role("row")).to_have_count(7)
    expect(side.get_by_text("First move:")).to_be_visible()
    expect(side.get_by_role("img").last).to_have_js_property("complete", True)
    side.get_by_role("heading", name="Six kinds").scroll_into_view_if_needed()
    shoot(page, "demo-answer")

    side.get_by_role("button", name="Open large").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    shoot(page, "demo-picture")
    page.keyboard.press("Escape")

    side.get_by_role("button", name="Profile").first.click()
    page.get_by_role("option", name="Affluent savers").click()
    expect(side.get_by_text("How to recognise them").last).to_be_visible(timeout=PATIENCE)
    shoot(page, "demo-profile")

    side.get_by_role("button", name="Change groups").first.click()
    form = page.get_by_role("dialog", name="Change the groups")
    form.get_by_label("Number of groups").fill("1")
    form.get_by_role("button", name="Cut anew").click()
    expect(form.get_by_role("alert").first).to_be_visible()
    shoot(page, "demo-change")
    form.get_by_label("Number of groups").fill("4")
    form.get_by_role("button", name="Cut anew").click()
    expect(side.get_by_role("heading", name="Four")).to_be_visible(timeout=PATIENCE)


def test_slash_commands_are_answered_in_the_channel(
    page: Page, shared_data: Path, shoot: Shoot
) -> None:
    """`/segment k=5` and `/segment profile 3`, as the help says."""
    drop_mall(page, shared_data)
    say(page, "/segment k=5")
    expect(channel(page).get_by_role("heading", name="Five")).to_be_visible(timeout=PATIENCE)
    say(page, "/segment profile 3")
    profile = message(channel(page), "How to recognise them").last
    expect(profile).to_be_visible(timeout=PATIENCE)
    shoot(page, "demo-commands")
