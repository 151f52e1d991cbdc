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
IMPORTED = re.compile(r"^(?:import|export)\s[^;'\"]*?from '(?P<path>[^']+)'", re.MULTILINE)
EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (?P<name>\w+)", re.MULTILINE)


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


def imports(path: Path) -> set[Path]:
    return {(path.parent / found["path"]).resolve() for found in IMPORTED.finditer(read(path))}


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_name_files_that_exist(path: Path) -> None:
    """Browsers resolve no names: every import is a path with its ending."""
    assert [other for other in imports(path) if not other.is_file()] == []


def test_every_module_is_reached_from_the_first() -> None:
    """A block, element or view that nobody imports would never be drawn."""
    reached: set[Path] = set()
    waiting = {PAGE / "main.js"}
    while waiting:
        module = waiting.pop()
        reached.add(module)
        waiting |= imports(module) - reached
    assert set(MODULES) == reached


def test_the_page_announces_every_module_at_once() -> None:
    """Without the list a browser finds them import by import, and opens twice as slowly."""
    listed = re.findall(r'rel="modulepreload" href="/page/([^"]+)"', read(PAGE / "index.html"))
    assert listed == [relative(path) for path in MODULES if path.name != "main.js"]


def test_everything_that_is_exported_is_used_elsewhere() -> None:
    """What no other module names is either private or dead."""
    sources = {path: read(path) for path in MODULES}
    dead = [
        f"{relative(path)}: {found['name']}"
        for path, source in sources.items()
        for found in EXPORTED.finditer(source)
        if not any(
            re.search(rf"\b{found['name']}\b", other)
            for where, other in sources.items()
            if where != path
        )
    ]
    assert dead == []


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
