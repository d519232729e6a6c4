"""Districts of large cities, which no list of postcodes names. What is found for one is its city."""

from guides.places.typed import fold_name

_DISTRICTS = {
    "Warszawa": (
        "Bemowo, Białołęka, Bielany, Mokotów, Ochota, Praga, Praga-Południe, Praga-Północ, Rembertów, Śródmieście, "
        "Targówek, Ursus, Ursynów, Wawer, Wesoła, Wilanów, Włochy, Wola, Żoliborz, Kabaty, Natolin, Stegny, Sadyba, "
        "Gocław, Grochów, Saska Kępa, Bródno, Tarchomin, Nowodwory, Powiśle, Muranów, Służew, Służewiec, Okęcie, "
        "Anin, Falenica, Międzylesie, Jelonki, Młociny, Chomiczówka, Stare Miasto, Nowe Miasto"
    ),
    "Kraków": (
        "Nowa Huta, Krowodrza, Podgórze, Śródmieście, Stare Miasto, Grzegórzki, Prądnik Czerwony, Prądnik Biały, "
        "Bronowice, Zwierzyniec, Dębniki, Łagiewniki, Swoszowice, Bieżanów, Prokocim, Czyżyny, Mistrzejowice, "
        "Bieńczyce, Kazimierz, Ruczaj, Kurdwanów, Borek Fałęcki, Płaszów, Kliny, Azory, Salwator, Wola Duchacka"
    ),
    "Łódź": (
        "Bałuty, Górna, Polesie, Śródmieście, Widzew, Teofilów, Retkinia, Chojny, Dąbrowa, Radogoszcz, Olechów, Ruda "
        "Pabianicka"
    ),
    "Wrocław": (
        "Fabryczna, Krzyki, Psie Pole, Stare Miasto, Śródmieście, Leśnica, Gaj, Nadodrze, Biskupin, Sępolno, "
        "Karłowice, Gądów, Popowice, Kozanów, Ołbin, Brochów, Oporów, Jagodno, Huby, Zakrzów, Muchobór"
    ),
    "Poznań": (
        "Grunwald, Jeżyce, Nowe Miasto, Stare Miasto, Wilda, Rataje, Łazarz, Piątkowo, Winogrady, Naramowice, Dębiec, "
        "Śródka, Ławica, Sołacz, Ogrody, Górczyn, Junikowo, Świerczewo, Starołęka"
    ),
    "Gdańsk": (
        "Wrzeszcz, Oliwa, Przymorze, Zaspa, Żabianka, Orunia, Chełm, Morena, Stogi, Nowy Port, Brzeźno, Osowa, "
        "Jasień, Ujeścisko, Śródmieście, Siedlce, Piecki-Migowo, Letnica, Kokoszki, Sobieszewo"
    ),
    "Gdynia": (
        "Orłowo, Chylonia, Cisowa, Obłuże, Oksywie, Redłowo, Witomino, Wielki Kack, Mały Kack, Karwiny, Pogórze, "
        "Śródmieście, Grabówek"
    ),
    "Szczecin": (
        "Dąbie, Pogodno, Niebuszewo, Prawobrzeże, Zdroje, Gumieńce, Pomorzany, Śródmieście, Warszewo, Podjuchy, "
        "Stołczyn, Golęcino"
    ),
    "Bydgoszcz": (
        "Fordon, Bartodzieje, Wyżyny, Szwederowo, Błonie, Kapuściska, Osowa Góra, Okole, Śródmieście, Miedzyń, "
        "Wzgórze Wolności"
    ),
    "Lublin": (
        "Czuby, Czechów, Wrotków, Kalinowszczyzna, LSM, Bronowice, Felin, Węglin, Sławin, Śródmieście, Stare Miasto, "
        "Majdan Tatarski"
    ),
    "Katowice": (
        "Ligota, Piotrowice, Koszutka, Bogucice, Szopienice, Giszowiec, Nikiszowiec, Załęże, Brynów, Osiedle "
        "Tysiąclecia, Dąb, Murcki, Podlesie"
    ),
    "Białystok": (
        "Dojlidy, Leśna Dolina, Antoniuk, Bojary, Wysoki Stoczek, Nowe Miasto, Starosielce, Zielone Wzgórza, Bacieczki"
    ),
    "Sosnowiec": "Zagórze, Pogoń, Kazimierz, Milowice, Niwka, Klimontów, Środula",
    "Rzeszów": "Nowe Miasto, Baranówka, Zalesie, Słocina, Drabinianka, Przybyszówka, Staromieście",
    "Toruń": "Rubinkowo, Podgórz, Bydgoskie Przedmieście, Na Skarpie, Mokre, Wrzosy, Chełmińskie Przedmieście",
    "Gliwice": "Łabędy, Sośnica, Zatorze, Trynek, Szobiszowice",
    "Bytom": "Szombierki, Miechowice, Stroszek, Karb, Łagiewniki",
    "Zabrze": "Biskupice, Helenka, Rokitnica, Zaborze, Mikulczyce",
    "Ruda Śląska": "Nowy Bytom, Kochłowice, Halemba, Wirek, Godula, Bykowina",
    "Częstochowa": "Raków, Tysiąclecie, Północ, Lisiniec, Stradom, Błeszno",
    "Radom": "Ustronie, Borki, Glinice, Południe, Gołębiów",
    "Kielce": "Ślichowice, Czarnów, Herby, Barwinek, Na Stoku",
    "Olsztyn": "Jaroty, Kortowo, Zatorze, Pieczewo, Dajtki, Nagórki",
    "Opole": "Zaodrze, Groszowice, Chabry, Malinka, Czarnowąsy",
    "Wałbrzych": "Podzamcze, Biały Kamień, Nowe Miasto, Piaskowa Góra, Sobięcin",
    "Jaworzno": "Szczakowa, Jeleń, Podłęże",
    "Dąbrowa Górnicza": "Gołonóg, Strzemieszyce, Ząbkowice, Reden",
}

_CITIES: dict[str, list[tuple[str, str]]] = {}  # of each folded name of a district: folded city, name of the district
for _city, _names in _DISTRICTS.items():
    for _name in _names.split(", "):
        _CITIES.setdefault(fold_name(_name), []).append((fold_name(_city), _name))


def cities_of(district: str) -> list[tuple[str, str]]:
    """The cities that have a district of this folded name: (folded city, name of the district), the largest first."""
    return _CITIES.get(district, [])


def district_in(city: str, names: tuple[str, ...]) -> str:
    """The name of the district of the folded `city` that one of the folded `names` is, or ""."""
    return next((district for name in names for town, district in cities_of(name) if town == city), "")
