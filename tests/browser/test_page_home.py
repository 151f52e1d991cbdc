"""The app's own place: Home, messages, and when it is away."""

import re

from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from bot.workspace.server import RunningWorkspace
from tests.browser.conftest import BEN, OpenPage
from tests.browser.counterpart import connected
from tests.browser.driving import box, channel, message, say


def open_app(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="segment-bot").click()


def test_home_is_published_when_it_is_first_opened(page: Page) -> None:
    """The app hears of the visit and publishes; the tabs lead to its messages and back."""
    open_app(page)
    home = page.get_by_role("region", name="App home")
    expect(home.get_by_role("heading", name="Your customers, at a glance")).to_be_visible()
    expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Messages").click()
    expect(box(page)).to_have_accessible_name("Message segment-bot")
    say(page, "hello there")
    expect(message(channel(page), "hello there")).to_be_visible()
    expect(home).to_be_hidden()
    page.get_by_role("tab", name="Home").click()
    expect(home.get_by_role("button", name="Open the thread")).to_be_visible()


def test_a_press_in_home_reaches_the_app(page: Page, workspace: RunningWorkspace) -> None:
    """It comes as block_actions with the Home view."""
    open_app(page)
    page.get_by_role("button", name="Forget this file").click()
    sent = workspace.wait_for(
        lambda: [e for e in workspace.envelopes("block_actions") if e.payload.get("view")]
    )
    assert sent[-1].payload["view"]["type"] == "home"
    assert sent[-1].payload["actions"][0]["action_id"] == "forget"


def test_every_member_has_a_home_of_their_own(
    page: Page, open_page: OpenPage, workspace: RunningWorkspace
) -> None:
    """Ben has never spoken with the app; its Home opens all the same."""
    ben = open_page(workspace, BEN)
    open_app(ben)
    expect(ben.get_by_role("heading", name="Your customers, at a glance")).to_be_visible()
    expect(page.get_by_role("region", name="App home")).to_be_hidden()


def test_the_page_says_when_the_app_is_away_and_when_it_is_back(
    open_page: OpenPage, lonely_workspace: RunningWorkspace
) -> None:
    """Without the app the rest works; commands are refused in plain words."""
    page = open_page(lonely_workspace)
    banner = page.get_by_text("segment-bot is not connected.")
    expect(banner).to_be_visible()
    say(page, "anyone?")
    expect(message(channel(page), "anyone?")).to_be_visible()
    say(page, "/segment help")
    expect(page.get_by_role("alert")).to_contain_text("dispatch_failed")
    with connected(lonely_workspace):
        expect(banner).to_have_count(0)
    expect(banner).to_be_visible()


def test_a_member_who_is_not_here_becomes_the_first_one(
    chromium: Browser, workspace: RunningWorkspace
) -> None:
    """An old address still opens the workspace."""
    page = chromium.new_page()
    page.goto(f"{workspace.url}/?as=U0STRANGER#/C0GONE")
    expect(page.get_by_role("button", name="Acting as Ada Okafor")).to_be_visible()
    expect(channel(page)).to_have_accessible_name("Conversation #customers")
    page.close()


def test_a_lost_connection_is_told_and_made_good(page: Page, workspace: RunningWorkspace) -> None:
    """What was said meanwhile is there after the reconnection."""
    links: list[WebSocketRoute] = []

    def pass_on(link: WebSocketRoute) -> None:
        links.append(link)
        link.connect_to_server()

    page.route_web_socket("**/client/events?*", pass_on)
    page.reload()
    expect(channel(page)).to_have_accessible_name(re.compile("^Conversation #"))
    say(page, "before")
    expect(message(channel(page), "before")).to_be_visible()
    page.route_web_socket("**/client/events?*", lambda link: link.close())
    links[-1].close()
    expect(page.get_by_text("Reconnecting…")).to_be_visible()
    say(page, "meanwhile")
    page.route_web_socket("**/client/events?*", pass_on)
    expect(page.get_by_text("Reconnecting…")).to_have_count(0)
    expect(message(channel(page), "meanwhile")).to_be_visible()
    say(page, "after")
    expect(message(channel(page), "after")).to_be_visible()
