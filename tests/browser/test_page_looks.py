"""How the page looks: pictures kept under build/screenshots/, and what a machine can check of them.

Each scene is also held against three rules: text has the contrast of WCAG AA on what lies behind
it, every control has a name, and nothing is wider than the window.
"""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.workspace.server import RunningWorkspace
from tests.browser.conftest import ADA, BEN, CHIARA, OpenPage, Shoot
from tests.browser.driving import CUSTOMERS_CSV, box, channel, drag, drop, open_thread, say, thread

# Text that is too faint: [contrast, text] of every visible run of text below WCAG AA.
FAINT = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => below.map((c, i) => top[i] * top[3] + c * (1 - top[3]));
  const light = (c) => c.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    const layers = [];
    for (let n = node; n; n = n.parentElement) {
      const layer = rgba(getComputedStyle(n).backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  const walker = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    const seen = { opacityProperty: true, visibilityProperty: true };
    if (!text || !node.checkVisibility(seen)) continue;
    if (node.closest('svg, .unseen, :disabled, [aria-disabled=true], .avatar, option')) continue;
    const style = getComputedStyle(node);
    const ground = behind(node);
    const ink = over(rgba(style.color), ground);
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (contrast < (large ? 3 : 4.5)) faint.push([contrast.toFixed(2), text]);
  }
  return faint;
}"""
CONTROLS = {"button", "link", "textbox", "combobox", "checkbox", "radio", "spinbutton", "searchbox"}
SIDEWAYS = "() => document.scrollingElement.scrollWidth - innerWidth"


def unnamed_controls(page: Page) -> list[str]:
    """Controls of the accessibility tree that a screen reader could not name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    controls = [n for n in nodes if n.get("role", {}).get("value") in CONTROLS and not n["ignored"]]
    assert controls
    return [n["role"]["value"] for n in controls if not n.get("name", {}).get("value")]


def talk(workspace: RunningWorkspace, *lines: tuple[str, str]) -> None:
    """Others have said something in #customers."""
    with httpx.Client(base_url=workspace.url) as client:
        for member, text in lines:
            body = {"channel": "C0CUSTOMER", "text": text}
            client.post("/client/message", params={"as": member}, json=body)


def wait_for_pictures(page: Page) -> None:
    for image in page.get_by_role("img").and_(page.locator("img")).all():
        expect(image).to_have_js_property("complete", True)


def empty(page: Page) -> None:
    expect(channel(page).get_by_role("heading", name="Drop a customer file here")).to_be_visible()


def conversation(page: Page) -> None:
    drop(channel(page))
    side = open_thread(page, "customers.csv")
    expect(side.get_by_role("heading", name="Five kinds of customers")).to_be_visible()


def answered_channel(page: Page) -> None:
    drop(channel(page))
    expect(channel(page).get_by_role("button", name="1 reply")).to_be_visible()


def large_picture(page: Page) -> None:
    conversation(page)
    thread(page).get_by_role("button", name="Open large").click()


def chosen_menu(page: Page) -> None:
    conversation(page)
    thread(page).get_by_role("button", name="Profile").click()
    expect(page.get_by_role("listbox", name="Profile")).to_be_visible()


def modal_with_errors(page: Page) -> None:
    conversation(page)
    thread(page).get_by_role("button", name="Change groups").click()
    page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Please complete this required field.")).to_have_count(2)


def slash(page: Page) -> None:
    box(page).press_sequentially("/seg")
    expect(page.get_by_role("option").first).to_be_visible()


def private_answer(page: Page) -> None:
    say(page, "/segment k=5")
    expect(page.locator(".ephemeral")).to_be_visible()


def home(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="segment-bot").click()
    expect(page.get_by_role("heading", name="Your customers, at a glance")).to_be_visible()


def switching(page: Page) -> None:
    page.get_by_role("button", name="Acting as").click()
    expect(page.get_by_role("listbox", name="Act as another member")).to_be_visible()


def dropping(page: Page) -> None:
    drag(channel(page), "dragenter", "dragover")
    expect(page.get_by_text("Drop to share in #customers")).to_be_visible()


def gallery(what: str) -> Callable[[Page], None]:
    def scene(page: Page) -> None:
        say(page, f"/segment {what}")
        expect(channel(page).locator(".blocks")).to_be_visible()

    return scene


