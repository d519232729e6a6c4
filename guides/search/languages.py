"""What search knows of each language, as data: a language that is not here is searched by folded words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`ignored` are folded words that say nothing in a query, with spaces between.

    `forms` names a module with a function `forms(word)`: written word → the folded forms of what it may be a form of.
    """

    ignored: str = ""
    forms: str = ""


_LANGUAGES = {
    "pl": Language(
        "nie sie w we na do z ze i a o u od po za dla przy jak co czy gdy gdzie kiedy ale lub albo oraz to ta te ten "
        "tej tego tych jest sa byc byl mam mi mnie moj moja moje mojego mojej moim swoj swoje swojego mozna moge "
        "mozesz musze chce prosze juz jeszcze przez bez ktory ktora pod nad tylko tez jesli jezeli zeby aby by mu jej "
        "jego ich go on ona oni my wy ja ty pan pani dlaczego czemu dzien dobry bo ma masz maja mamy miec sobie tu tam",
        "guides.search.polish",
    ),
    "en": Language(
        "a an the of to in on at for from by with and or not no is are be was i im ive my me mine you your we it its "
        "this that these those do does dont did have has had can cant cannot could how what when where why which who "
        "will would should if as so but about into there without please want need get got am any some",
        "guides.search.english",
    ),
}


def language_of(code: str) -> Language:
    """What is known of a language; nothing of most."""
    return _LANGUAGES.get(code, Language())
