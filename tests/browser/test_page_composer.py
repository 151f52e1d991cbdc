"""The message box: completion by keyboard, refusals in plain words, marks."""

from playwright.sync_api import Page, expect

from bot.workspace.server import RunningWorkspace
from tests.browser.conftest import OpenPage, Room
from tests.browser.driving import box, channel, message, open_thread, say


def test_commands_complete_by_keyboard_alone(page: Page) -> None:
    """A slash lists them; arrows choose, Tab takes, Enter sends."""
    box(page).press_sequentially("/")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_count(7)
    expect(options.first).to_have_attribute("aria-selected", "true")
    box(page).press_sequentially("segment p")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("/segment profile 3 Everything about one segment")
    box(page).press("Tab")
    expect(box(page)).to_have_value("/segment profile 3")
    expect(options).to_have_count(0)
    box(page).press("Enter")
    expect(page.locator(".ephemeral")).to_contain_text("Heard /segment profile 3")


def test_arrows_go_round_and_escape_leaves_the_list(page: Page) -> None:
    """The chosen suggestion is named to screen readers, and Enter takes it."""
    box(page).press_sequentially("/segment ")
    options = page.get_by_role("option")
    box(page).press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    active = box(page).get_attribute("aria-activedescendant")
    assert options.last.get_attribute("id") == active
    box(page).press("Enter")
    expect(box(page)).to_have_value("/segment chart scatter")
    box(page).fill("/")
    expect(options.first).to_be_visible()
    box(page).press("Escape")
    expect(options).to_have_count(0)


def test_a_typed_command_is_sent_although_suggestions_are_open(page: Page) -> None:
    """Enter after "/segment" and a word of one's own sends it; nothing is filled in."""
    box(page).press_sequentially("/segment k")
    expect(page.get_by_role("option").first).to_be_visible()
    box(page).press("Enter")
    expect(page.locator(".ephemeral")).to_contain_text("Heard /segment k")


def test_people_complete_after_an_at_sign(page: Page) -> None:
    """The first letters find the app; what is sent is a mention, not letters."""
    box(page).press_sequentially("ask @seg")
    expect(page.get_by_role("option")).to_have_text("segment-bot App")
    box(page).press("Enter")
    expect(box(page)).to_have_value("ask @segment-bot ")
    box(page).press_sequentially("hello @ben")
    box(page).press("Enter")
    expect(box(page)).to_have_value("ask @segment-bot hello @Ben Lindqvist ")
    box(page).press_sequentially("#cust")
    box(page).press("Tab")
    box(page).press("Enter")
    sent = message(channel(page), "ask").first
    expect(sent.locator(".mention")).to_have_text(["@segment-bot", "@Ben Lindqvist", "#customers"])
    expect(channel(page).get_by_role("button", name="1 reply")).to_be_visible()


def test_an_unknown_command_is_explained_and_stays_in_the_box(page: Page) -> None:
    """Nothing is sent, nothing is lost."""
    say(page, "/segmnt k=5")
    expect(page.get_by_role("alert")).to_contain_text("/segmnt is not a command here.")
    expect(box(page)).to_have_value("/segmnt k=5")


def test_commands_in_a_thread_point_to_the_mention(page: Page) -> None:
    """Slack has no commands in threads; the page says what works instead."""
    say(page, "@segment-bot hello")
    side = open_thread(page, "hello")
    reply = side.get_by_role("textbox")
    reply.fill("/segment k=5")
    reply.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write @segment-bot k=5 instead.")


def test_the_marks_wrap_what_is_selected(page: Page) -> None:
    """Ctrl+B and the button for code."""
    box(page).fill("important")
    box(page).select_text()
    box(page).press("Control+b")
    expect(box(page)).to_have_value("*important*")
    box(page).select_text()
    channel(page).get_by_role("button", name="Code", exact=True).click()
    expect(box(page)).to_have_value("`*important*`")


def test_a_command_without_an_answer_says_so(
    open_page: OpenPage, impatient_workspace: RunningWorkspace
) -> None:
    """The same words as Slackbot's; the command comes back into the box."""
    page = open_page(impatient_workspace)
    say(page, "/segment silent")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text('/segment failed with the error "operation_timeout"')
    expect(notice).to_have_count(1)
    expect(box(page)).to_have_value("/segment silent")


def test_a_message_that_cannot_be_sent_comes_back(page: Page, room: Room) -> None:
    """The words are not lost when the server refuses."""
    page.route(
        "**/client/message?*",
        lambda route: route.fulfill(json={"ok": False, "error": "The channel is archived."}),
    )
    say(page, "precious words")
    expect(page.get_by_role("alert")).to_contain_text("The channel is archived.")
    expect(box(page)).to_have_value("precious words")
