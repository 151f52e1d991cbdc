"""Slack's mrkdwn and common Markdown, one case a line: what is typed, what is drawn."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bot.workspace.server import RunningWorkspace

# Draws a text with one of the page's own modules and gives back the markup.
RENDER = """async ([module, text]) => {
  const { render } = await import(`/page/text/${module}.js`);
  const box = document.createElement('div');
  box.append(...render(text));
  return box.innerHTML;
}"""

# Milliseconds that a text takes.
TIME = """async (text) => {
  const { render } = await import('/page/text/mrkdwn.js');
  const begin = performance.now();
  render(text);
  return performance.now() - begin;
}"""

MRKDWN = [
    ("*bold* and _italic_", "<p><strong>bold</strong> and <em>italic</em></p>"),
    ("_*both*_", "<p><em><strong>both</strong></em></p>"),
    ("2*3*4 and a_b_c", "<p>2*3*4 and a_b_c</p>"),
    ("* not bold *", "<p>* not bold *</p>"),
    ("_kept `a_b` together_", "<p><em>kept <code>a_b</code> together</em></p>"),
    ("*unclosed", "<p>*unclosed</p>"),
    ("~gone~, `*raw*`", "<p><s>gone</s>, <code>*raw*</code></p>"),
    ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>"),
    ("&amp;lt;", "<p>&amp;lt;</p>"),
    ("a\nb", "<p>a\nb</p>"),
    ("```x = *1*```", '<pre tabindex="0">x = *1*</pre>'),
    ("```never closed", "<p>```never closed</p>"),
    ("&gt; said\nnot said", "<blockquote><p>said</p></blockquote><p>not said</p>"),
    (
        "• one\n• two",
        '<ul class="lines"><li data-mark="•">one</li><li data-mark="•">two</li></ul>',
    ),
    ("3. third", '<ul class="lines"><li data-mark="3.">third</li></ul>'),
    ("- 5 degrees", '<ul class="lines"><li data-mark="•">5 degrees</li></ul>'),
    ("-5 degrees", "<p>-5 degrees</p>"),
    ("<javascript:alert(1)|go>", "<p><span>go</span></p>"),
    ("<data:text/html,x|go>", "<p><span>go</span></p>"),
    (
        "<https://e.com/?a=1&amp;b=2|it>",
        '<p><a href="https://e.com/?a=1&amp;b=2" target="_blank" '
        'rel="noopener noreferrer">it</a></p>',
    ),
    ("<mailto:a@e.com|write>", "<p><a"),
    ("<img src=x>", "<p><span>img src=x</span></p>"),
    ("<@U0NOBODY|former>", '<p><span class="mention">@former</span></p>'),
    ("<!channel>", '<p><span class="mention mention-me">@channel</span></p>'),
    ("<!date^0^{date_num}^https://e.com|then>", "<p><a"),
    ("<!date^soon^{time}|then>", "<p><time>then</time></p>"),
    (":tada: :no_such:", "<p>🎉 :no_such:</p>"),
]
MARKDOWN = [
    ("**bold** *it* ~~no~~", "<p><strong>bold</strong> <em>it</em> <s>no</s></p>"),
    (r"\*plain\*", "<p>*plain*</p>"),
    ("# Title", '<h3 class="md-h1">Title</h3>'),
    ("* * *", "<hr>"),
    ("3. c\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>'),
    ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    ("- [x] done", '<ul><li><span aria-hidden="true">☑ </span>done</li></ul>'),
    ("```py\n<b>\n```", '<pre tabindex="0">&lt;b&gt;</pre>'),
    ("[a](javascript:alert(1))", "<p><span>a</span></p>"),
    ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ("|a|b|\n|:-:|--:|\n|1|2|", '<td class="align-right">2</td>'),
]


@pytest.fixture(scope="module")
def blank(chromium: Browser, workspace: RunningWorkspace) -> Iterator[Page]:
    """A page whose modules can be asked directly."""
    page = chromium.new_page()
    page.goto(f"{workspace.url}/page/icon.svg")
    page.goto(workspace.url)
    yield page
    page.close()


@pytest.mark.parametrize(("text", "drawn"), MRKDWN)
def test_mrkdwn(blank: Page, text: str, drawn: str) -> None:
    """Marks, references and escapes as Slack reads them."""
    assert drawn in blank.evaluate(RENDER, ["mrkdwn", text])


@pytest.mark.parametrize(("text", "drawn"), MARKDOWN)
def test_markdown(blank: Page, text: str, drawn: str) -> None:
    """Headings, lists, tables and code; HTML stays text."""
    assert drawn in blank.evaluate(RENDER, ["markdown", text])


def test_a_long_line_of_open_marks_is_read_at_once(blank: Page) -> None:
    """No text makes the parser try every combination: 6,000 signs in less than a second."""
    for sign in "*_~`<":
        text = f"{sign}a " * 2000
        assert blank.evaluate(TIME, text) < 1000
