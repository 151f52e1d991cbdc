"""Messages on the page: said, shown, answered in threads, taken back."""

import re

import httpx
from playwright.sync_api import Page, expect

from bot.workspace.server import RunningWorkspace
from tests.browser.conftest import ADA, BEN, OpenPage, Room
from tests.browser.driving import box, channel, heard, message, open_thread, say, thread


def test_what_is_said_appears_under_its_author_with_its_marks(page: Page) -> None:
    """Bold is bold, a second line of the same author has no second head."""
    say(page, "Hello *everyone* & <all>")
    say(page, "and again")
    first = message(channel(page), "Hello everyone & <all>")
    expect(first.locator("strong", has_text="everyone")).to_be_visible()
    expect(first).to_contain_text("Ada Okafor")
    expect(message(channel(page), "and again")).not_to_contain_text("Ada Okafor")
    expect(box(page)).to_have_value("")
    expect(page.get_by_role("separator", name="Today")).to_be_visible()


def test_markup_in_a_message_stays_text(page: Page) -> None:
    """Nothing that a person writes becomes an element or runs."""
    evil = '<img src=x onerror="document.title=1"> <script>document.title=2</script>'
    say(page, evil)
    expect(message(channel(page), evil)).to_be_visible()
    assert channel(page).locator(".text img, .text script").count() == 0
    say(page, "<javascript:alert(1)|click> https://example.com/a_b?c=1&d=2.")
    links = message(channel(page), "click").get_by_role("link")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://example.com/a_b?c=1&d=2")
    expect(links).to_have_attribute("rel", "noopener noreferrer")


def test_several_lines_are_one_message(page: Page) -> None:
    """Shift and Enter make a new line; Enter sends."""
    box(page).press_sequentially("one")
    box(page).press("Shift+Enter")
    box(page).press_sequentially("two")
    expect(box(page)).to_have_value("one\ntwo")
    box(page).press("Enter")
    expect(message(channel(page), re.compile("one\ntwo"))).to_be_visible()


def test_a_mention_is_answered_in_a_thread(page: Page) -> None:
    """The app's reply stands in the thread; the channel counts it."""
    say(page, "@segment-bot good morning")
    asked = message(channel(page), "good morning").first
    expect(asked.locator(".mention", has_text="@segment-bot")).to_be_visible()
    side = open_thread(page, "good morning")
    expect(message(side, "You said: good morning")).to_be_visible()
    expect(side.get_by_text("1 reply")).to_be_visible()
    expect(page).to_have_url(re.compile(r"#/C\w+/thread/\d+\.\d+$"))


def test_a_reply_goes_to_the_thread_and_not_to_the_channel(page: Page) -> None:
    """From "Reply in thread" to the count under the message."""
    say(page, "Any plans?")
    plans = message(channel(page), "Any plans?")
    plans.hover()
    plans.get_by_role("button", name="Reply in thread").click()
    reply = thread(page).get_by_role("textbox", name="Reply…")
    expect(reply).to_be_focused()
    reply.fill("None yet")
    reply.press("Enter")
    expect(message(thread(page), "None yet")).to_be_visible()
    expect(channel(page).get_by_text("None yet")).to_have_count(0)
    expect(channel(page).get_by_role("button", name="1 reply")).to_be_visible()
    page.keyboard.press("Escape")
    expect(thread(page)).to_be_hidden()


def test_a_thread_shows_what_the_app_is_doing(page: Page) -> None:
    """The status stands over the box, and ends with the app's next message."""
    say(page, "@segment-bot work")
    side = open_thread(page, "work")
    expect(side.get_by_text("segment-bot is drawing charts…")).to_be_visible()
    side.get_by_role("textbox").fill("@segment-bot done?")
    side.get_by_role("textbox").press("Enter")
    expect(message(side, "You said: done?")).to_be_visible()
    expect(side.get_by_text("is drawing charts")).to_have_count(0)


def test_an_own_message_can_be_deleted_after_a_question(page: Page, room: Room) -> None:
    """Keep leaves it; Delete takes it away."""
    say(page, "Oops")
    oops = message(channel(page), "Oops")
    for answer, left in (("Cancel", 1), ("Delete", 0)):
        oops.hover()
        oops.get_by_role("button", name="Delete message").click()
        page.get_by_role("dialog", name="Delete this message?").get_by_role(
            "button", name=answer
        ).click()
        expect(oops).to_have_count(left)


