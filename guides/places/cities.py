"""Cities with the rights of a county by their TERYT codes, for a site that knows no municipalities yet."""

from guides.places.gazetteer import FIRST_CITY

# Of each voivodeship in the order of their counties, from 61; 0263 was Wałbrzych, which is 0265 since 2013.
_CITIES = {
    "02": "Jelenia Góra, Legnica, , Wrocław, Wałbrzych",
    "04": "Bydgoszcz, Grudziądz, Toruń, Włocławek",
    "06": "Biała Podlaska, Chełm, Lublin, Zamość",
    "08": "Gorzów Wielkopolski, Zielona Góra",
    "10": "Łódź, Piotrków Trybunalski, Skierniewice",
    "12": "Kraków, Nowy Sącz, Tarnów",
    "14": "Ostrołęka, Płock, Radom, Siedlce, Warszawa",
    "16": "Opole",
    "18": "Krosno, Przemyśl, Rzeszów, Tarnobrzeg",
    "20": "Białystok, Łomża, Suwałki",
    "22": "Gdańsk, Gdynia, Słupsk, Sopot",
    "24": (
        "Bielsko-Biała, Bytom, Chorzów, Częstochowa, Dąbrowa Górnicza, Gliwice, Jastrzębie-Zdrój, Jaworzno, Katowice, "
        "Mysłowice, Piekary Śląskie, Ruda Śląska, Rybnik, Siemianowice Śląskie, Sosnowiec, Świętochłowice, Tychy, "
        "Zabrze, Żory"
    ),
    "26": "Kielce",
    "28": "Elbląg, Olsztyn",
    "30": "Kalisz, Konin, Leszno, Poznań",
    "32": "Koszalin, Szczecin, Świnoujście",
}


def city_of(teryt: str) -> str:
    """The city in whose county a code of six digits lies, its districts included, or ""."""
    names, place = _CITIES.get(teryt[:2], "").split(", "), int(teryt[2:4]) - FIRST_CITY
    return names[place] if 0 <= place < len(names) else ""
