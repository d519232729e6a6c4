"""What forms say about the marks of a text when it is saved, at its field and once."""

import pytest
from django.test import Client

from guides.models import Guide
from tests.admin.test_working_copy import save


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tu](http://pz.gov.pl)", ["https://"]),
        ("[tu](pz.gov.pl)", ["pz.gov.pl"]),
        ("[tu](guide:nie-ma)", ["nie-ma"]),
        ("<b>tu</b>", ["<b>", "</b>"]),
        ("Naciśnij [[Zaloguj", ["[["]),
        ("To **ważne\n\nKoniec**", ["**"]),
        ("Wpisz `pz.gov.pl", ["`"]),
        ("[tu](guide:pz-haslo) **a** [[b]] `c` \\`d", None),
    ],
)
def test_a_faulty_mark_is_said_at_its_field_and_once(
    desk: Client, guide: Guide, text: str, said: list[str] | None
) -> None:
    response = save(desk, guide, warning_pl=text)
    assert (response.status_code == 302) is (said is None)
    if said is not None:
        found = response.context["form_faults"]
        assert [fault.field for fault in found] == ["id_warning_pl"] * len(said)
        assert all(words in fault.text for words, fault in zip(said, found, strict=True))


def test_an_address_without_encryption_is_told_what_is_missing(desk: Client, guide: Guide) -> None:
    found = save(desk, guide, **{"steps-0-link": "http://pz.gov.pl"}).context["form_faults"]
    assert len(found) == 1
    assert "https://" in found[0].text


def test_what_a_link_may_lead_to_begins_with_what_begins_with_the_words(desk: Client, guide: Guide) -> None:
    found = desk.get("/admin/guides/guide/link-targets/?q=now").json()["targets"]
    assert found[0] == {"target": "guide:pz-haslo", "kind": "Poradnik", "name": "Nowe hasło"}
    assert desk.get("/admin/guides/guide/link-targets/?q=haslo").json()["targets"][0]["target"] == "guide:pz-haslo"
    assert desk.get("/admin/guides/guide/link-targets/?q=zzz").json() == {"targets": []}
