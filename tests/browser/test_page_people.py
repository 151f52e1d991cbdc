"""Members and channels: acting as someone else, unread, private, new, joined, left."""

import re

from playwright.sync_api import Locator, Page, expect

from bot.workspace.server import RunningWorkspace
from tests.browser.conftest import ADA, BEN, CHIARA, OpenPage, Room
from tests.browser.driving import box, channel, message, say


def sidebar(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Channels and people")


def entry(page: Page, name: str) -> Locator:
    return sidebar(page).get_by_role("button", name=name, exact=True)


def act_as(page: Page, name: str) -> None:
    sidebar(page).get_by_role("button", name="Acting as").click()
    page.get_by_role("option", name=name).click()
    expect(sidebar(page).get_by_role("button", name=f"Acting as {name}")).to_be_visible()


def test_one_acts_as_another_member_with_their_channels(page: Page) -> None:
    """Chiara sees #board, which Ada does not; what she writes bears her name."""
    expect(entry(page, "board")).to_have_count(0)
    act_as(page, "Chiara Rossi")
    expect(page).to_have_url(re.compile(CHIARA))
    entry(page, "board").click()
    expect(channel(page)).to_have_accessible_name("Conversation #board")
    say(page, "Between us")
    expect(message(channel(page), "Between us")).to_contain_text("Chiara Rossi")
    page.reload()
    expect(message(channel(page), "Between us")).to_be_visible()
    act_as(page, "Ada Okafor")
    expect(page.get_by_text("Between us")).to_have_count(0)


def test_what_others_say_is_counted_until_it_is_read(
    open_page: OpenPage, workspace: RunningWorkspace, room: Room
) -> None:
    """A badge in the sidebar and the tab's title; a line marks what is new."""
    ben = open_page(workspace, BEN)
    ada = open_page(workspace, ADA, room.place)
    say(ada, "one")
    say(ada, "two")
    unread = sidebar(ben).get_by_role("button").filter(has_text=room.name)
    expect(unread.locator(".badge")).to_be_visible()
    expect(ben).to_have_title(re.compile(r"^\(\d+\)"))
    unread.click()
    expect(unread.locator(".badge")).to_have_count(0)
    expect(channel(ben).get_by_role("separator", name="New messages")).to_be_visible()
    say(ada, "three")
    expect(message(channel(ben), "three")).to_be_visible()
    expect(unread.locator(".badge")).to_have_count(0)


def test_a_channel_is_made_and_the_app_invited(page: Page) -> None:
    """Spaces become dashes; the empty channel offers what is missing."""
    sidebar(page).get_by_role("button", name="Create a channel").click()
    dialog = page.get_by_role("dialog", name="Create a channel")
    dialog.get_by_role("textbox", name="Name").fill("Spring Campaign")
    dialog.get_by_role("button", name="Create").click()
    expect(dialog).to_have_count(0)
    expect(channel(page)).to_have_accessible_name("Conversation #spring-campaign")
    expect(channel(page).get_by_text("does not see files that are dropped here")).to_be_visible()
    channel(page).get_by_role("region", name="Messages").get_by_role(
        "button", name="Add segment-bot"
    ).click()
    expect(channel(page).get_by_text("@segment-bot has joined the channel")).to_be_visible()
    expect(channel(page).get_by_role("button", name="2 members")).to_be_visible()
    expect(channel(page).get_by_role("heading", name="Drop a customer file here")).to_be_visible()


def test_a_taken_name_is_refused_at_its_field(page: Page) -> None:
    """The dialog stays, with the reason."""
    sidebar(page).get_by_role("button", name="Create a channel").click()
    dialog = page.get_by_role("dialog", name="Create a channel")
    name = dialog.get_by_role("textbox", name="Name")
    for typed, reason in (("", "Please give the channel a name."), ("general", "already")):
        name.fill(typed)
        dialog.get_by_role("button", name="Create").click()
        expect(name).to_have_accessible_description(re.compile(reason))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_private_channel_is_seen_by_its_members_only(
    page: Page, open_page: OpenPage, workspace: RunningWorkspace
) -> None:
    """Ben sees it once he is invited."""
    ben = open_page(workspace, BEN)
    sidebar(page).get_by_role("button", name="Create a channel").click()
    dialog = page.get_by_role("dialog", name="Create a channel")
    dialog.get_by_role("textbox", name="Name").fill("secret-plans")
    dialog.get_by_role("checkbox", name="Make it private").check()
    dialog.get_by_role("button", name="Create").click()
    expect(entry(page, "secret-plans")).to_be_visible()
    expect(entry(ben, "secret-plans")).to_have_count(0)
    channel(page).get_by_role("button", name="1 member").click()
    page.get_by_role("dialog").get_by_role("button", name="Add Ben Lindqvist").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Remove Ben")).to_be_visible()
    expect(entry(ben, "secret-plans")).to_be_visible()


def test_a_public_channel_is_looked_at_before_it_is_joined(
    open_page: OpenPage, workspace: RunningWorkspace, room: Room
) -> None:
    """Chiara is not in the room: she reads, joins, writes, leaves."""
    say(open_page(workspace, ADA, room.place), "Come in")
    page = open_page(workspace, CHIARA, room.place)
    expect(message(channel(page), "Come in")).to_be_visible()
    expect(box(page)).to_have_count(0)
    channel(page).get_by_role("button", name="Join channel").click()
    say(page, "Here I am")
    expect(message(channel(page), "Here I am")).to_be_visible()
    channel(page).get_by_role("button", name="Channel menu").click()
    page.get_by_role("menuitem", name="Leave the channel").click()
    expect(channel(page).get_by_role("button", name="Join channel")).to_be_visible()


def test_direct_messages_are_between_two(
    page: Page, open_page: OpenPage, workspace: RunningWorkspace
) -> None:
    """Ada writes to Ben; he sees a badge at her name, and her words."""
    ben = open_page(workspace, BEN)
    sidebar(page).get_by_role("button", name="Ben Lindqvist").click()
    expect(box(page)).to_have_accessible_name("Message Ben Lindqvist")
    say(page, "Just for you")
    hers = sidebar(ben).get_by_role("button", name="Ada Okafor")
    expect(hers.locator(".badge")).to_have_text("1 unread")
    hers.click()
    expect(message(channel(ben), "Just for you")).to_be_visible()


def test_one_jumps_to_any_place_by_keyboard(page: Page) -> None:
    """Ctrl+K, a few letters, Enter."""
    page.keyboard.press("Control+k")
    search = page.get_by_role("combobox", name="Search: Jump to")
    expect(search).to_be_focused()
    search.fill("gen")
    expect(page.get_by_role("option")).to_have_count(1)
    search.press("Enter")
    expect(channel(page)).to_have_accessible_name("Conversation #general")
