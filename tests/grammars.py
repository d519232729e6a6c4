"""Documents in XML held against a grammar of their format, by Jing, which comes within the Nu checker of HTML."""

import shutil
import subprocess
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parent.parent
NODE_MODULES = BASE_DIR / "node_modules"
NU_CHECKER = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
_JING = "com.thaiopensource.relaxng.util.Driver"


def needs(program: str, package: Path) -> None:
    """Skip the test where a program, or a package of npm, is missing."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed (.ci/run installs it)")
    if not package.exists():
        pytest.skip(f"{package.name} is not there: npm ci")


def faults(grammar: Path, *documents: Path) -> list[str]:
    """What Jing finds wrong in the documents; `grammar` is in RELAX NG's compact form."""
    needs("java", NU_CHECKER)
    checked = subprocess.run(
        ["java", "-cp", NU_CHECKER, _JING, "-c", grammar, *documents],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    said = [*checked.stdout.splitlines(), *checked.stderr.splitlines()]
    assert bool(said) == bool(checked.returncode), said
    return said
