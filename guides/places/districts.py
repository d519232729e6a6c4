"""Districts of large cities, which no list of postcodes names, with a postcode in the middle of each.

Where a release knows that postcode, distances are measured from it, else from the middle of the city. Cities with few
postcodes have none for their districts: they are as wide as the city.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guides.places.typed import fold_name

_DISTRICTS = {
    "Warszawa": (
        "Bemowo 01-470, Białołęka 03-122, Bielany 01-913, Mokotów 02-608, Ochota 02-345, Praga 03-708, "
        "Praga-Południe 04-088, Praga-Północ 03-410, Rembertów 04-455, Śródmieście 00-027, Targówek 03-596, "
        "Ursus 02-410, Ursynów 02-778, Wawer 04-771, Wesoła, Wilanów 02-958, Włochy 02-480, Wola 01-192, "
        "Żoliborz 01-627, Kabaty 02-796, Natolin 02-792, Stegny 02-763, Sadyba 02-924, Gocław 04-193, "
        "Grochów 04-089, Saska Kępa 03-935, Bródno 03-329, Tarchomin 03-126, Nowodwory 03-134, Powiśle 00-391, "
        "Muranów 00-160, Służew 02-735, Służewiec 02-676, Okęcie 02-178, Anin 04-622, Falenica 04-970, "
        "Międzylesie 04-714, Jelonki 01-315, Młociny 01-990, Chomiczówka 01-912, Stare Miasto 00-266, "
        "Nowe Miasto 00-222"
    ),
    "Kraków": (
        "Nowa Huta 31-927, Krowodrza 30-021, Podgórze 30-512, Śródmieście 31-011, Stare Miasto 31-011, "
        "Grzegórzki 31-552, Prądnik Czerwony 31-416, Prądnik Biały 31-229, Bronowice 30-139, Zwierzyniec 30-204, "
        "Dębniki 30-362, Łagiewniki 30-419, Swoszowice 30-434, Bieżanów 30-860, Prokocim 30-868, Czyżyny 31-579, "
        "Mistrzejowice 31-617, Bieńczyce 31-831, Kazimierz 31-057, Ruczaj 30-383, Kurdwanów 30-619, "
        "Borek Fałęcki 30-432, Płaszów 30-714, Kliny 30-498, Azory 31-323, Salwator 30-106, Wola Duchacka 30-655"
    ),
    "Łódź": (
        "Bałuty 91-479, Górna 93-015, Polesie 94-023, Śródmieście 90-009, Widzew 92-226, Teofilów 91-210, "
        "Retkinia 94-058, Chojny 93-312, Dąbrowa 93-271, Radogoszcz 91-363, Olechów 92-433, "
        "Ruda Pabianicka 93-423"
    ),
    "Wrocław": (
        "Fabryczna 53-609, Krzyki 53-141, Psie Pole 51-319, Stare Miasto 50-107, Śródmieście 50-333, "
        "Leśnica 54-019, Gaj 50-555, Nadodrze 50-254, Biskupin 51-644, Sępolno 51-657, Karłowice 51-142, "
        "Gądów 54-129, Popowice 54-237, Kozanów 54-152, Ołbin 50-341, Brochów 52-115, Oporów 52-434, "
        "Jagodno 52-129, Huby 50-523, Zakrzów 51-212, Muchobór 54-406"
    ),
    "Poznań": (
        "Grunwald 60-343, Jeżyce 60-527, Nowe Miasto 61-141, Stare Miasto 61-767, Wilda 61-543, Rataje 61-253, "
        "Łazarz 60-734, Piątkowo 60-684, Winogrady 61-663, Naramowice 61-612, Dębiec 61-486, Śródka 61-126, "
        "Ławica 60-189, Sołacz 60-627, Ogrody 60-593, Górczyn 60-241, Junikowo 60-166, Świerczewo 61-456, "
        "Starołęka 61-353"
    ),
    "Gdańsk": (
        "Wrzeszcz 80-243, Oliwa 80-317, Przymorze 80-375, Zaspa 80-462, Żabianka 80-345, Orunia 80-060, "
        "Chełm 80-035, Morena 80-172, Stogi 80-665, Nowy Port 80-540, Brzeźno 80-511, Osowa, Jasień, Ujeścisko, "
        "Śródmieście 80-831, Siedlce 80-133, Piecki-Migowo 80-172, Letnica 80-531, Kokoszki, Sobieszewo"
    ),
    "Gdynia": (
        "Orłowo 81-524, Chylonia 81-033, Cisowa 81-012, Obłuże 81-171, Oksywie 81-102, Redłowo 81-460, "
        "Witomino 81-614, Wielki Kack 81-572, Mały Kack 81-536, Karwiny 81-595, Pogórze 81-189, "
        "Śródmieście 81-364, Grabówek 81-265"
    ),
    "Szczecin": (
        "Dąbie 70-825, Pogodno 71-143, Niebuszewo 71-467, Prawobrzeże 70-777, Zdroje 70-760, Gumieńce 71-036, "
        "Pomorzany 70-111, Śródmieście 70-415, Warszewo 71-796, Podjuchy 70-724, Stołczyn 71-841, Golęcino 71-725"
    ),
    "Bydgoszcz": (
        "Fordon 85-797, Bartodzieje 85-028, Wyżyny 85-834, Szwederowo 85-155, Błonie 85-309, Kapuściska 85-805, "
        "Osowa Góra 85-446, Okole 85-237, Śródmieście 85-005, Miedzyń 85-315, Wzgórze Wolności 85-167"
    ),
    "Lublin": (
        "Czuby 20-572, Czechów 20-864, Wrotków 20-469, Kalinowszczyzna 20-201, LSM 20-601, Bronowice 20-314, "
        "Felin 20-282, Węglin 20-786, Sławin 20-819, Śródmieście 20-109, Stare Miasto 20-110, "
        "Majdan Tatarski 20-328"
    ),
    "Katowice": (
        "Ligota 40-731, Piotrowice 40-674, Koszutka 40-127, Bogucice 40-189, Szopienice 40-381, "
        "Giszowiec 40-476, Nikiszowiec 40-424, Załęże 40-816, Brynów 40-583, Osiedle Tysiąclecia 40-873, "
        "Dąb 40-103, Murcki, Podlesie 40-748"
    ),
    "Białystok": (
        "Dojlidy 15-554, Leśna Dolina 15-628, Antoniuk 15-740, Bojary 15-077, Wysoki Stoczek 15-815, "
        "Nowe Miasto 15-346, Starosielce 15-659, Zielone Wzgórza 15-642, Bacieczki 15-779"
    ),
    "Sosnowiec": "Zagórze, Pogoń 41-214, Kazimierz, Milowice, Niwka, Klimontów, Środula",
    "Rzeszów": (
        "Nowe Miasto 35-310, Baranówka 35-230, Zalesie 35-604, Słocina 35-611, Drabinianka 35-086, "
        "Przybyszówka 35-503, Staromieście 35-231"
    ),
    "Toruń": "Rubinkowo, Podgórz, Bydgoskie Przedmieście, Na Skarpie, Mokre, Wrzosy, Chełmińskie Przedmieście",
    "Gliwice": "Łabędy, Sośnica, Zatorze, Trynek, Szobiszowice",
    "Bytom": "Szombierki 41-907, Miechowice 41-908, Stroszek, Karb, Łagiewniki",
    "Zabrze": "Biskupice, Helenka, Rokitnica, Zaborze, Mikulczyce",
    "Ruda Śląska": "Nowy Bytom, Kochłowice 41-707, Halemba 41-706, Wirek, Godula, Bykowina 41-705",
    "Częstochowa": "Raków, Tysiąclecie, Północ, Lisiniec, Stradom, Błeszno",
    "Radom": "Ustronie 26-611, Borki, Glinice, Południe, Gołębiów",
    "Kielce": "Ślichowice 25-640, Czarnów 25-633, Herby 25-631, Barwinek 25-210, Na Stoku 25-437",
    "Olsztyn": "Jaroty 10-692, Kortowo 10-719, Zatorze 10-281, Pieczewo 10-689, Dajtki 10-808, Nagórki 10-690",
    "Opole": "Zaodrze 45-865, Groszowice 45-635, Chabry 45-144, Malinka 45-323, Czarnowąsy",
    "Wałbrzych": "Podzamcze, Biały Kamień, Nowe Miasto, Piaskowa Góra, Sobięcin",
    "Jaworzno": "Szczakowa, Jeleń, Podłęże",
    "Dąbrowa Górnicza": "Gołonóg, Strzemieszyce, Ząbkowice, Reden",
}

# The districts that TERC has as municipalities: of each county in the order of their codes, from 02.
_REGISTERED = {
    "0264": "Fabryczna, Krzyki, Psie Pole, Stare Miasto, Śródmieście",
    "1061": "Bałuty, Górna, Polesie, Śródmieście, Widzew",
    "1261": "Krowodrza, Nowa Huta, Podgórze, Śródmieście",
    "1465": (
        "Bemowo, Białołęka, Bielany, Mokotów, Ochota, Praga-Południe, Praga-Północ, Rembertów, Śródmieście, "
        "Targówek, Ursus, Ursynów, Wawer, Wesoła, Wilanów, Włochy, Wola, Żoliborz"
    ),
    "3064": "Grunwald, Jeżyce, Nowe Miasto, Stare Miasto, Wilda",
}
_FIRST_CODE = 2


class District(NamedTuple):
    """A district of a city, whose name is folded; `postcode` is one in its middle, "" where none is known."""

    city: str
    name: str
    postcode: str


_POSTCODE = re.compile(r" (\d\d-\d{3})$")
_NAMED: dict[str, list[District]] = {}  # by folded names
for _city, _names in _DISTRICTS.items():
    for _part in _names.split(", "):
        _name, _code, *_rest = (*_POSTCODE.split(_part), "")
        # Who types “Na Stoku” is taken to say where: see guides/places/typed.py.
        _NAMED.setdefault(fold_name(_name).removeprefix("na "), []).append(District(fold_name(_city), _name, _code))


def districts_of_cities() -> list[District]:
    """Every district."""
    return [district for districts in _NAMED.values() for district in districts]


def district_of_code(teryt: str) -> str:
    """The name of the district with this code of six digits, or "": “146513” is Ursynów."""
    names, place = _REGISTERED.get(teryt[:4], "").split(", "), int(teryt[4:6]) - _FIRST_CODE
    return names[place] if 0 <= place < len(names) else ""


def districts_named(name: str) -> list[District]:
    """The districts of this folded name, that of the largest city first."""
    return _NAMED.get(name, [])


def districts_beginning(beginning: str) -> Iterator[District]:
    """The districts whose folded names begin so, those of the largest city first."""
    named = (districts for name, districts in _NAMED.items() if name.startswith(beginning))
    return (district for districts in named for district in districts)


def district_in(city: str, names: Sequence[str]) -> District | None:
    """The district of the folded `city` that one of the folded `names` is."""
    return next((each for name in names for each in districts_named(name) if each.city == city), None)
