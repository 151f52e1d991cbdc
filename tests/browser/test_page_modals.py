"""Modals: fields, errors at their fields, sending, a second one on top, closing."""

import json

from playwright.sync_api import Locator, Page, expect

from bot.workspace.server import RunningWorkspace
from tests.browser.driving import CUSTOMERS_CSV, drop, say

REQUIRED = "Please complete this required field."


def open_modal(page: Page) -> Locator:
    say(page, "/segment modal")
    modal = page.get_by_role("dialog", name="Change groups")
    expect(modal).to_be_visible()
    return modal


def fill_in(page: Page, modal: Locator, groups: str) -> None:
    modal.get_by_role("spinbutton", name="Number of groups").fill(groups)
    modal.get_by_role("button", name="Columns").click()
    page.get_by_role("option", name="Age").click()
    page.get_by_role("option", name="Spending score").click()
    page.keyboard.press("Escape")


def field(modal: Locator, label: str) -> Locator:
    return modal.locator(".block-input", has_text=label)


def test_empty_fields_are_named_before_anything_is_sent(
    page: Page, workspace: RunningWorkspace
) -> None:
    """The first of them gets the focus; optional ones are left alone."""
    modal = open_modal(page)
    groups = modal.get_by_role("spinbutton", name="Number of groups")
    expect(groups).to_be_focused()
    sent = len(workspace.envelopes("view_submission"))
    modal.get_by_role("button", name="Apply").click()
    expect(modal.get_by_text(REQUIRED)).to_have_count(2)
    expect(groups).to_be_focused()
    expect(groups).to_have_attribute("aria-invalid", "true")
    expect(groups).to_have_accessible_description("Between 2 and 12 " + REQUIRED)
    expect(field(modal, "Note")).not_to_contain_text(REQUIRED)
    groups.fill("1")
    expect(field(modal, "Number of groups")).not_to_contain_text(REQUIRED)
    modal.get_by_role("button", name="Apply").click()
    expect(field(modal, "Number of groups")).to_contain_text("Please enter 2 or more.")
    assert len(workspace.envelopes("view_submission")) == sent


def test_the_apps_errors_stand_at_their_fields_and_success_closes(page: Page) -> None:
    """13 is refused by the app; 5 goes through with everything that was filled in."""
    modal = open_modal(page)
    fill_in(page, modal, "13")
    modal.get_by_role("button", name="Method: k-means").click()
    page.get_by_role("option", name="Hierarchical").click()
    modal.get_by_role("textbox", name="Note").fill("for Monday")
    modal.get_by_role("button", name="Apply").click()
    expect(field(modal, "Number of groups")).to_contain_text("At most 12 groups, please.")
    modal.get_by_role("spinbutton").fill("5")
    modal.get_by_role("spinbutton").press("Enter")
    expect(modal).to_have_count(0)
    sent = page.locator(".ephemeral").last
    expect(sent).to_contain_text("sent")
    assert json.loads(sent.locator(".text").inner_text().split(" ", 1)[1]) == {
        "k": 5,
        "way": "hierarchical",
        "columns": ["Age", "Spending score"],
        "note": "for Monday",
        "files": [],
    }


def test_a_second_modal_lies_on_the_first_and_goes_back(page: Page) -> None:
    """What was filled in below is still there."""
    modal = open_modal(page)
    fill_in(page, modal, "12")
    modal.get_by_role("button", name="Apply").click()
    second = page.get_by_role("dialog", name="Many groups")
    expect(second).to_contain_text("Are you sure?")
    second.get_by_role("button", name="Back").click()
    expect(modal.get_by_role("spinbutton")).to_have_value("12")
    expect(modal.get_by_role("button", name="Columns: Age, Spending score")).to_be_visible()
    modal.get_by_role("button", name="Apply").click()
    second.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_file_is_given_to_a_modal_by_dropping_it(page: Page) -> None:
    """Only the kinds the app takes; a second file takes the place of the first."""
    modal = open_modal(page)
    box = field(modal, "Another file").locator(".file-drop")
    drop(box, name="notes.pdf")
    expect(modal.get_by_text("Only CSV here.")).to_be_visible()
    drop(box)
    expect(modal.get_by_text(f"{len(CUSTOMERS_CSV)} bytes")).to_be_visible()
    expect(modal.get_by_text("notes.pdf")).to_have_count(0)
    fill_in(page, modal, "4")
    modal.get_by_role("button", name="Apply").click()
    expect(modal).to_have_count(0)
    expect(page.locator(".ephemeral").last).to_contain_text('"files": ["customers.csv"]')


def test_escape_closes_a_modal_and_the_server_forgets_it(
    page: Page, workspace: RunningWorkspace
) -> None:
    """Nothing is left open behind the page's back."""
    modal = open_modal(page)
    page.keyboard.press("Escape")
    expect(modal).to_have_count(0)
    workspace.wait_for(lambda: not any(workspace.workspace.state.stacks.values()))


def test_the_keyboard_stays_inside_a_modal(page: Page) -> None:
    """Tab never reaches what lies behind."""
    modal = open_modal(page)
    for _ in range(14):
        page.keyboard.press("Tab")
        inside = modal.evaluate(
            "m => m.contains(document.activeElement) || !document.hasFocus() "
            "|| document.activeElement === document.body"
        )
        assert inside
