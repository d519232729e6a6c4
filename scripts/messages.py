"""The texts of the interface.

    messages.py update    collect them from code and templates into locale/, and compile (make messages)
    messages.py check     whether every text is collected, translated and compiled

The code is written in English, so every other language of the settings needs a catalogue, and English needs none.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SOURCES = ("config", "guides", "templates", "locale", "manage.py")

Messages = dict[tuple[str | None, str], list[str]]


def catalogues(base: Path) -> list[Path]:
    from django.conf import settings
    from django.utils.translation import to_locale

    needed = {to_locale(code) for code, _name in settings.LANGUAGES if code.split("-")[0] != "en"}
    found = {path.parent.parent.name for path in (base / "locale").glob("*/LC_MESSAGES/django.po")}
    return [base / "locale" / name / "LC_MESSAGES" / "django.po" for name in sorted(needed | found)]


def is_english(path: Path) -> bool:
    return path.parent.parent.name.split("_")[0] == "en"


def collect(base: Path) -> None:
    """Write the texts of the code under `base` into its catalogues."""
    locales = []
    for path in catalogues(base):
        path.parent.mkdir(parents=True, exist_ok=True)
        locales += ["--locale", path.parent.parent.name]
    command = [sys.executable, "manage.py", "makemessages", *locales, "--extension", "html,txt,py,svg"]
    command += ["--ignore", "tests", "--ignore", "node_modules", "--ignore", "var", "--ignore", "static"]
    command += ["--no-location", "--no-wrap", "--no-obsolete", "--verbosity", "0"]
    subprocess.run(command, cwd=base, check=True)


def read(path: Path) -> Messages:
    """The texts of a .po or .mo file."""
    import polib

    file = polib.mofile(str(path)) if path.suffix == ".mo" else polib.pofile(str(path))
    return {
        (entry.msgctxt, entry.msgid): list(entry.msgstr_plural.values()) or [entry.msgstr]
        for entry in file
        if not entry.obsolete and "fuzzy" not in entry.flags
    }


def update() -> None:
    before = {path: path.read_bytes() for path in catalogues(BASE_DIR) if path.exists()}
    collect(BASE_DIR)
    for path in catalogues(BASE_DIR):
        if path in before and _without_date(path.read_bytes()) == _without_date(before[path]):
            path.write_bytes(before[path])  # nothing but the date of the collection has changed
        typeset_all(path)
        subprocess.run(["msgfmt", "--check-format", "-o", str(path.with_suffix(".mo")), str(path)], check=True)
        known = read(path)
        missing = [message for message in read_all(path) if not is_english(path) and not all(known.get(message, [""]))]
        print(f"{path.relative_to(BASE_DIR)}: {len(missing)} without a translation")


def typeset_all(path: Path) -> None:
    """Give the translations the spaces and hyphens that texts of editors get when they are compiled."""
    import polib

    catalogue = polib.pofile(str(path), wrapwidth=0)
    changed = False
    for entry in catalogue:
        written = [entry.msgstr, *entry.msgstr_plural.values()]
        entry.msgstr = as_typeset(entry.msgstr, path)
        entry.msgstr_plural = {number: as_typeset(text, path) for number, text in entry.msgstr_plural.items()}
        changed |= written != [entry.msgstr, *entry.msgstr_plural.values()]
    if changed:
        catalogue.save()


def as_typeset(text: str, path: Path) -> str:
    """A text of this catalogue without lines that end where they must not."""
    from django.conf import settings

    from guides.schema.markup import typeset

    return typeset(text, settings.HANGING_WORDS.get(path.parent.parent.name.split("_")[0], ""))


def _without_date(catalogue: bytes) -> list[bytes]:
    return [line for line in catalogue.splitlines() if b"POT-Creation-Date" not in line]


def faults() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        for name in SOURCES:
            source = BASE_DIR / name
            if source.is_dir():
                shutil.copytree(source, base / name, ignore=shutil.ignore_patterns("__pycache__", "content"))
            else:
                shutil.copy(source, base / name)
        collect(base)
        collected = {path.parent.parent.name: set(read_all(path)) for path in catalogues(base)}
    for path in catalogues(BASE_DIR):
        name, compiled = str(path.relative_to(BASE_DIR)), path.with_suffix(".mo")
        if not path.exists():
            yield f"{name} is not there"
            continue
        known = read(path)
        for message in sorted(collected[path.parent.parent.name] - set(read_all(path)), key=str):
            yield f"{name}: not collected yet: “{message[1]}”"
        for message in sorted(set(read_all(path)) - collected[path.parent.parent.name], key=str):
            yield f"{name}: no longer used: “{message[1]}”"
        for message in sorted(read_all(path), key=str):
            if not is_english(path) and not all(known.get(message, [""])):
                yield f"{name}: no translation, or a doubtful one (fuzzy): “{message[1]}”"
        loose = [message for message, texts in known.items() if [as_typeset(text, path) for text in texts] != texts]
        yield from (f"{name}: a line can end where it must not: “{message[1]}”" for message in loose)
        translated = {message: texts for message, texts in known.items() if any(texts)}
        if not compiled.exists() or read(compiled) != translated:
            yield f"{name} is not what {compiled.name} was compiled from"


def read_all(path: Path) -> list[tuple[str | None, str]]:
    """Every text of a .po file, the doubtful ones too."""
    import polib

    return [(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete]


def main(arguments: list[str]) -> None:
    sys.path[0] = str(BASE_DIR)
    os.environ.setdefault("SECRET_KEY", "only-for-collecting-texts")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if arguments not in (["update"], ["check"]):
        sys.exit(__doc__)
    if not all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msgfmt")):
        if arguments == ["check"]:
            print("Skipped: gettext is not installed.")
            return
        sys.exit("Collecting texts needs gettext. On Debian or Ubuntu:\n    sudo apt-get install -y gettext")
    if arguments == ["update"]:
        update()
        return
    found = list(faults())
    for fault in found:
        print(fault)
    if found:
        sys.exit("Run: make messages, and translate what it adds.")


if __name__ == "__main__":
    main(sys.argv[1:])
