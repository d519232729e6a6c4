"""docs/security.md names for each threat the test that holds its measure."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
TEXT = (BASE / "docs" / "security.md").read_text()
LINES = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith(("| threat", "|---"))]


@pytest.mark.parametrize("line", LINES, ids=[line.split(" | ")[0][2:] for line in LINES])
def test_the_test_of_each_threat_is_there(line: str) -> None:
    (named,) = re.findall(r"`(tests/[\w/]+\.py(?:::\w+)?)`", line)
    path, _colons, name = named.partition("::")
    functions = {each.name for each in ast.parse((BASE / path).read_text()).body if isinstance(each, ast.FunctionDef)}
    assert name in functions if name else any(each.startswith("test_") for each in functions)
