"""The content files: YAML that people can read and diff, languages side by side; points as CSV.

Writing is canonical: what was read and is written again gives the same bytes.
"""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import yaml

from guides.enums import ServiceKind
from guides.schema import draft
from guides.schema.kinds import Entry, Words
from guides.working_copy.kinds import CONTENT_SHAPES, POINT_SHAPES, Shape

PICTURES = "pictures"
DATE_COLUMNS = ("checked_on", "next_check_on")  # how columns of days end, those of services too

if TYPE_CHECKING:
    from yaml import SafeLoader
else:  # libyaml reads ten times as fast; it is in PyYAML's wheels, not in every build from source
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SomeEntry = TypeVar("SomeEntry", bound=Entry)


class BadContentFile(Exception):
    """A content file that can't be read; the message names the file and the place in it."""


def read_content(folder: Path) -> draft.Draft:
    """Read every content file in `folder`. Raise BadContentFile."""
    return draft.Draft(**{name: _read_list(folder, shape) for name, shape in CONTENT_SHAPES.items()})


def read_points(folder: Path, languages: tuple[str, ...]) -> draft.PointsDraft:
    """Read the points and their sources in `folder`. Raise BadContentFile."""
    points = _read_csv(folder / POINT_SHAPES["points"].file, draft.Point, languages)
    return draft.PointsDraft(sources=read_point_sources(folder), points=points)


def read_point_sources(folder: Path) -> list[draft.PointSource]:
    """Read the sources of points in `folder`. Raise BadContentFile."""
    return _read_list(folder, POINT_SHAPES["sources"])


def write_content(content: draft.Draft, folder: Path) -> None:
    """Write every content file into `folder`; guides and pages that are not in `content` lose their files."""
    for name, shape in CONTENT_SHAPES.items():
        _write_list(folder, shape, getattr(content, name))


def write_points(points: draft.PointsDraft, folder: Path, languages: tuple[str, ...]) -> None:
    """Write the points and their sources into `folder`."""
    _write_list(folder, POINT_SHAPES["sources"], points.sources)
    _write(folder / POINT_SHAPES["points"].file, _to_csv(points.points, draft.Point, languages))


Column = tuple[str, str, str]


def point_columns(languages: tuple[str, ...]) -> list[Column]:
    """(column, field, part of the field) of the table of points."""
    return _columns(draft.Point, languages)


def point_values(row: Mapping[str, str | None], columns: Iterable[Column]) -> dict[str, Any]:
    """The values of a point out of the cells of its row; empty cells say nothing."""
    return _values_of(row, columns)


def point_cell(point: draft.Point, column: Column) -> str:
    """What stands in the table of points for this point, in this column."""
    return _cell_of(point, column[1], column[2])


def pictures_of(content: draft.Draft) -> set[str]:
    """The names of all pictures that steps show."""
    return {name for guide in content.guides for step in guide.steps for name in step.picture.values()}


def copy_pictures(content: draft.Draft, origin: Path, target: Path) -> None:
    """Copy the pictures that the steps show from one folder to another, where they are not there yet."""
    for name in sorted(pictures_of(content)):
        target.mkdir(parents=True, exist_ok=True)
        if (origin / name).exists() and not (target / name).exists():
            shutil.copyfile(origin / name, target / name)


def _is_folder(shape: Shape) -> bool:
    """Whether the entries are long and have a file each."""
    return shape.file.endswith("/")


def _read_list(folder: Path, shape: Shape) -> list[Any]:
    entry: Any = shape.entry
    if not _is_folder(shape):
        return list(_read_yaml(folder / shape.file, list[entry]))
    entries = [_read_yaml(path, entry) for path in sorted((folder / shape.file).glob("*.yaml"))]
    return sorted(entries, key=lambda item: (getattr(item, "order", 0), item.key))


def _write_list(folder: Path, shape: Shape, entries: Sequence[Entry]) -> None:
    if not _is_folder(shape):
        _write(folder / shape.file, _list_to_yaml(entries))
        return
    written = {folder / shape.file / f"{entry.identity}.yaml": _to_yaml(entry) for entry in entries}
    for path, text in written.items():
        _write(path, text)
    for stale in set((folder / shape.file).glob("*.yaml")) - set(written):
        stale.unlink()


