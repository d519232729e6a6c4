"""What Polish towns are called abroad and for short: English and German names, led to the Polish one."""

from guides.places.typed import fold_name

_NAMES = {
    "Białystok": "Bialystock",
    "Bielsko-Biała": "Bielitz, Bielsko, Bielsko B",
    "Bolesławiec": "Bunzlau",
    "Brzeg": "Brieg",
    "Bydgoszcz": "Bromberg",
    "Bytom": "Beuthen",
    "Chorzów": "Königshütte",
    "Częstochowa": "Tschenstochau, Czestochau",
    "Elbląg": "Elbing",
    "Ełk": "Lyck",
    "Gdańsk": "Danzig, Dantzig",
    "Gdynia": "Gdingen",
    "Giżycko": "Lötzen",
    "Gliwice": "Gleiwitz",
    "Głogów": "Glogau",
    "Gniezno": "Gnesen",
    "Gorzów Wielkopolski": "Landsberg an der Warthe",
    "Grudziądz": "Graudenz",
    "Jelenia Góra": "Hirschberg",
    "Katowice": "Kattowitz, Katowitz",
    "Kłodzko": "Glatz",
    "Kołobrzeg": "Kolberg",
    "Koszalin": "Köslin",
    "Kraków": "Cracow, Krakau, Cracovia, Cracovie, Krk",
    "Legnica": "Liegnitz",
    "Leszno": "Lissa",
    "Łódź": "Lodsch, Lods",
    "Malbork": "Marienburg",
    "Nysa": "Neisse",
    "Olsztyn": "Allenstein",
    "Opole": "Oppeln",
    "Oświęcim": "Auschwitz",
    "Piła": "Schneidemühl",
    "Poznań": "Posen",
    "Racibórz": "Ratibor",
    "Słupsk": "Stolp",
    "Sopot": "Zoppot",
    "Szczecin": "Stettin",
    "Świdnica": "Schweidnitz",
    "Świnoujście": "Swinemünde",
    "Toruń": "Thorn",
    "Wałbrzych": "Waldenburg",
    "Warszawa": "Warsaw, Warschau, Varsovie, Varsavia, Warsawa, Wwa, Wawa",
    "Wrocław": "Breslau, Wroclove",
    "Zielona Góra": "Grünberg",
}

_POLISH = {fold_name(other): fold_name(name) for name, others in _NAMES.items() for other in others.split(",")}


def polish_name(name: str) -> str:
    """The folded Polish name of the town that is called `name` (folded) elsewhere; "" where there is none."""
    return _POLISH.get(name, "")
