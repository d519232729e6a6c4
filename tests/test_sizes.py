"""Functions, files and lines of templates stay short enough to be read at once."""

import ast
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
FOLDERS = ("bench", "config", "gallery", "guides", "scripts", "tests")
FUNCTION_LINES = 40
FILE_LINES = 400
TEMPLATE_COLUMNS = 160
# What is longer today may become shorter, and then leaves these lists; nothing is added to them.
LONG_FUNCTIONS = {
    "bench/preview.py main",
    "bench/search.py main",
    "guides/checking/compiling_offices.py _point",
    "guides/search/finding.py documents",
    "guides/views/municipality.py municipality",
    "guides/views/previewing.py _respond",
    "guides/views/urls.py addresses",
    "tests/browser/conftest.py pages_of_every_kind",
    "tests/small.py make_guide",
}
LONG_FILES = {"tests/admin/test_publish.py", "tests/importing/test_applying.py"}


def python_files() -> dict[str, str]:
    """The text of every file that is not written by Django, by its path."""
    paths = (path for folder in FOLDERS for path in (BASE / folder).rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(BASE)): path.read_text("utf-8") for path in paths}


def test_functions_are_short() -> None:
    found = {
        f"{path} {node.name}"
        for path, text in python_files().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    }
    assert found == LONG_FUNCTIONS


def test_files_are_short() -> None:
    assert {path for path, text in python_files().items() if len(text.splitlines()) > FILE_LINES} == LONG_FILES


def test_lines_of_templates_fit_on_a_screen() -> None:
    found = {
        str(path.relative_to(BASE))
        for path in (BASE / "templates").rglob("*.html")
        if any(len(line) > TEMPLATE_COLUMNS for line in path.read_text("utf-8").splitlines())
    }
    assert found == set()
