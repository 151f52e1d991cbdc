"""What a person does on the page, said once: type, drop, open, press."""

from playwright.sync_api import Locator, Page

CUSTOMERS_CSV = "\n".join(
    ["CustomerID,Gender,Age,Annual Income (k$),Spending Score (1-100)"]
    + [
        f"{n},{'Male' if n % 2 else 'Female'},{18 + n * 7 % 50},{15 + n},{n * 37 % 100}"
        for n in range(1, 41)
    ]
)
# Files dropped on an element, as a browser does it: enter, over, drop.
DROP = """(target, [name, text, type, steps]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, { type }));
  for (const step of steps) {
    const event = new DragEvent(step, { bubbles: true, cancelable: true, dataTransfer: carried });
    target.dispatchEvent(event);
  }
}"""


def drag(target: Locator, *steps: str, name: str = "customers.csv") -> None:
    target.evaluate(DROP, [name, CUSTOMERS_CSV, "text/csv", list(steps)])


def drop(target: Locator, name: str = "customers.csv") -> None:
    drag(target, "dragenter", "dragover", "drop", name=name)


def channel(page: Page) -> Locator:
    return page.locator("#channel")


def thread(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Thread")


def box(page: Page) -> Locator:
    return channel(page).get_by_role("textbox", name="Message ")


def say(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")


def message(pane: Page | Locator, text: str) -> Locator:
    """The message that holds a text."""
    return pane.get_by_role("article").filter(has_text=text)


def open_thread(page: Page, text: str) -> Locator:
    """Opens the thread under a message by its line of replies."""
    message(channel(page), text).locator(".replies").click()
    return thread(page)


def heard(page: Page, action: str) -> Locator:
    """The private message with what the app received of a press."""
    return page.locator(".ephemeral").filter(has=page.locator("code", has_text=action))
