"""The official lists of places and offices: where people find them, and where they are fetched from by default."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A list. `address` is that of its file, or the number of a data set; "" where none is known to last."""

    name: str
    page: str
    address: str = ""


SOURCES = (
    Source(
        "geonames",
        "https://download.geonames.org/export/zip/ (PL.zip)",
        "https://download.geonames.org/export/zip/PL.zip",
    ),
    Source("terc", "https://eteryt.stat.gov.pl/ (TERC, urzędowy)"),
    Source("zus", "https://dane.gov.pl/ (search for: jednostki ZUS)"),
    Source("kas", "https://www.gov.pl/web/kas/dane-teleadresowe-jednostek-kas"),
    Source("jst", "https://dane.gov.pl/ (search for: baza teleadresowa jednostek samorządu terytorialnego)"),
)
