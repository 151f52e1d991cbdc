"""The page's own house rules: no HTML from data, nothing from outside, small modules."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "bot" / "workspace" / "page"
MODULES = sorted(PAGE.rglob("*.js"))
EVERYTHING = sorted(path for path in PAGE.rglob("*") if path.suffix in {".js", ".css", ".html"})
MOST_LINES = 250
HTML_FROM_TEXT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function"
    r"|createContextualFragment|srcdoc"
)
ELSEWHERE = re.compile(r"""(?:src|href|url|import|from|fetch)\s*[=(]?\s*["'(]\s*(?:https?:)?//""")
IMPORTED = re.compile(r"""^(?:import|export)\b.*?from '(?P<path>[^']+)'""", re.MULTILINE)


def relative(path: Path) -> str:
    return str(path.relative_to(PAGE))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_is_small_says_what_it_is_for_and_parses_no_html(path: Path) -> None:
    """Text becomes nodes by textContent alone."""
    source = read(path)
    assert source.startswith("/** "), "the first line says what the module is for"
    assert source.count("\n") <= MOST_LINES
    assert not HTML_FROM_TEXT.search(source)


@pytest.mark.parametrize("path", EVERYTHING, ids=relative)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    """No script, font, style or picture of another host."""
    assert not ELSEWHERE.search(read(path))


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_name_files_that_exist(path: Path) -> None:
    """Browsers resolve no names: every import is a path with its ending."""
    for found in IMPORTED.finditer(read(path)):
        assert (path.parent / found["path"]).resolve().is_file(), found["path"]


def test_the_page_allows_itself_only() -> None:
    """The policy in the page forbids foreign sources, inline scripts and inline styles."""
    index = read(PAGE / "index.html")
    policy = re.search(r'Content-Security-Policy"\s+content="([^"]+)"', index)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["img-src"] == "'self' data: blob:"
    assert rules["connect-src"] == "'self' ws:"
    assert "<script>" not in index
    assert "style=" not in index


def test_every_builder_stands_in_its_registry() -> None:
    """A block or element file that nobody names would never be drawn."""
    for folder in ("blocks", "elements"):
        registry = read(PAGE / folder / "index.js")
        shared = (
            {"index", "cell", "context", "options"} if folder == "elements" else {"index", "cell"}
        )
        for path in (PAGE / folder).glob("*.js"):
            assert path.stem in shared or f"./{path.name}'" in registry, path.name