def refused(page: Page) -> None:
    say(page, "/unknown")
    expect(page.get_by_role("alert")).to_be_visible()


def members(page: Page) -> None:
    channel(page).get_by_role("button", name="4 members").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def without_bot(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="general").click()
    expect(channel(page).get_by_text("is not in this channel yet")).to_be_visible()


def working(page: Page) -> None:
    say(page, "@segment-bot work on the spring list")
    open_thread(page, "spring list")
    expect(thread(page).get_by_text("segment-bot is drawing charts…")).to_be_visible()


def drawer(page: Page) -> None:
    page.get_by_role("button", name="Channels and people").click()
    expect(page.get_by_role("navigation").get_by_role("button", name="general")).to_be_visible()


WIDE: dict[str, Callable[[Page], None]] = {
    "empty": empty,
    "conversation": conversation,
    "lightbox": large_picture,
    "menu": chosen_menu,
    "modal": modal_with_errors,
    "slash": slash,
    "ephemeral": private_answer,
    "home": home,
    "switching": switching,
    "dropping": dropping,
    "texts": gallery("texts"),
    "controls": gallery("controls"),
    "tables": gallery("tables"),
    "charts": gallery("charts"),
    "refused": refused,
    "members": members,
    "without-bot": without_bot,
    "working": working,
}
NARROW: dict[str, Callable[[Page], None]] = {
    "empty": empty,
    "channel": answered_channel,
    "drawer": drawer,
    "thread": conversation,
    "modal": modal_with_errors,
    "lightbox": large_picture,
    "controls": gallery("controls"),
    "tables": gallery("tables"),
    "slash": slash,
}


def hold(page: Page) -> None:
    """The three rules that every scene keeps."""
    wait_for_pictures(page)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(FAINT) == []
    assert unnamed_controls(page) == []


def by_day_and_by_night(page: Page, shoot: Shoot, name: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        hold(page)
        shoot(page, f"{name}-{scheme}")


@pytest.mark.parametrize("name", WIDE)
def test_a_scene_is_legible_named_and_fits(
    name: str, open_page: OpenPage, fresh_workspace: RunningWorkspace, shoot: Shoot
) -> None:
    """On a wide screen, by day and by night."""
    page = open_page(fresh_workspace)
    WIDE[name](page)
    by_day_and_by_night(page, shoot, name)


@pytest.mark.parametrize("name", NARROW)
def test_a_scene_fits_a_telephone(
    name: str, open_page: OpenPage, fresh_workspace: RunningWorkspace, shoot: Shoot
) -> None:
    """380 pixels wide: the sidebar is a drawer, the thread takes the whole screen."""
    page = open_page(fresh_workspace, width=380)
    NARROW[name](page)
    hold(page)
    shoot(page, f"{name}-narrow")


def test_a_workspace_without_its_app_is_legible(
    open_page: OpenPage, lonely_workspace: RunningWorkspace, shoot: Shoot
) -> None:
    """The banner across the top."""
    page = open_page(lonely_workspace, CHIARA)
    page.get_by_role("navigation").get_by_role("button", name="board").click()
    expect(page.get_by_text("segment-bot is not connected.")).to_be_visible()
    by_day_and_by_night(page, shoot, "away")


def test_the_picture_of_the_whole(
    open_page: OpenPage, fresh_workspace: RunningWorkspace, shoot: Shoot
) -> None:
    """A morning in #customers: talk, a file, its answer beside it."""
    talk(
        fresh_workspace,
        (BEN, "The spring mailing goes out on Thursday. *Whom do we write to this time?*"),
        (CHIARA, "Not everyone again, please. Half of them never opened the last one."),
    )
    page = open_page(fresh_workspace, ADA, width=1480)
    with page.expect_file_chooser() as chooser:
        channel(page).get_by_role("button", name="Attach files").click()
    content = CUSTOMERS_CSV.encode()
    chooser.value.set_files({"name": "customers.csv", "mimeType": "text/csv", "buffer": content})
    box(page).fill("Here is the shop's export of this morning.")
    box(page).press("Enter")
    side = open_thread(page, "this morning")
    expect(side.get_by_role("heading", name="Five kinds of customers")).to_be_visible()
    page.mouse.move(5, 400)
    by_day_and_by_night(page, shoot, "whole")
