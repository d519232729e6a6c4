"""Rows of cells, whatever file they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

LARGEST_FILE = 15 * 1024 * 1024  # bytes
MOST_ROWS = 200_000
MOST_COLUMNS = 200
FORMULA = "="
# How far down the names of the columns may stand, below a title.
_HEADER_WITHIN = 10


class BadTable(ValueError):
    """A file that can't be read as a table; the message tells an editor why and how to go on."""


@dataclass(frozen=True)
class Row:
    line: int  # as a spreadsheet counts: the first row is 1
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()  # places of cells whose value was computed by a formula

    def is_formula(self, column: str, table: "Table") -> bool:
        return bool(self.formulas) and table.header.index(column) in self.formulas


@dataclass(frozen=True)
class Table:
    """`header` holds the names of the columns, white space tidied; no row is wholly empty."""

    header: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""

    def under(self, columns: Sequence[str]) -> "Table":
        """The table with the given names for its columns, which may stand below a title and in another case.

        Raise BadTable when one of `columns` is missing.
        """
        every = [Row(1, self.header), *self.rows]
        for place, row in enumerate(every[:_HEADER_WITHIN]):
            if named := _named(row.cells, columns):
                return replace(self, header=named, rows=every[place + 1 :])
        present = {fold(name) for name in self.header}
        missing = [name for name in columns if fold(name) not in present]
        raise BadTable(
            _("The file lacks these columns: %(missing)s. It has: %(present)s. Is this the right format?")
            % {"missing": ", ".join(missing), "present": ", ".join(filter(None, self.header))[:300]}
        )


def _named(cells: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The header with the names of `columns` as the format writes them; empty when one is missing."""
    wanted = {fold(name): name for name in columns}
    if not wanted.keys() <= {fold(cell) for cell in cells}:
        return ()
    names: list[str] = []
    for place, cell in enumerate(cells):
        name = wanted.pop(fold(cell), "") or tidy(cell)
        # Of two columns with one name the first counts; a column without a name is known by its place.
        names.append(name if name and name not in names else f"{name} [{place + 1}]".strip())
    return tuple(names)


def tidy(text: str) -> str:
    """`text` in one line, with single spaces; of all kinds of white space."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def fold(text: str) -> str:
    return tidy(text).casefold()
