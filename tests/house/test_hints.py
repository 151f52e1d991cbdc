"""What one types in a terminal is never asked of somebody who reads it in Slack."""

import ast
import re
from pathlib import Path

import pytest

from bot.place_hints import in_slack, in_terminal

ROOT = Path(__file__).parents[2]
OPTION = re.compile(r"(?<![\w-])--[a-z]")
SLACK_WORDS = re.compile(r"\bdrop (?:it|that|this|a|an|the)\b", re.IGNORECASE)
# What speaks in a terminal alone; and what passes the options of other programs.
TERMINAL = ("bot/cli", "bot/__main__.py", "bot/workspace", "bot/http_mode.py")
READ_IN_SLACK = sorted(
    path
    for package in ("segmentation", "bot")
    for path in (ROOT / package).rglob("*.py")
    if not str(path.relative_to(ROOT)).startswith(TERMINAL)
)


def said_in(path: Path) -> list[str]:
    """The texts of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("path", READ_IN_SLACK, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_that_reaches_slack_names_an_option_of_the_command_line(path: Path) -> None:
    """Both ways may be named at once, Slack's first; each place shows its own."""
    assert [text for text in said_in(path) if OPTION.search(in_slack(text))] == []


def test_no_template_names_one() -> None:
    templates = sorted((ROOT / "templates").rglob("*.j2"))
    assert templates
    assert [p.name for p in templates if OPTION.search(p.read_text(encoding="utf-8"))] == []


def test_errors_of_the_core_ask_nobody_in_a_terminal_to_drop_a_file() -> None:
    texts = [text for path in (ROOT / "segmentation").rglob("*.py") for text in said_in(path)]
    asked = [text for text in texts if SLACK_WORDS.search(text)]
    assert len(asked) >= 5
    assert [in_terminal(text) for text in asked if SLACK_WORDS.search(in_terminal(text))] == []