def test_only_own_messages_offer_to_be_deleted(
    open_page: OpenPage, workspace: RunningWorkspace, room: Room
) -> None:
    """Ben sees Ada's message without the bin."""
    say(open_page(workspace, ADA, room.place), "Mine")
    ben = open_page(workspace, BEN, room.place)
    hers = message(channel(ben), "Mine")
    hers.hover()
    expect(hers.get_by_role("button", name="Copy link")).to_be_visible()
    expect(hers.get_by_role("button", name="Delete message")).to_have_count(0)


def test_a_copied_link_leads_to_the_message(page: Page) -> None:
    """The link opens the channel and lights the message up."""
    say(page, "Remember this")
    note = message(channel(page), "Remember this")
    note.hover()
    note.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Link copied.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    other = page.context.new_page()
    other.goto(link)
    found = message(channel(other), "Remember this")
    expect(found).to_be_in_viewport()
    expect(channel(other).locator(".message:focus")).to_contain_text("Remember this")


def test_back_and_forward_go_through_the_places(page: Page, room: Room) -> None:
    """Channel, another channel, and back: the address and the page agree."""
    page.get_by_role("navigation").get_by_role("button", name="customers", exact=True).click()
    expect(channel(page).get_by_role("heading", name="customers", exact=True)).to_be_visible()
    page.go_back()
    expect(channel(page).get_by_role("heading", name=room.name, exact=True)).to_be_visible()
    page.go_forward()
    expect(page).to_have_title("#customers · Marigold & Co")


def test_a_draft_waits_in_its_channel(page: Page) -> None:
    """What was not sent is there when one comes back, and nowhere else."""
    box(page).fill("half a thought")
    page.get_by_role("navigation").get_by_role("button", name="customers", exact=True).click()
    expect(box(page)).to_have_value("")
    page.go_back()
    expect(box(page)).to_have_value("half a thought")


def test_a_private_answer_is_marked_and_only_its_reader_sees_it(
    open_page: OpenPage, workspace: RunningWorkspace, room: Room
) -> None:
    """Ada reads "Only visible to you"; Ben, in the same channel, reads nothing."""
    ada, ben = (open_page(workspace, who, room.place) for who in (ADA, BEN))
    say(ada, "/segment k=5")
    answer = ada.locator(".ephemeral")
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text("Heard /segment k=5")
    say(ada, "now everyone")
    expect(message(channel(ben), "now everyone")).to_be_visible()
    expect(ben.locator(".ephemeral")).to_have_count(0)


def test_a_private_answer_can_replace_itself(page: Page) -> None:
    """A press on its button puts the new words in its place."""
    say(page, "/segment swap")
    page.get_by_role("button", name="Replace me").click()
    expect(page.locator(".ephemeral")).to_contain_text("It was replaced.")
    expect(page.get_by_text("A private message.")).to_have_count(0)
    expect(heard(page, "swap")).to_have_count(0)


def test_the_answer_to_a_command_comes_into_view(page: Page) -> None:
    """A tall message shows its first line; the answer to one's own command is not missed below."""
    say(page, "/segment texts")
    texts = channel(page).locator(".message:has(.blocks)")
    expect(texts.get_by_text("bold", exact=True)).to_be_in_viewport()
    say(page, "/segment k=5")
    expect(message(channel(page), "Heard /segment k=5")).to_be_in_viewport()


def test_new_messages_are_read_out_and_the_list_stays_where_one_reads(
    page: Page, workspace: RunningWorkspace, room: Room
) -> None:
    """Far from the end nothing jumps; a button leads to what is new."""
    with httpx.Client(base_url=workspace.url, params={"as": BEN}) as ben:
        for n in range(40):
            ben.post("/client/message", json={"channel": room.id, "text": f"line {n}"})
        expect(message(channel(page), "line 39")).to_be_in_viewport()
        expect(page.get_by_role("log")).to_contain_text("Ben Lindqvist: line 39")
        message(channel(page), "line 3").first.scroll_into_view_if_needed()
        expect(message(channel(page), "line 39")).not_to_be_in_viewport()
        ben.post("/client/message", json={"channel": room.id, "text": "the newest"})
    pill = channel(page).get_by_role("button", name="New messages")
    expect(pill).to_be_visible()
    expect(message(channel(page), "line 3").first).to_be_in_viewport()
    pill.click()
    expect(message(channel(page), "the newest")).to_be_in_viewport()
    expect(pill).to_be_hidden()
