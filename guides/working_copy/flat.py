"""Many rows read as entries without a model made of each: of 20,000 offices, seconds and a hundred megabytes less.

For kinds without links and pictures; the entries are those of `rows.read_entry`.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet

from guides.models.base import localized, translated_texts
from guides.schema.kinds import Entry, fields_of
from guides.working_copy.kinds import Shape

Columns = Mapping[str, Any]  # of a row, by their names
Value = Callable[[Columns], Any]


def read_flat(shape: Shape) -> list[Entry]:
    """Every row of a kind as an entry, in the order of display."""
    return _by_parent(shape, "")[None]


def _by_parent(shape: Shape, parent: str) -> dict[Any, list[Entry]]:
    """The entries by the key of the row that they are parts of; of what is no part, under None."""
    values = {name: _value(shape, name) for name in shape.entry.__struct_fields__}
    found: dict[Any, list[Entry]] = defaultdict(list)
    # Not the model's own manager, which would put the reader's language in the place of a text's.
    rows: QuerySet[Model, dict[str, Any]] = QuerySet(shape.model).values()
    for row in rows.iterator(chunk_size=2000):
        found[row[f"{parent}_id"] if parent else None].append(
            shape.entry(**{name: value(row) for name, value in values.items()})
        )
    return found


def _value(shape: Shape, name: str) -> Value:
    """How a field of an entry is taken out of the columns of its row."""
    column = shape.attribute(name)
    if name in shape.children:
        child, link = shape.children[name]
        parts = _by_parent(child, link)
        return lambda row: parts.get(row["id"], [])
    if name in shape.references:
        keys = dict(shape.references[name].objects.values_list("pk", "key"))
        return lambda row: keys.get(row[f"{column}_id"], "")
    if name in shape.translated:
        return _words(shape, name)
    return _outdated(shape.model) if name == "outdated" else lambda row: row[column]


def _words(shape: Shape, name: str) -> Value:
    columns = localized(name).items()
    text = fields_of(shape.entry).texts.get(name)
    nothing = (lambda: None) if text is not None and text.is_optional else dict
    return lambda row: {code: row[column] for code, column in columns if row[column]} or nothing()


def _outdated(model: type[Any]) -> Value:
    """Of a row without a translation nothing is outdated; others tell themselves."""
    columns = [
        column
        for name in translated_texts(model)
        for code, column in localized(name).items()
        if code != settings.LANGUAGE_CODE
    ]

    def value(row: Columns) -> Any:
        if not any(row[column] for column in columns):
            return {}
        return model.from_db(None, list(row), list(row.values())).outdated()

    return value
