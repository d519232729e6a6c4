"""Countries, and cities abroad where many people from Poland live, by the names that are typed."""

from functools import cache

from django.conf import settings
from django.utils import translation

from guides.places.typed import fold_name
from guides.schema.countries import COUNTRIES, country_name

# Beside the names in the languages of the site: other cases, short names and the countries' own.
_COUNTRIES = {
    "AT": "Austrii, Österreich",
    "BE": "Belgii, Belgique, België",
    "CH": "Szwajcarii, Schweiz, Suisse",
    "CZ": "Czechach, Czechy, Czech Republic, Česko",
    "DE": "Niemczech, Niemiec, Deutschland, RFN, Bawaria",
    "DK": "Danii, Danmark",
    "ES": "Hiszpanii, España",
    "FR": "Francji",
    "GB": (
        "Wielkiej Brytanii, Anglia, Anglii, Szkocja, Szkocji, Walia, Irlandia Północna, UK, GB, England, Scotland, "
        "Wales, Great Britain, Britain, Northern Ireland"
    ),
    "IE": "Irlandii, Éire",
    "IT": "Włoszech, Italia",
    "NL": "Holandii, Niderlandach, Holandia, Nederland, Holland, The Netherlands",
    "NO": "Norwegii, Norge",
    "SE": "Szwecji, Sverige",
    "UA": "Ukrainie, Ukrajina",
    "US": "USA, Stany, Stanach, Stany Zjednoczone Ameryki, Ameryka, Ameryce, United States of America, America",
}
_CITIES = {
    "AE": "Dubaj, Dubai",
    "AT": "Wiedeń, Wiedniu, Wien, Vienna, Graz, Linz, Salzburg, Innsbruck",
    "AU": "Sydney, Melbourne, Perth, Brisbane, Adelaide, Canberra",
    "BE": "Bruksela, Brukseli, Brussels, Bruxelles, Antwerpia, Antwerp, Antwerpen, Gandawa, Liège",
    "BY": "Mińsk, Minsk, Grodno, Brześć",
    "CA": "Toronto, Montreal, Vancouver, Ottawa, Calgary, Mississauga",
    "CH": "Zurych, Zürich, Zurich, Genewa, Geneva, Genève, Bazylea, Basel, Berno, Bern, Lozanna",
    "CZ": "Praga, Prague, Praha, Brno, Ostrawa, Ostrava, Pilzno, Ołomuniec",
    "DE": (
        "Berlin, Berlinie, Hamburg, Hamburgu, Monachium, München, Munich, Kolonia, Köln, Cologne, "
        "Frankfurt, Frankfurt nad Menem, "
        "Frankfurt am Main, Frankfurt nad Odrą, Düsseldorf, Stuttgart, Dortmund, Essen, Duisburg, Bochum, Brema, "
        "Bremen, Lipsk, Leipzig, Drezno, Dresden, Hanower, Hannover, Hanover, Norymberga, Nürnberg, Nuremberg, "
        "Getynga, Poczdam, Potsdam, Görlitz, Chociebuż, Bonn, Mannheim, Augsburg, Wolfsburg, Rostock, Kilonia"
    ),
    "DK": "Kopenhaga, Copenhagen, København, Aarhus, Odense, Aalborg",
    "ES": "Madryt, Madrid, Barcelona, Walencja, Valencia, Malaga, Alicante, Sewilla, Teneryfa, Majorka",
    "FI": "Helsinki",
    "FR": (
        "Paryż, Paryżu, Paris, Lyon, Lille, Marsylia, Marseille, Strasburg, Strasbourg, Nicea, Nice, Bordeaux, Tuluza"
    ),
    "GB": (
        "Londyn, Londynie, London, Manchester, Birmingham, Edynburg, Edinburgh, Glasgow, Belfast, "
        "Bristol, Leeds, Liverpool, "
        "Sheffield, Nottingham, Leicester, Southampton, Cardiff, Aberdeen, Coventry, Bradford, Slough, Luton, "
        "Peterborough, Northampton, Reading, Swindon, Newcastle"
    ),
    "GR": "Ateny, Athens, Saloniki",
    "IE": "Dublin, Dublinie, Cork, Limerick, Galway",
    "IS": "Reykjavik, Rejkiawik",
    "IT": (
        "Rzym, Rzymie, Rome, Roma, Mediolan, Milan, Milano, Neapol, Turyn, Bolonia, Florencja, "
        "Wenecja, Palermo, Katania"
    ),
    "LT": "Wilno, Wilnie, Vilnius, Kowno, Kaunas",
    "LV": "Ryga, Riga",
    "NL": (
        "Amsterdam, Amsterdamie, Rotterdam, Haga, The Hague, Den Haag, Eindhoven, Utrecht, "
        "Tilburg, Breda, Groningen, Venlo"
    ),
    "NO": "Oslo, Bergen, Stavanger, Trondheim, Drammen",
    "PT": "Lizbona, Lisbon, Lisboa, Porto",
    "SE": "Sztokholm, Stockholm, Göteborg, Goteborg, Gothenburg, Malmö",
    "SK": "Bratysława, Bratislava, Koszyce",
    "HU": "Budapeszt, Budapest",
    "TR": "Stambuł, Istanbul, Ankara",
    "UA": "Kijów, Kyiv, Kiev, Lwów, Lviv, Odessa, Charków, Kharkiv, Dniepr, Łuck",
    "US": (
        "Nowy Jork, Nowym Jorku, New York, Chicago, Los Angeles, Waszyngton, Washington, Boston, "
        "Filadelfia, Detroit, Miami, San "
        "Francisco, Houston, Seattle"
    ),
}


@cache
def _known() -> dict[str, str]:
    """The country of each folded name."""
    names: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {fold_name(country_name(code)): code for code in COUNTRIES}
    for table in (_COUNTRIES, _CITIES):
        names |= {fold_name(name): code for code, listed in table.items() for name in listed.split(",")}
    return names


def country_of(name: str) -> str:
    """The country, ISO 3166, that this folded name is, or that a city of this name lies in; "" where we know none."""
    return _known().get(name, "")
