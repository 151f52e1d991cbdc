"""Every block and element: drawn as Slack draws it, and what is pressed reaches the app."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Room
from tests.browser.driving import box, channel, heard, say


def show(page: Page, what: str) -> Locator:
    """The message with one of the counterpart's galleries."""
    say(page, f"/segment {what}")
    shown = channel(page).locator(".message:has(.blocks)").last
    expect(shown).to_be_visible()
    return shown


def received(page: Page, action: str) -> Any:
    """What the app received of the last press, without its name."""
    line = heard(page, action).last
    expect(line).to_be_visible()
    return json.loads(line.locator(".text").inner_text().split(" ", 1)[1])


def choose(page: Page, control: str, option: str) -> None:
    channel(page).get_by_role("button", name=control, exact=True).click()
    page.get_by_role("option", name=option).click()


def test_text_in_all_its_forms(page: Page) -> None:
    """mrkdwn, fields, Markdown and rich text become elements of their meaning."""
    shown = show(page, "texts")
    for tag, text in (("strong", "bold"), ("em", "italic"), ("s", "struck"), ("code", "code")):
        expect(shown.locator(tag, has_text=text).first).to_be_visible()
    expect(shown.locator("blockquote").first).to_have_text("quoted words")
    expect(shown.locator("pre").first).to_have_text("a = 1 < 2\nb = 2")
    expect(shown.get_by_role("link", name="a link")).to_have_attribute(
        "href", "https://example.com/a_b"
    )
    expect(shown.locator(".mention")).to_have_text(["@Ben Lindqvist", "#customers", "@here"])
    expect(shown.locator("time[datetime='2026-02-16T10:00:00.000Z']")).to_have_text(
        re.compile(r"16 Feb 2026 at \d\d:\d\d")
    )
    expect(shown.get_by_role("heading", name="Notes")).to_be_visible()
    expect(shown.locator("ol li ul li")).to_have_text("inner")
    expect(shown.get_by_role("table")).to_contain_text("x")
    expect(shown.get_by_role("link", name="unsafe")).to_have_count(0)
    expect(shown.get_by_text("unsafe")).to_be_visible()
    expect(shown.locator("pre").last).to_have_text("x = <script>")


def test_buttons_send_their_value_and_links_open_beside(page: Page) -> None:
    """A plain press, and a link that is told to the app as well."""
    shown = show(page, "controls")
    shown.get_by_role("button", name="Press").click()
    assert received(page, "press") == {"value": "pressed"}
    link = shown.get_by_role("link", name="Read more")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("href", "https://example.com/more")


def test_a_dangerous_button_asks_first(page: Page) -> None:
    """Keep does nothing; Forget reaches the app."""
    shown = show(page, "controls")
    shown.get_by_role("button", name="Forget").click()
    question = page.get_by_role("dialog", name="Forget the file?")
    expect(question).to_contain_text("It is gone afterwards.")
    question.get_by_role("button", name="Keep").click()
    expect(question).to_have_count(0)
    shown.get_by_role("button", name="Forget").click()
    question.get_by_role("button", name="Forget").click()
    assert received(page, "forget") == {"value": "1"}
    expect(heard(page, "forget")).to_have_count(1)


def test_a_select_works_by_keyboard_alone(page: Page) -> None:
    """Enter opens, a letter finds, Enter takes; groups are headed; the focus comes back."""
    show(page, "controls")
    select = channel(page).get_by_role("button", name="One of")
    select.focus()
    page.keyboard.press("Enter")
    expect(select).to_have_attribute("aria-expanded", "true")
    menu = page.get_by_role("listbox", name="One of")
    expect(menu.locator(".menu-group")).to_have_text(["Charts", "Tables"])
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(menu).to_have_count(0)
    assert received(page, "single")["selected_option"]["value"] == "b"
    expect(channel(page).get_by_role("button", name="One of: Bars")).to_be_focused()


def test_a_multiple_select_tells_once_when_it_closes(page: Page) -> None:
    """Two choices are one press for the app."""
    show(page, "controls")
    channel(page).get_by_role("button", name="Which of them?").click()
    page.get_by_role("option", name="One").click()
    page.get_by_role("option", name="Two").click()
    page.keyboard.press("Escape")
    chosen = received(page, "several")["selected_options"]
    assert [option["value"] for option in chosen] == ["1", "2"]
    expect(heard(page, "several")).to_have_count(1)


