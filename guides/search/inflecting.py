"""The table of forms of words that a release holds, made by Morfeusz in a process of its own.

So the dictionary of a language is never in a process that serves. Words that were asked for once are remembered.
"""

import hashlib
import importlib
import importlib.util
import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from guides.search.languages import language_of
from guides.search.words import joined
from guides.text import fold

log = logging.getLogger(__name__)

SECONDS = 120
_ROOT = Path(__file__).resolve().parent.parent.parent
_known: dict[tuple[str, str], str] = {}  # language, written word → its folded forms with spaces between
_recalled: set[str] = set()  # languages whose kept words were read
_lock = threading.Lock()

Table = dict[str, str]


def inflect(language: str, words: Iterable[str]) -> Table:
    """The table of forms for written words: folded words → the folded forms that they share, both with spaces between.

    Empty where a language has no forms, or they cannot be worked out here.
    """
    module = language_of(language).forms
    if not module:
        return {}
    wanted = sorted(set(words))
    with _lock:
        if language not in _recalled:
            _recalled.add(language)
            _known.update({(language, word): found for word, found in _recall(module).items()})
        missing = [word for word in wanted if (language, word) not in _known]
        if missing:
            _known.update({(language, word): found for word, found in _ask(module, missing).items()})
            _keep(module, {word: found for (code, word), found in _known.items() if code == language})
    sharing: dict[str, set[str]] = defaultdict(set)
    for word in wanted:
        if found := _known.get((language, word)):
            sharing[found].add(_folded(word))
    return {" ".join(sorted(alike)): found for found, alike in sharing.items()}


@lru_cache(32768)
def _folded(word: str) -> str:
    return joined(fold(word))


def _kept(module: str) -> Path:
    """The file of the words that this program, with these packages, has asked for before."""
    spec = importlib.util.find_spec(module)
    sources = [Path(spec.origin)] if spec is not None and spec.origin else []
    told = b"".join(path.read_bytes() for path in (*sources, _ROOT / "requirements.txt"))
    name = f"forms-{module.rpartition('.')[2]}-{hashlib.sha256(told).hexdigest()[:16]}.json"
    return Path(settings.STATE_DIR) / name


def _recall(module: str) -> dict[str, str]:
    try:
        return dict(json.loads(_kept(module).read_bytes()))
    except (OSError, ValueError):  # there is none, or it is damaged: it is made anew
        return {}


def _keep(module: str, found: dict[str, str]) -> None:
    """Keep the words for processes to come: asking for those of 20,000 offices takes seconds."""
    path = _kept(module)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(json.dumps(found, ensure_ascii=False).encode())
        Path(file.name).replace(path)
        for other in path.parent.glob(f"{path.name.rpartition('-')[0]}-*.json"):
            if other != path:
                other.unlink(missing_ok=True)
    except OSError as error:
        log.warning("The forms of words can’t be kept: %s", error)


def _ask(module: str, words: list[str]) -> dict[str, str]:
    """Forms of each word, in a process of its own; nothing, and a line in the log, where that fails."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", __name__, module],
            input=json.dumps(words),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            cwd=_ROOT,
            check=True,
        )
        return dict(json.loads(done.stdout))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        said = getattr(error, "stderr", "") or str(error)
        log.warning("Forms of words cannot be worked out, so search compares whole words: %s", said.strip()[-300:])
        return {}


def _answer() -> None:
    """What the process does: words from standard input, their forms to standard output."""
    forms = importlib.import_module(sys.argv[1]).forms
    words: list[str] = json.load(sys.stdin)
    json.dump({word: " ".join(sorted(forms(word))) for word in words}, sys.stdout)


if __name__ == "__main__":
    _answer()
