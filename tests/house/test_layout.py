"""The house rules that a machine can hold: import directions, sizes, names, first lines."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("segmentation", "bot", "benchmarks")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
BANNED_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}
MOST_LINES = 400
MOST_FUNCTION_LINES = 40
MOST_PARAMETERS = 7


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code, leaving out the docstring and the signature."""
    body = function.body
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, f"{relative(path)} has no docstring"
    assert docstring.splitlines()[0].endswith((".", ":", "?")) or "\n" in docstring


@pytest.mark.parametrize("path", MODULES + TESTS, ids=relative)
def test_modules_stay_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_functions_stay_small(path: Path) -> None:
    long = {f.name: body_lines(f) for f in functions(path) if body_lines(f) > MOST_FUNCTION_LINES}
    assert not long
    wide = [
        f.name
        for f in functions(path)
        if len(f.args.args) + len(f.args.kwonlyargs) > MOST_PARAMETERS
    ]
    assert not wide


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_names_say_what_a_module_does(path: Path) -> None:
    assert path.stem not in BANNED_NAMES
    assert path.parent.name not in BANNED_NAMES


def test_imports_run_in_the_allowed_directions() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_pickle_is_used_nowhere_but_between_two_processes_of_one_run() -> None:
    using = [
        relative(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "pickle" in [a.name for a in node.names] + [getattr(node, "module", None)]
    ]
    assert using == ["bot/cli/reading_process.py"]


def test_pyplot_is_used_nowhere() -> None:
    assert [relative(p) for p in MODULES if "import pyplot" in p.read_text("utf-8")] == []


def test_the_locks_name_no_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text
