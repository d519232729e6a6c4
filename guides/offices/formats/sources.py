"""Keys of the lists that the official formats are, and of what says that their offices do something.

What these sources are called stands in the shipped file of sources (guides/content/point_sources.yaml).
"""

from guides.enums import Confirms, PointKind, ServiceKind

ACT = "ustawa"
EDOWOD_PIN = "edowod-pin"
ZUS, KAS, JST = "zus-list", "kas-list", "jst-list"

# Who confirms by law, whatever list names them. NFZ does too, but not at every desk, so a list alone does not tell.
_BY_LAW = {PointKind.TAX_OFFICE, PointKind.ZUS, PointKind.VOIVODESHIP_OFFICE, PointKind.CONSULATE}


def services_of(kind: PointKind) -> dict[str, dict[str, str]]:
    """What is known of an office of this kind when a list of addresses is all that there is."""
    by_law = {"status": Confirms.BY_LAW.value, "source": ACT}
    services = {ServiceKind.CONFIRMS.value: by_law if kind in _BY_LAW else {"status": Confirms.UNKNOWN.value}}
    if kind == PointKind.GMINA:
        services[ServiceKind.EDOWOD.value] = {"status": Confirms.BY_LAW.value, "source": EDOWOD_PIN}
    return services
