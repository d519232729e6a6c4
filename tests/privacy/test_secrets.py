"""What is taken out of a mail, and what stays in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.privacy.secrets import SecretKind, find_secrets, replace_secrets
from tests.privacy.test_numbers import pesels

HELPDESKS = ("19 239", "+48 42 253 54 50", "+48 42 253 54 74", "800 190 590")
spaces = st.sampled_from(["", " ", "  ", "\u00a0", "-", " - ", "\t", "\n", "–", "\u2011", "\u202f"])
words = st.text(alphabet="abcdefghijklmnoprstuwyząćęłńóśźż ,.;:!?()\n", max_size=40)


def without(text: str) -> str:
    return replace_secrets(text, find_secrets(text, HELPDESKS), lambda kind: f"[{kind}]")


def spread(digits: str, gaps: list[str]) -> str:
    return "".join(digit + gap for digit, gap in zip(digits, [*gaps, ""], strict=True))


@given(pesels, st.lists(spaces, min_size=10, max_size=10), words, words)
def test_a_pesel_in_any_spacing_is_taken_out(pesel: str, gaps: list[str], before: str, behind: str) -> None:
    assert not any(map(str.isdigit, without(before + spread(pesel, gaps) + behind)))


@given(pesels, st.integers(0, 99), st.integers(0, 99))
def test_a_pesel_is_found_among_other_numbers(pesel: str, before: int, behind: int) -> None:
    assert pesel not in without(f"{before} {pesel} {behind}")


@given(st.from_regex(r"[0-9]{11}", fullmatch=True), words)
def test_eleven_digits_are_taken_out_even_when_mistyped(digits: str, before: str) -> None:
    assert digits not in without(f"{before} {digits}")


@given(
    st.from_regex(r"[0-9]{4,8}", fullmatch=True),
    st.sampled_from(["PIN", "PIN1:", "mój PIN to", "kod SMS", "kod:", "code", "my PIN is", "hasło"]),
)
def test_a_code_after_its_name_is_taken_out(digits: str, name: str) -> None:
    assert digits not in without(f"Wpisuję {name} {digits} i nic się nie dzieje")


@given(st.from_regex(r"[0-9]{16}|[0-9]{26}", fullmatch=True), st.integers(1, 4))
def test_a_card_or_an_account_is_taken_out(digits: str, size: int) -> None:
    groups = " ".join(digits[start : start + 4] for start in range(0, len(digits), 4)) if size > 2 else digits
    assert groups not in without(f"Numer: {groups}.")


@given(st.text(max_size=200))
def test_a_text_without_digits_and_passwords_stays(text: str) -> None:
    plain = "".join(sign for sign in text if not sign.isdigit() and sign not in ":=")
    if "has" not in plain.casefold() and "pass" not in plain.casefold() and "pwd" not in plain.casefold():
        assert without(plain) == plain


@given(st.text(max_size=200))
def test_what_is_found_lies_in_the_text_in_order_without_overlaps(text: str) -> None:
    found = find_secrets(text)
    edges = [edge for secret in found for edge in (secret.start, secret.end)]
    assert edges == sorted(edges)
    assert all(0 <= secret.start < secret.end <= len(text) for secret in found)


@given(
    st.dates(),
    st.times(),
    st.sampled_from(["{0.day}.{0.month}.{0.year}", "{0:%Y-%m-%d}", "{0:%d.%m.%Y}", "{0:%d/%m/%Y}"]),
)
def test_dates_and_times_stay(day: object, time: object, form: str) -> None:
    text = f"Kod SMS nie przyszedł {form.format(day)} o {time:%H:%M}"
    if 1900 <= day.year <= 2099:
        assert without(text) == text


@given(
    st.integers(100, 199),
    st.integers(6000, 7999),
    st.integers(10, 299),
    st.sampled_from(["Chrome {}.0.{}.{}", "wersja {}.0.{}.{}", "Edge {}.0.{}.{} na Windows 11"]),
)
def test_versions_stay(major: int, build: int, patch: int, form: str) -> None:
    text = f"Nie przychodzi kod SMS, {form.format(major, build, patch)}"
    assert without(text) == text


@pytest.mark.parametrize("phone", HELPDESKS)
@pytest.mark.parametrize(
    "form", ["{}", "dzwonię pod {}", "kod nie przyszedł, dzwonię pod {} od rana", "PIN: nie wiem, tel. {}"]
)
def test_phones_of_helpdesks_stay(phone: str, form: str) -> None:
    for written in (phone, phone.replace(" ", ""), phone.replace(" ", "-"), phone.removeprefix("+")):
        assert without(form.format(written)) == form.format(written)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("44.05.14.01359", SecretKind.PESEL),
        ("440514 01358", SecretKind.PESEL),
        ("PESEL44051401358", SecretKind.PESEL),
        ("pesel: 4405140135", SecretKind.PESEL),  # a digit is missing
        ("٤٤٠٥١٤٠١٣٥٩", SecretKind.PESEL),
        ("+44051401359", SecretKind.PESEL),
        ("0044051401359", SecretKind.PESEL),
        ("+44 0514 01359", SecretKind.PESEL),
        ("+48 44051401359", SecretKind.PESEL),
        ("440514, 01359", SecretKind.PESEL),
        ("(440514)01359", SecretKind.PESEL),
        ("44:05:14:01359", SecretKind.PESEL),
        ("44.05.14,01359", SecretKind.PESEL),
        ("440514…01359", SecretKind.PESEL),
        ("moje hasło: kotek", SecretKind.PASSWORD),
        ("Hasło to Kotek123!", SecretKind.PASSWORD),
        ("hasło „kotek”", SecretKind.PASSWORD),
        ("hasło do Profilu Zaufanego to Kotek123", SecretKind.PASSWORD),
        ("my password is hunter2", SecretKind.PASSWORD),
        ("login/hasło: jan/Kot12", SecretKind.PASSWORD),
        ("hasło – kotek", SecretKind.PASSWORD),
        ("pass: kotek", SecretKind.PASSWORD),
        ("hasło 12345678", SecretKind.PASSWORD),
        ("kod SMS: 123 456", SecretKind.CODE),
        ("SMS z kodem 12345678 przyszedł", SecretKind.CODE),
        ("kod recepty 4821", SecretKind.CODE),
        ("wpisuję 1234 jako PIN", SecretKind.PIN),
        ("PIN 1: 1234", SecretKind.PIN),
        ("PIN-u 5678", SecretKind.PIN),
        ("PIN 5678 raz działa, raz nie", SecretKind.PIN),
        ("Wpisuję na telefonie 1234 jako PIN", SecretKind.PIN),
        ("mój pin to 2024", SecretKind.PIN),
        ("PUK 12345678", SecretKind.PUK),
        ("CAN 123456", SecretKind.CAN),
        ("numer can to 123456", SecretKind.CAN),
        ("4111 1111 1111 1111", SecretKind.CARD),
        ("CVV 123", SecretKind.CARD),
        ("PL61 1090 1014 0000 0712 1981 2874", SecretKind.ACCOUNT),
        ("DE89370400440532013000", SecretKind.ACCOUNT),
    ],
)
def test_secret_is_known_for_what_it_is(text: str, kind: SecretKind) -> None:
    assert [secret.kind for secret in find_secrets(text, HELPDESKS)] == [kind]


def test_every_code_of_a_sentence_is_taken_out() -> None:
    assert without("The code 4821 did not work, then 482199.") == "The code [code] did not work, then [code]."


@pytest.mark.parametrize(
    "text",
    [
        "W poniedziałek 24 listopada 2026 o 10:30 wpisuję hasło i nic",
        "iOS 17.6.1, mObywatel 4.74, Windows 11",
        "tel. +48 500 123 456 albo 48 42 123 45 67",
        "kod pocztowy 18-400 Łomża",
        "kod błędu 50012",
        "Error code 4012",
        "Błąd: nieprawidłowy kod (błąd 4012)",
        "kod 0x80072EE7, ERR_CONNECTION_TIMED_OUT (-118)",
        "SMS nie przychodzi na numer 500 123 456",
        "SMS prześlij na numer 8080",
        "kod przyszedł w 2026 roku",
        "kod nie przyszedł 24.11.26",
        "czekam 15 minut na kod",
        "hasło jest błędne",
        "hasło: nie działa",
        "Hasło: odrzucone",
        "Password: rejected",
        "hasło – niepoprawne",
        "Hasło:\nWpisuję i nic",
        "Hasło musi mieć 8 znaków",
        "Nie pamiętam hasła do mObywatela",
        "Kliknij „Nie pamiętam hasła”",
        "The password for IKP is not accepted",
        "I can log in since 2026",
        "PIN1 ma 4 cyfry, PIN2 6",
        "błąd 404 na stronie pz.gov.pl, hasło odrzucone",
    ],
)
def test_what_a_helpdesk_needs_stays(text: str) -> None:
    assert without(text) == text


@pytest.mark.parametrize("text", ["moje hasło to: mruczek", "Hasło brzmi: mruczek", "my password is: kitten"])
def test_a_plain_word_given_as_the_password_is_taken_out(text: str) -> None:
    (secret,) = find_secrets(text)
    assert (secret.kind, text[secret.start : secret.end]) == (SecretKind.PASSWORD, text.split()[-1])
