"""Rows of cells, whatever file they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from guides.text import fold, single_line

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
    is_broken: bool = False  # a quotation mark in it is not closed; its only cell is the line as it stands

    def is_formula(self, column: str, table: "Table") -> bool:
        return bool(self.formulas) and table.header.index(column) in self.formulas


@dataclass(frozen=True)
class Table:
    """`header` holds the names of the columns, each once; no row is wholly empty."""

    header: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    others: tuple["Table", ...] = ()  # the other sheets of the workbook
    header_line: int = 1

    def under(self, columns: Sequence[str], sheet: str = "") -> "Table":
        """The table with the given names for its columns: on any sheet, below a title, in another case.

        The sheet with the name `sheet` comes first. Raise BadTable when one of `columns` is missing.
        """
        tables = sorted((self, *self.others), key=lambda table: table.sheet != sheet)
        for table in tables:
            every = table.with_header_row()
            for place, row in enumerate(every[:_HEADER_WITHIN]):
                if named := _named(row.cells, columns):
                    return replace(table, header=named, rows=every[place + 1 :], header_line=row.line)
        present = {fold(name) for name in self.header}
        missing = [name for name in columns if fold(name) not in present]
        raise BadTable(
            _("The file lacks these columns: %(missing)s. It has: %(present)s. Is this the right format?")
            % {"missing": ", ".join(missing), "present": ", ".join(filter(None, self.header))[:300]}
        )

    def with_header_row(self) -> list[Row]:
        """Every row, that of the names included."""
        return [Row(self.header_line, self.header), *self.rows]

    def at(self, sheet: str, line: int | None) -> "Table":
        """The sheet with this name, its names in the given row; what is not there is guessed."""
        table = next((one for one in (self, *self.others) if one.sheet == sheet), self)
        every = table.with_header_row()
        first = every[:_HEADER_WITHIN]
        place = next((place for place, row in enumerate(first) if row.line == line), None)
        if place is None:
            filled = [sum(map(bool, row.cells)) for row in first]
            # The names stand over all columns, a title over one or two.
            place = next(place for place, count in enumerate(filled) if count > 0.6 * max(filled))
        return replace(table, header=unique(every[place].cells), rows=every[place + 1 :], header_line=every[place].line)


def unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Names for all columns: of two with one name the first keeps it; one without a name is known by its place."""
    names: list[str] = []
    for place, cell in enumerate(cells):
        name = single_line(cell)
        names.append(name if name and name not in names else f"{name} [{place + 1}]".strip())
    return tuple(names)


def _named(cells: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The header with the names of `columns` as the format writes them; empty when one is missing."""
    wanted = {fold(name): name for name in columns}
    names = unique(cells)
    if not wanted.keys() <= {fold(name) for name in names}:
        return ()
    return unique([wanted.pop(fold(name), name) for name in names])
