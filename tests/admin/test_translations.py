"""The page of translations, minor edits, and the way to a translator and back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guides.accounts.models import User
from guides.checking.translations import Translation
from guides.models import Guide, Step, Topic
from guides.working_copy.interchange import (
    LARGEST_FILE,
    ReturnedText,
    hash_of,
    identity_of,
    read,
    write_csv,
    write_xliff,
)
from guides.working_copy.retranslating import all_translations
from tests.admin.conftest import form_values

LIST, CONFIRM, EXPORT, IMPORT = (
    reverse(f"admin:translations:{name}") for name in ("list", "confirm", "export", "import")
)
TITLE = "guide/pz-haslo/title/en"


def change(row: Any, **changed: str) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()


def find(address: str = TITLE) -> Translation:
    return next(text for text in all_translations() if text.address == address)


def save(desk: Client, row: Any, **changed: Any) -> None:
    address = reverse(f"admin:guides_{row._meta.model_name}_change", args=[row.pk])
    response = desk.post(address, form_values(desk.get(address)) | changed)
    assert response.status_code == 302, response.context["errors"]


def listed(desk: Client, query: str = "") -> list[str]:
    return [one.text.address for one in desk.get(f"{LIST}?{query}").context["shown"]]


@pytest.fixture
def outdated(guide: Guide) -> Guide:
    change(guide, title_pl="Inne hasło")
    return guide


# Minor edits


def test_an_edit_outdates_the_translation(desk: Client, guide: Guide) -> None:
    save(desk, guide, title_pl="Inne hasło")
    guide.refresh_from_db()
    assert guide.outdated() == {"title.en": "Nowe hasło"}


def test_a_minor_edit_leaves_the_translation_current(desk: Client, guide: Guide) -> None:
    save(desk, guide, title_pl="Nowe hasło!", minor_edit="on")
    guide.refresh_from_db()
    assert guide.outdated() == {}


def test_a_minor_edit_reaches_the_parts_of_the_same_form(desk: Client, guide: Guide) -> None:
    save(desk, guide, **{"steps-0-title_pl": "Otwórz!", "minor_edit": "on"})
    step = guide.steps.all()[0]
    assert (step.title_pl, step.outdated()) == ("Otwórz!", {})


def test_an_edit_of_a_part_outdates_its_translation(desk: Client, guide: Guide) -> None:
    save(desk, guide, **{"steps-0-title_pl": "Otwórz!"})
    assert guide.steps.all()[0].outdated() == {"title.en": "Otwórz"}


def test_a_new_row_has_no_minor_edit(desk: Client, guide: Guide) -> None:
    assert "minor_edit" not in desk.get(reverse("admin:guides_topic_add")).content.decode()


@pytest.mark.parametrize("model", ["guide", "topic", "question", "answer", "outcome", "page"])
def test_every_form_offers_the_minor_edit(desk: Client, guide: Guide, model: str) -> None:
    row = {"guide": guide, "topic": guide.topic}.get(model)
    if row is None:
        row = apps.get_model("guides", model).objects.first()
    address = reverse(f"admin:guides_{model}_change", args=[row.pk])
    assert 'name="minor_edit"' in desk.get(address).content.decode()


# The page


def test_the_page_lists_what_is_missing_or_outdated(desk: Client, outdated: Guide) -> None:
    change(outdated.topic, name_en="")
    assert listed(desk) == ["topic/hasla/name/en", TITLE]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=missing", ["topic/hasla/name/en"]),
        ("state=outdated", [TITLE]),
        ("kind=topic", ["topic/hasla/name/en"]),
        ("kind=topic&state=current", []),
        ("language=en&state=outdated", [TITLE]),
        ("state=nonsense&kind=nonsense", ["topic/hasla/name/en", TITLE]),
    ],
)
def test_the_page_is_narrowed(desk: Client, outdated: Guide, query: str, expected: list[str]) -> None:
    change(outdated.topic, name_en="")
    assert listed(desk, query) == expected


def test_the_page_marks_what_changed_in_the_source(desk: Client, outdated: Guide) -> None:
    html = desk.get(LIST).content.decode()
    assert "<del>Nowe</del><ins>Inne</ins> hasło" in html


def test_the_page_says_when_the_old_source_is_not_known(desk: Client, guide: Guide) -> None:
    Guide.objects.filter(key="pz-haslo").update(translated_from={"title": {"en": {"text": None}}})
    html = desk.get(LIST, headers={"accept-language": "en"}).content.decode()
    assert "From which text the translation was made is not known." in html


def test_a_text_leads_to_the_form_that_changes_it(desk: Client, guide: Guide) -> None:
    step = guide.steps.all()[1]
    change(step, title_pl="Wpisz inaczej")
    (one,) = desk.get(LIST).context["shown"]
    assert one.at.address == f"/admin/guides/guide/{guide.pk}/change/#steps-1"


def test_markup_in_a_text_is_only_shown(desk: Client, guide: Guide) -> None:
    change(guide, title_pl="<script>alert(1)</script>")
    assert "<script>alert" not in desk.get(LIST).content.decode()


QUERIES = 33  # the whole working copy with all its parts, and the rows of the kinds on the page


def test_the_page_takes_a_constant_number_of_queries(desk: Client, working_copy: None) -> None:
    listed(desk, "state=current&kind=guide")  # from now on the session is noted as in use
    counted = []
    for query in ("state=current&kind=guide", "state=current&kind=guide&page=5"):
        with CaptureQueriesContext(connection) as queries:
            assert len(listed(desk, query)) == 50
        counted.append(len(queries))
    assert counted == [QUERIES, QUERIES]


def test_a_page_number_that_is_none_is_forgiven(desk: Client, guide: Guide) -> None:
    assert desk.get(f"{LIST}?page=x").status_code == 200


def confirm(browser: Client, text: Translation, **changed: str) -> Any:
    sent = {"text": text.address, "source_seen": hash_of(text.source), "text_seen": hash_of(text.text)}
    return browser.post(CONFIRM, sent | changed)


def test_a_button_says_that_a_translation_is_still_current(desk: Client, outdated: Guide) -> None:
    confirm(desk, find())
    outdated.refresh_from_db()
    assert outdated.outdated() == {}


def test_the_button_comes_back_to_the_same_list(desk: Client, outdated: Guide) -> None:
    response = confirm(desk, find(), query="state=outdated&kind=guide&next=//evil.example")
    assert response.headers["Location"] == f"{LIST}?state=outdated&kind=guide"


def test_the_button_does_nothing_for_a_text_that_changed_meanwhile(desk: Client, outdated: Guide) -> None:
    seen = find()
    change(outdated, title_pl="Jeszcze inne")
    confirm(desk, seen)
    outdated.refresh_from_db()
    assert outdated.outdated() != {}


def test_the_button_is_no_link(desk: Client, outdated: Guide) -> None:
    assert desk.get(CONFIRM).status_code == 405


def test_who_confirmed_is_noted(desk: Client, outdated: Guide, publisher: User) -> None:
    confirm(desk, find())
    assert LogEntry.objects.get().user == publisher


# Rights


@pytest.fixture
def reader(client: Client, db: None) -> Client:
    """A browser of somebody who may look at guides and change topics."""
    user = User.objects.create_user("czytelnik", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_guide", "change_topic"]))
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", [LIST, EXPORT, IMPORT])
def test_a_stranger_is_sent_to_sign_in(client: Client, db: None, address: str) -> None:
    assert client.get(address).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("address", [LIST, f"{EXPORT}?format=csv", IMPORT])
def test_without_any_right_there_is_no_page(client: Client, db: None, address: str) -> None:
    client.force_login(User.objects.create_user("nikt", is_staff=True))
    assert client.get(address).status_code == 403


def test_only_kinds_that_one_may_see_are_listed_and_exported(reader: Client, guide: Guide) -> None:
    kinds = {address.partition("/")[0] for address in listed(reader, "state=all")}
    exported = {row.address.partition("/")[0] for row in read(reader.get(f"{EXPORT}?format=csv&state=all").content)}
    assert kinds == exported == {"guide", "topic"}


def test_a_translator_confirms_and_imports(client: Client, outdated: Guide) -> None:
    user = User.objects.create_user("tlumaczka", is_staff=True)
    user.groups.add(Group.objects.get(name="translator-en"))
    client.force_login(user)
    confirm(client, find())
    agree(client, send(client, rows_file(row("Passwords again", "topic/hasla/name/en"))))
    assert (find().state, find("topic/hasla/name/en").text) == ("current", "Passwords again")


def test_a_translator_is_offered_no_minor_edit(client: Client, guide: Guide) -> None:
    user = User.objects.create_user("tlumaczka", is_staff=True)
    user.groups.add(Group.objects.get(name="translator-en"))
    client.force_login(user)
    html = client.get(reverse("admin:guides_guide_change", args=[guide.pk])).content.decode()
    assert 'name="title_en"' in html
    assert 'name="minor_edit"' not in html


def test_confirming_needs_the_right_to_change(reader: Client, outdated: Guide) -> None:
    assert confirm(reader, find()).status_code == 403
    outdated.refresh_from_db()
    assert outdated.outdated() != {}


def test_a_reader_is_offered_no_button(reader: Client, outdated: Guide) -> None:
    assert [one.may_confirm for one in reader.get(LIST).context["shown"]] == [False]


def test_an_import_leaves_out_what_one_may_not_change(reader: Client, guide: Guide) -> None:
    response = send(reader, rows_file(row("A title")))
    assert response.context["counts"] == {"change": 0, "confirm": 0, "nothing": 0, "refuse": 1}


# Export


@pytest.mark.parametrize(
    ("name", "suffix", "start"),
    [("xliff", "xlf", b"<?xml"), ("csv", "csv", b"\xef\xbb\xbfid,"), ("csv-semicolons", "csv", b"\xef\xbb\xbfid;")],
)
def test_open_texts_are_exported(desk: Client, outdated: Guide, name: str, suffix: str, start: bytes) -> None:
    response = desk.get(f"{EXPORT}?format={name}")
    assert response.content.startswith(start)
    assert re.search(rf'filename="translations-[\d-]+\.{suffix}"', response.headers["Content-Disposition"])
    assert [row.address for row in read(response.content)] == [TITLE]


def test_an_unknown_format_is_not_found(desk: Client, guide: Guide) -> None:
    assert desk.get(f"{EXPORT}?format=exe").status_code == 404


# Import


def row(text: str, address: str = TITLE) -> ReturnedText:
    now = find(address)
    return ReturnedText(identity_of(now), now.source, text)


def rows_file(*rows: ReturnedText) -> bytes:
    cells = "".join(f'"{one.identity}","{one.source}","{one.text}"\n' for one in rows)
    return f"id,source,translation\n{cells}".encode()


def send(browser: Client, data: bytes, name: str = "texts.csv") -> Any:
    file = SimpleUploadedFile(name, data)
    return browser.post(IMPORT, {"file": file}, headers={"accept-language": "en"})


def agree(browser: Client, preview: Any) -> Any:
    return browser.post(IMPORT, {"agreed": preview.context["agreed"]}, follow=True)


def test_a_preview_shows_what_would_change_and_changes_nothing(desk: Client, guide: Guide) -> None:
    response = send(desk, rows_file(row("Some other password")))
    assert "<del>A new</del><ins>Some other</ins> password" in response.content.decode()
    assert find().text == "A new password"


def test_what_was_agreed_to_is_changed(desk: Client, guide: Guide) -> None:
    agree(desk, send(desk, rows_file(row("Some other password"))))
    assert find().text == "Some other password"


def test_a_row_that_disagrees_is_told_and_the_others_are_changed(desk: Client, guide: Guide) -> None:
    rows = (row("A password of 8 letters and 19 239"), row("At pz.gov.pl", "guide/pz-haslo/summary/en"))
    preview = send(desk, rows_file(*rows))
    assert "Different numbers: source –, translation 19239." in preview.content.decode()
    agree(desk, preview)
    assert (find().text, find("guide/pz-haslo/summary/en").text) == ("A new password", "At pz.gov.pl")


def test_nothing_is_changed_when_a_text_was_edited_since_the_preview(desk: Client, guide: Guide) -> None:
    rows = (row("Some other password"), row("At pz.gov.pl", "guide/pz-haslo/summary/en"))
    preview = send(desk, rows_file(*rows))
    change(guide, title_pl="Inne hasło")
    response = agree(desk, preview)
    assert (find().text, find("guide/pz-haslo/summary/en").text) == ("A new password", "How to set it")
    assert response.context["counts"]["refuse"] == 1


def test_agreeing_twice_changes_nothing_more(desk: Client, guide: Guide) -> None:
    preview = send(desk, rows_file(row("Some other password")))
    agree(desk, preview)
    change(Guide.objects.get(key="pz-haslo"), title_en="The editor’s own")
    agree(desk, preview)
    assert find().text == "The editor’s own"


@pytest.mark.parametrize("write", [write_csv, lambda texts: write_xliff(texts, "pl")])
def test_an_export_sent_back_asks_for_nothing(desk: Client, outdated: Guide, write: Any) -> None:
    response = send(desk, write(all_translations()), "texts")
    assert response.context["agreed"] == ""
    assert response.context["counts"]["nothing"] == len(all_translations())


def test_a_changed_preview_is_refused(desk: Client, guide: Guide) -> None:
    forged = signing.dumps([(TITLE, "Nowe hasło", "Forged", False)], salt="another")
    response = desk.post(IMPORT, {"agreed": forged}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert find().text == "A new password"


def test_an_old_preview_is_refused(desk: Client, guide: Guide, time_machine: Any) -> None:
    preview = send(desk, rows_file(row("Some other password")))
    time_machine.move_to(timezone.now() + timedelta(hours=13))
    desk.force_login(User.objects.get(username="wydawca"))
    agree(desk, preview)
    assert find().text == "A new password"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"<xliff", "a.xlf", "The XML is broken"),
        (b"a,b\n1,2\n", "a.csv", "The first row has to name the columns"),
        ("id,source,translation\nx,ż,y".encode("cp1250"), "a.csv", "This is not text in UTF-8"),
        (b"x" * (LARGEST_FILE + 1), "a.csv", "The file is too large"),
        (b"x" * (5 * 1024 * 1024), "a.csv", "The file is too large"),
        (b"", "a.csv", "empty"),
    ],
    ids=["broken", "columns", "encoding", "large", "5 MB", "empty"],
)
def test_a_bad_file_is_refused_with_a_message(desk: Client, guide: Guide, data: bytes, name: str, message: str) -> None:
    before = all_translations()
    response = send(desk, data, name)
    assert message in response.content.decode()
    assert "agreed" not in response.context
    assert all_translations() == before


def test_no_file_is_told(desk: Client, guide: Guide) -> None:
    assert desk.post(IMPORT).context["form"].errors


def test_an_import_is_noted_for_each_row(desk: Client, guide: Guide) -> None:
    address = f"guide/pz-haslo/steps[{guide.steps.all()[0].key}].title/en"
    agree(desk, send(desk, rows_file(row("Some other password"), row("Go to", address))))
    assert set(LogEntry.objects.values_list("content_type__model", flat=True)) == {"guide", "step"}


def test_the_first_page_leads_to_translations(desk: Client, guide: Guide) -> None:
    assert f'href="{LIST}"' in desk.get("/admin/").content.decode()


def test_parts_and_topics_are_translated_too(desk: Client, guide: Guide) -> None:
    steps = Step.objects.count()
    agree(desk, send(desk, rows_file(row("Passwords again", "topic/hasla/name/en"))))
    assert (Topic.objects.get().name_en, Step.objects.count()) == ("Passwords again", steps)
