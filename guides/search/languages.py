"""What search knows of each language, as data: a language that is not here is searched by folded words."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Language:
    """`ignored` are folded words that say nothing in a query, with spaces between, as in the other lists of words.

    `forms` names a module with a function `forms(word)`: written word → the folded forms of what it may be a form of.
    `synonyms` are groups of words (synonyms.py), and `silent` words those that may stand anywhere within a saying.
    `decisive` words name the things on which an answer depends; `faint` ones say little beside others.
    """

    ignored: str = ""
    forms: str = ""
    synonyms: str = ""
    silent: str = ""
    decisive: str = ""
    faint: str = ""


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


_LANGUAGES = {
    "pl": Language(
        ignored=(
            "nie sie w we na do z ze i a o u od po za dla przy jak co czy gdy gdzie kiedy ale lub albo oraz to ta te "
            "ten tej tego tych jest sa byc byl mam mi mnie moj moja moje mojego mojej moim swoj swoje swojego mozna "
            "moge mozesz musze chce prosze juz jeszcze przez ktory ktora pod nad tez jesli jezeli zeby aby by mu jej "
            "jego ich go on ona oni my wy ja ty pan pani dlaczego czemu dzien dobry bo ma masz maja mamy miec sobie "
            "tu tam ani da im nas nam was wam bylo byla byly bede bedzie beda wiec no witam dziekuje az tyle wlasnie "
            "akurat chyba przeciez nawet bardzo polsce"
        ),
        forms="guides.search.polish",
        synonyms=_read("synonyms_pl.txt"),
        silent="sie mi mnie juz sobie mu jej ja moj moja moje mojego mojej moim swoj swoje swojego to",
        decisive="mobywatel mojeikp dowod edowod bank telefon poczta mail pesel paszport numer puk pin haslo dziecko",
        faint=(
            "robic zrobic teraz wiem wiedziec potrzebuje probuje probowac probowalem chcialbym chcialabym powinienem "
            "trzeba system umiem potrafie znowu ciagle nadal"
        ),
    ),
    "en": Language(
        ignored=(
            "a an the of to in on at for from by with and or not is are be was i im ive my me mine you your we it its "
            "this that these those do does dont did have has had can cant cannot could how what when where why which "
            "who will would should if as so but about into there please want need get got am any some than because all "
            "us them they he she his her him also really very hi hello thanks nor just too im ill id am shall may "
            "might much"
        ),
        forms="guides.search.english",
        synonyms=_read("synonyms_en.txt"),
        silent="my the a an i it is has been was",
        decisive="mobywatel mojeikp card edowod bank phone mail email pesel passport number puk pin password child",
        faint="know now try trying tried going tell anyone ever still again possible way",
    ),
}


def language_of(code: str) -> Language:
    """What is known of a language; nothing of most."""
    return _LANGUAGES.get(code, Language())
