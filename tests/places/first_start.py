"""What people type on a first start, when only the package of postcodes is known, and what has to come first.

Of every kind of place some. The same list is put to the real package by `python -m bench.places --package`; docs/data.md has
the answers.
"""

from typing import NamedTuple

from guides.places.compiling import compile_places
from guides.places.found import Place
from guides.places.gazetteer import Gazetteer
from guides.places.package import PackageRow


class Query(NamedTuple):
    """`first` is the name of the place that is found, asked about first or, abroad, its country; "" for nothing."""

    typed: str
    state: str
    first: str
    district: str = ""


FIRST_START = {
    "city": [
        Query("Warszawa", "found", "Warszawa"),
        Query("Kraków", "found", "Kraków"),
        Query("lodz", "found", "Łódź"),
        Query("WROCŁAW", "found", "Wrocław"),
        Query("bielsko biala", "found", "Bielsko-Biała"),
        Query("Gorzów Wielkopolski", "found", "Gorzów Wielkopolski"),
        Query("zielona gora", "found", "Zielona Góra"),
        Query("Opole", "found", "Opole"),
    ],
    "town": [
        Query("Suwałki", "found", "Suwałki"),
        Query("Hel", "found", "Hel"),
        Query("Ustrzyki Dolne", "found", "Ustrzyki Dolne"),
        Query("Ełk", "found", "Ełk"),
        Query("zakopane", "found", "Zakopane"),
        Query("Łomża", "found", "Łomża"),
        Query("Nakło nad Notecią", "found", "Nakło nad Notecią"),
        Query("Radzanów", "choose", "Radzanów"),
    ],
    "postcode": [
        Query("16-404", "found", "16-404 Jeleniewo"),
        Query("62-080", "found", "62-080 Tarnowo Podgórne"),
        Query("45064", "found", "45-064 Opole"),
        Query("18-400 Łomża", "found", "18-400 Łomża"),
        Query("00\u2011950", "found", "00-950 Warszawa"),
        Query("00\u2010950", "found", "00-950 Warszawa"),
        Query("00\u2212950", "found", "00-950 Warszawa"),
        Query("99-999", "unknown", ""),
    ],
    "village": [
        Query("Golnice", "similar", "Golenice"),
        Query("Nowa Wieś, Ełk", "found", "Ełk"),
        Query("16-404 Bachanowo", "found", "16-404 Jeleniewo"),
    ],
    "district": [
        Query("Ursynów", "found", "Warszawa", "Ursynów"),
        Query("Warszawa Ursynów", "found", "Warszawa", "Ursynów"),
        Query("Kraków Nowa Huta", "found", "Kraków", "Nowa Huta"),
        Query("Nowa Huta, Kraków", "found", "Kraków", "Nowa Huta"),
        Query("Wrzeszcz", "found", "Gdańsk", "Wrzeszcz"),
        Query("Gdańsk-Wrzeszcz", "found", "Gdańsk", "Wrzeszcz"),
        Query("Bałuty", "found", "Łódź", "Bałuty"),
        Query("Mokotów", "found", "Warszawa", "Mokotów"),
        Query("Praga", "found", "Warszawa", "Praga"),
        Query("na Ursynowie", "found", "Warszawa", "Ursynów"),
        Query("we Wrzeszczu", "found", "Gdańsk", "Wrzeszcz"),
        Query("w Warszawie na Ursynowie", "found", "Warszawa", "Ursynów"),
        Query("Warszawa, dzielnica Ursynów", "found", "Warszawa", "Ursynów"),
        Query("02-777 Ursynów", "found", "02-777 Warszawa"),
    ],
    "misspelt": [
        Query("Wraszawa", "similar", "Warszawa"),
        Query("Rzeszuw", "similar", "Rzeszów"),
        Query("Gdnask", "similar", "Gdańsk"),
        Query("Czestohowa", "similar", "Częstochowa"),
        Query("Szczecn", "similar", "Szczecin"),
        Query("Kędzieżyn-Koźle", "similar", "Kędzierzyn-Koźle"),
    ],
    "inflected": [
        Query("w Gdańsku", "found", "Gdańsk"),
        Query("z Warszawy", "found", "Warszawa"),
        Query("w Suwałkach", "found", "Suwałki"),
        Query("Zielonej Górze", "found", "Zielona Góra"),
        Query("w Zakopanem", "found", "Zakopane"),
    ],
    "cut short": [
        Query("Gorzów Wlkp.", "found", "Gorzów Wielkopolski"),
        Query("W-wa", "found", "Warszawa"),
        Query("Tomaszów Maz.", "found", "Tomaszów Mazowiecki"),
        Query("Bielsko-B.", "found", "Bielsko-Biała"),
    ],
    "English, German": [
        Query("Cracow", "found", "Kraków"),
        Query("Warsaw", "found", "Warszawa"),
        Query("Danzig", "found", "Gdańsk"),
        Query("Breslau", "found", "Wrocław"),
        Query("Posen", "found", "Poznań"),
    ],
    "abroad": [
        Query("Berlin", "abroad", "DE"),
        Query("w Berlinie", "abroad", "DE"),
        Query("Londyn", "abroad", "GB"),
        Query("London SE1", "abroad", "GB"),
        Query("10115 Berlin", "abroad", "DE"),
        Query("Niemcy", "abroad", "DE"),
        Query("w Niemczech", "abroad", "DE"),
        Query("United Kingdom", "abroad", "GB"),
    ],
    "area": [
        Query("powiat suwalski", "area", "Suwałki"),
        Query("województwo podlaskie", "area", "Białystok"),
        Query("małopolskie", "area", "Kraków"),
    ],
    "address": [
        Query("ul. Długa 5 m. 3, 31-147 Kraków, Polska", "found", "31-147 Kraków"),
        Query("al. Jana Pawła II 4, Ełk, woj. warmińsko-mazurskie", "found", "Ełk"),
        Query("Kraków, ul. Długa", "found", "Kraków"),
    ],
}

