"""The table by which names of towns are led back to the nominative: guides/places/town_forms.txt.z.

    town_forms.py FILE    make it anew from a GeoNames file of postcodes (PL.txt or its .zip)

The dictionary (morfeusz2) is needed here only; a process that serves reads the table (guides/places/inflection.py).
"""

import sys
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE_DIR))

import morfeusz2  # noqa: E402

from guides.places.districts import districts_of_cities  # noqa: E402
from guides.places.inflection import TABLE  # noqa: E402
from guides.places.typed import fold_name  # noqa: E402

NAMES = (2, 5, 7)  # columns: place, powiat, gmina
CASES = {"gen", "dat", "acc", "inst", "loc"}


def words_of(path: Path) -> set[str]:
    """The words of all names, of districts too, as they are written."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            text = archive.read("PL.txt").decode("utf-8")
    else:
        text = path.read_text(encoding="utf-8")
    names = {row.split("\t")[column] for row in text.splitlines() for column in NAMES}
    names |= {district.name for district in districts_of_cities()}
    return {word for name in names for word in name.replace("-", " ").split() if word.isalpha()}


def is_name(tag: str, cases: set[str], number: str = "") -> bool:
    """Whether a tag is of a noun or adjective in one of these cases, and of this number if given."""
    kind, numbers, case, *_rest = [*tag.split(":"), "", ""]
    if kind not in ("subst", "adj") or tag.endswith((":com", ":sup")):
        return False
    return not cases.isdisjoint(case.split(".")) and (not number or number in numbers.split("."))


def forms_of(word: str, analyser: morfeusz2.Morfeusz) -> Iterator[str]:
    """The forms of a name in other cases, of the number that the name has itself."""
    for start, _end, (_form, lemma, tag, *_more) in analyser.analyse(word):
        if start or not is_name(tag, {"nom"}):
            continue
        number = tag.split(":")[1].split(".")[0]
        for form, of, its_tag, *_rest in analyser.generate(lemma.split(":")[0]):
            if of == lemma and is_name(its_tag, CASES, number):
                yield form


def main(path: Path) -> None:
    analyser = morfeusz2.Morfeusz()
    table: dict[str, set[str]] = defaultdict(set)
    for word in words_of(path):
        nominative = fold_name(word)
        for form in forms_of(word, analyser):
            folded = fold_name(form)
            if folded != nominative and folded.isalpha():
                table[folded].add(nominative)
    lines = sorted(f"{form} {' '.join(sorted(found))}\n" for form, found in table.items())
    TABLE.write_bytes(zlib.compress("".join(lines).encode("ascii"), 9))
    print(f"{len(lines)} forms, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