def _read_yaml(path: Path, kind: Any) -> Any:
    try:
        return msgspec.convert(yaml.load(path.read_text("utf-8"), Loader=_Loader), kind)  # noqa: S506 (a SafeLoader)
    except FileNotFoundError as error:
        raise BadContentFile(f"{path.name}: the file is missing") from error
    except (yaml.YAMLError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise BadContentFile(f"{path.parent.name}/{path.name}: {error}") from error


class _Loader(SafeLoader):
    """Dates stay texts, as some are known to the month only; where a date is wanted, msgspec reads it."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.SafeDumper):
    """Block style throughout; a text of several lines as a literal block."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        # Items of a list are indented under their name.
        super().increase_indent(flow, False)


_Dumper.yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)


def _list_to_yaml(entries: Sequence[Entry]) -> str:
    return "\n".join(_to_yaml([entry]) for entry in entries) or _to_yaml([])


def _to_yaml(entry: Any) -> str:
    plain = msgspec.to_builtins(entry)
    return yaml.dump(
        plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000, default_flow_style=False
    )


# What an office does lies in columns of its own for each service: “confirms”, “confirms_source”, “edowod”, …
_SERVICE_FIELDS = {
    field: "" if field == "status" else f"_{field}" for field in draft.Service.__struct_fields__ if field != "kind"
}


def _columns(kind: type[Entry], languages: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(column, field, part of the field: a language, or “service.its field”, or "") of a table of `kind`."""
    columns = []
    for info in msgspec.structs.fields(kind):
        if info.type == Words:
            columns += [(f"{info.name}_{code}", info.name, code) for code in languages]
        elif info.name == "services":
            columns += [
                (f"{service}{end}", info.name, f"{service}.{field}")
                for service in ServiceKind.values
                for field, end in _SERVICE_FIELDS.items()
            ]
        else:
            columns.append((info.name, info.name, ""))
    return columns


def _read_csv(path: Path, kind: type[SomeEntry], languages: tuple[str, ...]) -> list[SomeEntry]:
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
        columns = _columns(kind, languages)
        # Cells are texts: numbers and dates are read from them, keys and postcodes are not.
        return [msgspec.convert(_values_of(row, columns), kind, strict=False) for row in rows]
    except FileNotFoundError as error:
        raise BadContentFile(f"{path.name}: the file is missing") from error
    except (csv.Error, UnicodeDecodeError, json.JSONDecodeError, msgspec.ValidationError) as error:
        raise BadContentFile(f"{path.name}: {error}") from error


def _values_of(row: Mapping[str, str | None], columns: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """The values of an entry out of the cells of its row; empty cells say nothing."""
    values: dict[str, Any] = {}
    services: dict[str, dict[str, str]] = {}
    for column, name, part in columns:
        cell = row.get(column) or ""
        if not cell:
            continue
        if name == "services":
            service, _dot, field = part.partition(".")
            services.setdefault(service, {"kind": service})[field] = cell
        elif part:
            values.setdefault(name, {})[part] = cell
        elif name == "outdated":
            values[name] = json.loads(cell)
        else:
            values[name] = cell
    return {**values, "services": list(services.values())} if services else values


def _cell_of(entry: Entry, name: str, part: str) -> str:
    value = getattr(entry, name)
    if name == "services":
        kind, _dot, field = part.partition(".")
        value = next((getattr(service, field) for service in value if service.kind == kind), None)
    elif part:
        value = value.get(part)
    elif name == "outdated":
        value = json.dumps(value, ensure_ascii=False) if value else None
    return "" if value is None else str(value)


def _to_csv(entries: list[SomeEntry], kind: type[SomeEntry], languages: tuple[str, ...]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    columns = _columns(kind, languages)
    writer.writerow([column for column, _name, _part in columns])
    for entry in entries:
        writer.writerow([_cell_of(entry, name, part) for _column, name, part in columns])
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