# Facts, and coordinates to a tenth of a degree, as any map gives them. Cities have many postcodes in the package.
_CITIES = [
    ("00-950", "Warszawa", "14", 52.2, 21.0),
    ("02-777", "Warszawa", "14", 52.2, 21.1),
    ("02-778", "Warszawa", "14", 52.1, 21.1),
    ("31-147", "Kraków", "12", 50.1, 19.9),
    ("90-001", "Łódź", "10", 51.8, 19.5),
    ("50-001", "Wrocław", "02", 51.1, 17.0),
    ("43-300", "Bielsko-Biała", "24", 49.8, 19.0),
    ("66-400", "Gorzów Wielkopolski", "08", 52.7, 15.2),
    ("65-001", "Zielona Góra", "08", 51.9, 15.5),
    ("45-064", "Opole", "16", 50.7, 17.9),
    ("16-400", "Suwałki", "20", 54.1, 22.9),
    ("15-001", "Białystok", "20", 53.1, 23.2),
    ("80-001", "Gdańsk", "22", 54.4, 18.6),
    ("61-001", "Poznań", "30", 52.4, 16.9),
    ("70-001", "Szczecin", "32", 53.4, 14.6),
    ("42-200", "Częstochowa", "24", 50.8, 19.1),
    ("35-001", "Rzeszów", "18", 50.0, 22.0),
    ("47-200", "Kędzierzyn-Koźle", "16", 50.3, 18.2),
    ("40-001", "Katowice", "24", 50.3, 19.0),
    ("97-200", "Tomaszów Mazowiecki", "10", 51.5, 20.0),
    ("19-300", "Ełk", "28", 53.8, 22.4),
    ("18-400", "Łomża", "20", 53.2, 22.1),
]
_TOWNS = [
    ("84-150", "Hel", "22", 54.6, 18.8),
    ("38-700", "Ustrzyki Dolne", "18", 49.4, 22.6),
    ("34-500", "Zakopane", "12", 49.3, 20.0),
    ("89-100", "Nakło nad Notecią", "04", 53.1, 17.6),
    ("16-404", "Jeleniewo", "20", 54.2, 22.9),
    ("62-080", "Tarnowo Podgórne", "30", 52.5, 16.7),
    ("38-300", "Gorlice", "12", 49.7, 21.2),
    ("74-304", "Golenice", "32", 52.9, 14.9),
    ("26-807", "Radzanów", "14", 51.6, 20.9),
    ("06-540", "Radzanów", "14", 52.9, 20.1),
    ("34-103", "Nowa Wieś", "12", 49.9, 19.2),
]


def first_start_gazetteer() -> Gazetteer:
    """What a first start knows of these places."""
    rows = [PackageRow(*row) for row in _TOWNS]
    for city in _CITIES:
        row = PackageRow(*city)
        rows += [row, *(row._replace(postcode=f"{row.postcode[:3]}{number:03}") for number in range(990, 994))]
    return Gazetteer(compile_places(package=rows)[0])


def answer_of(place: Place) -> Query:
    """What was understood, as the list has it."""
    if place.state == "abroad":
        return Query("", "abroad", place.country)
    first = place.name if place.state == "found" else next((town.name for town in place.towns), "")
    return Query("", place.state.value, first, place.district)