@pytest.mark.parametrize(
    ("control", "option", "action", "expected"),
    [
        ("Who", "Chiara Rossi", "person", {"selected_user": "U0CHIARARO"}),
        ("Where", "#customers", "channel", {"selected_channel": "C0CUSTOMER"}),
        ("With whom", "segment-bot", "conversation", {"selected_conversation": "D0ADABOT00"}),
    ],
)
def test_selects_of_members_and_channels(
    page: Page, control: str, option: str, action: str, expected: dict[str, str]
) -> None:
    """They offer what the workspace has, and send ids."""
    show(page, "controls")
    choose(page, control, option)
    assert received(page, action) == expected


def test_radio_buttons_and_checkboxes(page: Page) -> None:
    """One of them, or as many as one likes."""
    shown = show(page, "controls")
    shown.get_by_role("radio", name="Weekly").check()
    assert received(page, "often")["selected_option"]["value"] == "w"
    shown.get_by_role("checkbox", name="Two").check()
    assert [o["value"] for o in received(page, "include")["selected_options"]] == ["2"]


def test_date_and_time(page: Page) -> None:
    """They start with the app's values and send Slack's formats."""
    shown = show(page, "controls")
    day, hour = shown.locator("input[type=date]"), shown.locator("input[type=time]")
    expect(day).to_have_value("2026-11-23")
    day.fill("2026-12-01")
    assert received(page, "day") == {"selected_date": "2026-12-01"}
    hour.fill("17:30")
    assert received(page, "hour") == {"selected_time": "17:30"}


def test_an_overflow_menu_is_a_menu(page: Page) -> None:
    """Three dots; arrows and Enter take an entry."""
    show(page, "overflow")
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("menu", name="More").get_by_role("menuitem")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert received(page, "more")["selected_option"]["value"] == "deck"


def test_a_data_table_is_paged_sorted_and_searched(page: Page) -> None:
    """Numbers sort as numbers; the search looks at every cell."""
    shown = show(page, "tables")
    table = shown.get_by_role("region", name="Customers")
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(4)
    shown.get_by_role("button", name="Next rows").click()
    expect(shown.get_by_text("5–8 of 12 rows")).to_be_visible()
    spend = table.get_by_role("columnheader", name="Spend")
    for order, first in (("ascending", "$ 7"), ("descending", "$ 96")):
        spend.get_by_role("button").click()
        expect(spend).to_have_attribute("aria-sort", order)
        expect(rows.first).to_contain_text(first)
    shown.get_by_role("searchbox").fill("c012")
    expect(rows).to_have_count(1)
    expect(shown.get_by_text("1–1 of 1 row", exact=True)).to_be_visible()


def test_charts_are_drawn_and_told(page: Page) -> None:
    """Pie, line, bars and areas as pictures whose figures can be heard."""
    shown = show(page, "tables")
    pie = shown.get_by_role("img", name=re.compile(r"Shares\. Middle of the road: 81; "))
    expect(pie.locator("path.slice")).to_have_count(5)
    line = shown.get_by_role("img", name=re.compile(r"Savers: W1 18, W2 19"))
    expect(line.locator("path.stroke")).to_have_count(2)
    expect(line.locator("circle")).to_have_count(12)
    more = show(page, "charts")
    bars = more.get_by_role("img", name=re.compile("Bars")).locator("rect")
    expect(bars).to_have_count(12)
    heights = [float(bar.get_attribute("height") or 0) for bar in bars.all()[:6]]
    assert heights[5] / heights[0] == pytest.approx(24 / 18, rel=0.01)
    expect(more.get_by_role("img", name=re.compile("Areas")).locator("path.wash")).to_have_count(2)


def test_the_state_of_a_message_travels_with_every_press(page: Page, room: Room) -> None:
    """What was chosen elsewhere in the message is there when a button is pressed."""
    shown = show(page, "state")
    choose(page, "How many", "Five")
    shown.get_by_role("button", name="Go").click()
    answer = heard(page, "go").last
    expect(answer).to_contain_text('"five"')
    expect(box(page)).to_be_visible()
