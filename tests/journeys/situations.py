"""The golden table: each situation, the answers somebody in it gives, and the outcome they must reach."""

SITUATIONS: dict[str, tuple[str, str]] = {
    # situation: (answers, outcome)
    "01 forgot the password, has e-mail and phone": (
        "start.login czym.pz pz.haslo mail.tak numer.tak",
        "pz-haslo",
    ),
    "02 forgot the user name too": ("start.login czym.pz pz.nazwa mail-nazwa.tak", "pz-nazwa"),
    "03 the bank is gone": ("start.login czym.bank bank.tak", "pz-po-banku"),
    "04 lost the e-mail, knows the password": ("start.login czym.pz pz.email zna-haslo.tak", "pz-email"),
    "05 lost the e-mail and the password": (
        "start.login czym.pz pz.haslo mail.nie co-dziala.nic",
        "pz-bez-maila",
    ),
    "06 lost the phone number": ("start.telefon telefon.numer", "pz-numer"),
    "07 Profil Zaufany expired": ("start.login czym.pz pz.wygasl wygasl.tak", "pz-wygasl"),
    "08 e-dowód, PIN and a phone with NFC": (
        "start.nowy dokument.dowod data-nowy.nowy pin.tak nfc.tak",
        "edowod-telefon",
    ),
    "09 e-dowód without such a phone": (
        "start.nowy dokument.dowod data-nowy.nowy pin.tak nfc.nie",
        "edowod-czytnik",
    ),
    "10 PIN forgotten": ("start.login czym.edowod edowod.pin puk.tak", "edowod-pin"),
    "11 PUK lost": ("start.login czym.edowod edowod.pin puk.nie", "edowod-puk"),
    "12 identity card from before March 2019": ("start.nowy dokument.dowod data-nowy.stary", "edowod-stary"),
    "13 mObywatel active": ("start.login czym.mobywatel mobywatel.dziala", "mobywatel-qr"),
    "14 mObywatel password forgotten": ("start.login czym.mobywatel mobywatel.haslo", "mobywatel-haslo"),
    "15 new phone": ("start.telefon telefon.nowy aplikacja.mobywatel", "mobywatel-nowy-telefon"),
    "16 phone stolen": ("start.telefon telefon.zginal", "mobywatel-kradziez"),
    "17 mojeIKP still opens": ("start.login czym.mojeikp mojeikp.tak", "mojeikp"),
    "18 can only go in person": ("start.nowy dokument.paszport dojscie.tak", "pz-punkt"),
    "19 cannot go anywhere": ("start.nowy dokument.paszport dojscie.nie", "pz-wideo"),
    "20 abroad": ("start.nowy dokument.paszport dojscie.zagranica", "pz-zagranica"),
    "21 foreigner with PESEL": (
        "start.nowy dokument.cudzoziemiec cudzoziemiec.inny",
        "pz-punkt-cudzoziemiec",
    ),
    "21 EU citizen with PESEL": ("start.nowy dokument.cudzoziemiec cudzoziemiec.ue", "pz-punkt-ue"),
    "22 PESEL UKR": ("start.nowy dokument.cudzoziemiec cudzoziemiec.ukr", "pz-ukr"),
    "23 no PESEL": ("start.brak brak.pesel", "bez-pesel"),
    "24 parent": ("start.ktos kto.dziecko", "dziecko"),
    "25 aged 16 or 17": ("start.ktos kto.nastolatek", "mlodzi"),
    "26 guardian": ("start.ktos kto.opieka", "opiekun"),
    "27 adult who cannot move": ("start.ktos kto.nie-wychodzi", "pelnomocnik"),
    "28 no phone, no internet": ("start.brak brak.internet", "bez-internetu"),
    "29 a service is down": ("start.awaria blad.strona", "awaria"),
    "30 told a code to a stranger": ("start.oszustwo oszustwo.podany", "kod-oszust"),
    "31 nothing works": ("start.awaria blad.nic", "pomoc-ikp"),
    "32 PIN never set": ("start.login czym.edowod edowod.brak-pin", "edowod-pierwszy-pin"),
    "33 the reset mail never came": ("start.login czym.pz pz.wiadomosc", "pz-wiadomosc"),
    "34 not sure whether it is an e-dowód": (
        "start.login czym.edowod edowod.jaki data.nie-wiem",
        "edowod-sprawdz",
    ),
    "35 mObywatel on the phone one browses with": (
        "start.login czym.mobywatel mobywatel.ten-sam",
        "mobywatel-ten-sam-telefon",
    ),
}


def answers(situation: str) -> list[tuple[str, str]]:
    """(question, answer) pairs of a situation."""
    return [tuple(pair.split(".")) for pair in SITUATIONS[situation][0].split()]  # type: ignore[misc]
