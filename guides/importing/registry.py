"""The formats that an editor, or a command, can name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from guides.enums import PointKind
from guides.importing import own
from guides.offices.formats import jst, kas, sources, zus
from guides.offices.formats.reading import Reading
from guides.offices.formats.rows import Table


@dataclass(frozen=True)
class Format:
    key: str
    label: Any
    read: Callable[[Table], Reading]
    source: str = ""  # the key of the list that such files are; "": each row names its own
    kinds: tuple[str, ...] = ()  # of which the list names all offices, so that one that it does not name is gone

    @property
    def is_own(self) -> bool:
        return not self.source


def _read_own(table: Table) -> Reading:
    return own.read(table, tuple(code for code, _name in settings.LANGUAGES))


OWN = Format("own", _("This site’s own table of points"), _read_own)
OFFICIAL = (
    Format("zus", _("ZUS: list of units"), zus.read, sources.ZUS, (PointKind.ZUS.value,)),
    Format("kas", _("KAS: list of tax offices"), kas.read, sources.KAS, (PointKind.TAX_OFFICE.value,)),
    Format(
        "jst",
        _("JST: municipal and county offices"),
        jst.read,
        sources.JST,
        (PointKind.GMINA.value, PointKind.STAROSTY.value),
    ),
)
FORMATS = {one.key: one for one in (*OFFICIAL, OWN)}
