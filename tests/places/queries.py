"""What people type, the place that they mean, and where it has to stand: 0 is found at once, 1 is first to choose from.

Places are keys of the gazetteer. "" says that nothing may be found. The same list is put to the whole gazetteer by
`python -m bench.places`.
"""

QUERIES: list[tuple[str, str, int]] = [
    # As it is written
    ("Warszawa", "146501-warszawa", 0),
    ("Kraków", "126101-krakow", 0),
    ("Bielsko-Biała", "246101-bielsko-biala", 0),
    ("Łomża", "206201-lomza", 0),
    ("Gorzów Wielkopolski", "086101-gorzow-wielkopolski", 0),
    ("Nakło nad Notecią", "041003-naklo-nad-notecia", 0),
    ("Gródek nad Dunajcem", "121003-grodek-nad-dunajcem", 0),
    ("Jelcz-Laskowice", "021503-jelcz-laskowice", 0),
    ("Nowa Wieś Ełcka", "280502-nowa-wies-elcka", 0),
    # Cut short
    ("Gorzów Wlkp.", "086101-gorzow-wielkopolski", 0),
    ("gorzow wlkp", "086101-gorzow-wielkopolski", 0),
    ("Gorzów Wielk.", "086101-gorzow-wielkopolski", 0),
    # Without Polish marks, case, hyphens, spaces
    ("lodz", "106101-lodz", 0),
    ("LODZ", "106101-lodz", 0),
    ("Łodz", "106101-lodz", 0),
    ("bielsko biala", "246101-bielsko-biala", 0),
    ("BIELSKO–BIAŁA", "246101-bielsko-biala", 0),
    ("zielona gora", "086201-zielona-gora", 0),
    ("  krakow  ", "126101-krakow", 0),
    ("swinoujscie", "326301-swinoujscie", 0),
    ("oborniki slaskie", "022001-oborniki-slaskie", 0),
    ("kedzierzyn kozle", "160301-kedzierzyn-kozle", 0),
    ("skarzysko kamienna", "261001-skarzysko-kamienna", 0),
    # Postcodes
    ("80-001", "226101-gdansk", 0),
    ("80001", "226101-gdansk", 0),
    ("80 001", "226101-gdansk", 0),
    ("80–001", "226101-gdansk", 0),
    ("18-400", "206201-lomza", 0),
    ("31-147 Kraków", "126101-krakow", 0),
    ("Gdańsk 80-001", "226101-gdansk", 0),
    ("kod 80-001", "226101-gdansk", 0),
    ("59-700 Bolesławiec", "020101-boleslawiec", 0),
    ("59-700", "020101-boleslawiec", 0),
    ("59-700 Golnice", "020102-golnice", 0),
    ("45-701", "166101-opole", 0),
    # Streets, politely left aside
    ("Kraków, ul. Długa 5", "126101-krakow", 0),
    ("Długa 5 Kraków", "126101-krakow", 0),
    ("Długa 5, Kraków", "126101-krakow", 0),
    ("ul. Długa 5 m. 3 Kraków", "126101-krakow", 0),
    ("Kraków Długa 5", "126101-krakow", 0),
    ("Kraków ul. Długa", "126101-krakow", 0),
    ("ul. Długa 5, 31-147 Kraków", "126101-krakow", 0),
    ("Zielona Góra, os. Pomorskie 12", "086201-zielona-gora", 0),
    ("al. Jana Pawła II 4, Ełk", "280501-elk", 0),
    ("Iława, Niepodległości 13", "280701-ilawa", 1),
    ("gdansk dluga", "226101-gdansk", 0),
    # Districts
    ("Warszawa-Wola", "146501-warszawa", 0),
    ("Kraków - Łagiewniki", "126101-krakow", 0),
    ("Gdańsk Wrzeszcz", "226101-gdansk", 0),
    # Several places of one name: the largest first
    ("nowa wies", "041813-nowa-wies", 1),
    ("Nowa Wieś", "041813-nowa-wies", 1),
    ("Bolesławiec", "020101-boleslawiec", 1),
    ("Brzeg", "160101-brzeg", 1),
    ("Góra", "020401-gora", 1),
    ("Opole", "166101-opole", 0),
    ("Gorzów", "086101-gorzow-wielkopolski", 1),
    ("Gorzow", "121303-gorzow", 3),
    ("Tomaszów", "101601-tomaszow-mazowiecki", 1),
    ("Tomaszow", "061801-tomaszow-lubelski", 2),
    ("Czarnków", "300201-czarnkow", 1),
    # Told apart by a unit
    ("Brzeg, powiat brzeski", "160101-brzeg", 0),
    ("Brzeg, gmina Pęczniew", "101102-brzeg", 0),
    ("Nowa Wieś, powiat oświęcimski", "121304-nowa-wies", 0),
    ("Nowa Wieś, gmina Kęty", "121304-nowa-wies", 0),
    ("Nowa Wieś gm. Kęty", "121304-nowa-wies", 0),
    ("nowa wies, kety", "121304-nowa-wies", 0),
    ("Nowa Wieś (pow. oświęcimski)", "121304-nowa-wies", 0),
    ("Bolesławiec, powiat wieruszowski", "101801-boleslawiec", 0),
    # Municipalities
    ("gmina Łomża", "200702", 1),
    ("gmina Kęty", "121304", 0),
    ("gm. Czarnków", "300201", 1),
    ("gmina Zakopane", "121701", 0),
    # In a sentence
    ("w Gdańsku", "226101-gdansk", 0),
    ("Krakowie", "126101-krakow", 0),
    ("w Łodzi", "106101-lodz", 0),
    ("z Warszawy", "146501-warszawa", 0),
    ("w Nowym Sączu", "126201-nowy-sacz", 0),
    ("Zielonej Górze", "086201-zielona-gora", 0),
    ("w Białymstoku", "206101-bialystok", 0),
    ("Stalowej Woli", "181801-stalowa-wola", 0),
    ("Ostrowcu Świętokrzyskim", "260701-ostrowiec-swietokrzyski", 0),
    ("w Bielsku-Białej", "246101-bielsko-biala", 0),
    ("Kielcach", "266101-kielce", 0),
    ("w Zakopanem", "121701-zakopane", 0),
    ("łomży", "206201-lomza", 0),
    ("Katowicach", "246901-katowice", 0),
    # Mistakes: asked, never guessed
    ("Wraszawa", "146501-warszawa", 1),
    ("Warszwa", "146501-warszawa", 1),
    ("Gdnask", "226101-gdansk", 1),
    ("Rzeszuw", "186301-rzeszow", 1),
    ("Żeszów", "186301-rzeszow", 1),
    ("Karkow", "126101-krakow", 1),
    ("Krakuw", "126101-krakow", 1),
    ("Hrzanów", "120303-chrzanow", 1),
    ("zielona gura", "086201-zielona-gora", 1),
    ("Kędzieżyn-Koźle", "160301-kedzierzyn-kozle", 1),
    ("Bydgosz", "046101-bydgoszcz", 1),
    ("Czestohowa", "246401-czestochowa", 1),
    ("Obornik Śląskie", "022001-oborniki-slaskie", 0),
    ("Szczecn", "326201-szczecin", 1),
    ("Białystk", "206101-bialystok", 1),
    ("Poznan miasto", "306401-poznan", 0),
    ("Inowroclaf", "040701-inowroclaw", 1),
    ("Jelcz", "021503-jelcz-laskowice", 1),
    # Nothing
    ("79-999", "", 0),
    ("xyzzyq", "", 0),
    ("00-00", "", 0),
    ("999999", "", 0),
    ("🙂", "", 0),
]


def rank_of(place, key: str) -> int | None:
    """Where `key` stands in a place that was found; None where it does not."""
    if place.town is not None:
        return 0 if place.town.key == key else None
    names = [town.key or f"{town.teryt}-{town.folded.replace(' ', '-')}" for town in place.towns]
    return names.index(key) + 1 if key in names else None


def is_right(place, key: str, rank: int) -> bool:
    if not key:
        return place.town is None and not place.towns and not place.is_located
    return rank_of(place, key) == rank
