"""Small files in the exact form of the official ones, dirt included. Offices and numbers are made up."""

import csv
import io

ZUS_HEADER = "nazwa,adres_1,adres_2,poniedzialek,wtorek,sroda,czwartek,piatek,nadrzedna\n"
ZUS = ZUS_HEADER + (
    "ZUS Oddział w Białymstoku,15-404 Białystok,ul. Młynowa 29,8.00-17.00,8.00-15.00,8.00-15.00,8.00-15.00,8.00-15.00,\n"
    "ZUS Inspektorat w Próbowie ,08.-224 Próbowo,ul. Długa 1,8.00-17.00,8.00-15.00,8.00-15.00,8.00-15.00,8.00-15.00,ZUS Oddział w Białymstoku\n"
    "ZUS Biuro Terenowe w Zaspach,17-100 Zaspy,Rynek Ratusz,8.00-15.30,8.00-15.30,8.00-15.30,8.00-17.00,po uzgodnieniu,ZUS Oddział w Białymstoku\n"
)

KAS_COLUMNS = (
    "WOJEWÓDZTWO", "TYP", "NAZWA URZĘDU", "KOD", "MIASTO", "ULICA", "NR BUDYNKU / LOKALU", "POCZTA",
    "NR TELEFONU wraz z nr kierunkowym", "NR FAXU", "ADRES E-MAIL URZĘDU", "kod jednostki", "ADRESY STRON BIP JEDNOSTEK KAS",
)  # fmt: skip
KAS_ROWS = (
    ("PODKARPACKIE ", "IAS", "Izba Administracji Skarbowej w Rzeszowie", "35-002", "Rzeszów", "Długa", "1", "Rzeszów", "(17) 850-00-00", "", "ias@example.gov.pl", "1801", "www.example.gov.pl/izba"),
    ("PODKARPACKIE ", "US", "Urząd  Skarbowy w Próbowie ", "37- 732", "Próbowo", "Krótka ", "24.26", "Próbowo", "(016) 610-91-00 do 11", "", "us.probowo@example.gov.pl ", "1817", "www.example.gov.pl/probowo"),
    ("PODKARPACKIE", "WUS", "Pierwszy Podkarpacki Urząd Skarbowy", "35-309", "Rzeszów", "Geodetów", "1", "Rzeszów", "17 852 52 77; 17 852 52 78", "", "wus@example.gov.pl", "1871", ""),
    ("PODKARPACKIE", "UCS", "Urząd Celno-Skarbowy w Przemyślu", "37-700", "Przemyśl", "Sielecka", "9", "Przemyśl", "", "", "", "1802", ""),
)  # fmt: skip


def kas(delimiter: str = ";") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows((KAS_COLUMNS, *KAS_ROWS))
    return out.getvalue()


JST = (
    "Kod_TERYT;nazwa_samorządu;Województwo;Powiat;typ_JST;nazwa_urzędu_JST;miejscowość;Kod pocztowy;poczta;Ulica;Nr domu;"
    "telefon kierunkowy;telefon;telefon 2;wewnętrzny;FAX kierunkowy;FAX;FAX wewnętrzny;"
    "ogólny adres poczty elektronicznej gminy/powiatu/województwa;adres www jednostki;ESP\r\n"
    '0201032;Próbno;dolnośląskie;próbieński;GW;Urząd Gminy Próbno;Próbno;59-706;Próbno;ul.Długa;3\\5;75;"7382452\n";-;;75;;;"gmina@probno.pl\nsekretariat@probno.pl";http://www.probno.pl ;/x/skrytka\r\n'
    "1201;Powiat Próbieński;małopolskie ;próbieński;P;Starostwo Powiatowe w Próbnie;Próbno;34 -210;Próbno;Rynek;1;18) ;445 90 33;;;;brak;;starostwo@probno;www:kije.pl;\n"
    '121615 3;Żabki;małopolskie;próbieński;GMW;"Urząd Gminy i Miasta\n w Żabkach";Żabki;33-240 Żabki;Żabki;;12;14;6 883 300;;;;;;gmina @zabki.pl;WWW Zabki.pl, www.zabki.pl;\n'
    "1465038;Białołęka;mazowieckie;Warszawa;dzielnica;Urząd Dzielnicy Białołęka ;Warszawa;03-122;Warszawa;ul.\xa0Modlińska;197;22;4438100;;;;;;bialoleka@example.pl;bialoleka.example.pl;\r\n"
    "1200000;Województwo Małopolskie;małopolskie;;W;Urząd Marszałkowski;Kraków;31-156;Kraków;Basztowa;22;12;6160000;;;;;;um@example.pl;www.example.pl;\r\n"
)
