"""What each role may do, held by the server."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client, RequestFactory

from guides import models, roles
from guides.accounts.models import User
from guides.enums import Role
from guides.models.base import Translated
from guides.translation import TRANSLATED
from guides.working_copy import rows
from guides.working_copy.kinds import CONTENT_SHAPES
from tests.admin.conftest import form_values, group
from tests.admin.test_working_copy import page, save
from tests.html import parse
from tests.small import words

PUBLISH = "/admin/guides/release/publish/"


def sign_in(role: Role) -> Client:
    user = User.objects.create_user(role.value, is_staff=True)
    user.groups.add(group(role))
    client = Client(headers={"accept-language": "pl"})
    client.force_login(user)
    return client


@pytest.fixture
def translator(guide: models.Guide) -> Client:
    return sign_in(Role.TRANSLATOR)


@pytest.fixture
def every_kind(guide: models.Guide, point: models.Point) -> None:
    """At least one row of each translated model."""
    models.Source.objects.create(key="ustawa", **words("name", "Ustawa", "Act"))
    thing = models.Thing.objects.create(key="telefon", kind="device", **words("name", "Telefon", "Phone"))
    models.GuideNeed.objects.create(guide=guide, thing=thing, **words("note", "Każdy", "Any"))
    models.OfficialAddress.objects.create(
        guide=guide, address="pz.gov.pl", url="https://pz.gov.pl", **words("label", "Strona", "Site")
    )
    models.StepProblem.objects.create(step=guide.steps.all()[0], guide=guide, **words("label", "Nie działa", "Broken"))
    point.note_en = "At the back"
    point.save()
    outcome = models.Outcome.objects.get()
    models.OutcomeAlternative.objects.create(outcome=outcome, guide=guide, **words("note", "Gdy", "When"))
    models.Situation.objects.create(outcome=outcome, answers="problem.zapomniane", **words("name", "A", "B"))


def everything() -> dict[str, Any]:
    """All columns of the working copy but the translations, and what was noted of these."""
    found = {}
    for name in (*roles.WORKING_COPY, "situation"):
        model = apps.get_model("guides", name)
        columns = [
            item.attname
            for item in model._meta.concrete_fields
            if not item.name.endswith("_en") and item.name != "translated_from"
        ]
        found[name] = list(model._base_manager.order_by("pk").values(*columns))
    return found


def test_the_roles_know_every_model_of_the_working_copy() -> None:
    tracked = {model._meta.model_name for model in (*TRANSLATED, models.Service)}
    # Notices are live at once, known situations are never published: no part of the working copy.
    assert set(roles.WORKING_COPY) == tracked - {"notice", "situation"}


def test_the_roles_are_there_from_the_start(db: None) -> None:
    names = {"translator-en", "editor", "publisher", "administrator"}
    assert set(Group.objects.values_list("name", flat=True)) == names


def test_rights_are_brought_back_into_step(db: None) -> None:
    translators = group(Role.TRANSLATOR)
    before = set(translators.permissions.all())
    translators.permissions.set(Permission.objects.filter(codename="add_release"))
    call_command("migrate", verbosity=0)
    assert set(translators.permissions.all()) == before


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.TRANSLATOR, {"view_guide", "translate_en"}),
        (Role.EDITOR, {"view_guide", "translate_en", "change_guide", "add_step", "delete_answer"}),
        (Role.PUBLISHER, {"view_guide", "translate_en", "change_guide", "add_step", "delete_answer", "add_release"}),
    ],
)
def test_each_role_has_its_rights(db: None, role: Role, rights: set[str]) -> None:
    asked = ["view_guide", "translate_en", "change_guide", "add_step", "delete_answer", "add_release"]
    codenames = set(group(role).permissions.values_list("codename", flat=True))
    assert {name for name in asked if name in codenames} == rights
    assert not {name for name in codenames if name.endswith(("_user", "_group", "_permission"))}


def test_an_administrator_has_every_right(db: None) -> None:
    assert set(Group.objects.get(name=Role.ADMINISTRATOR).permissions.all()) == set(Permission.objects.all())


def test_a_translator_changes_english_texts(translator: Client, guide: models.Guide) -> None:
    save(translator, guide, title_en="Another password", **{"steps-1-title_en": "Write"})
    assert models.Guide.objects.get(key="pz-haslo").title_en == "Another password"
    assert guide.steps.all()[1].title_en == "Write"


def test_a_translator_sees_the_polish_text_without_a_field(translator: Client, guide: models.Guide) -> None:
    response = translator.get(page(guide))
    assert "title_pl" not in response.context["adminform"].form.fields
    assert "Dla tych, którzy je zapomnieli" in response.content.decode()


def forged(desk: Client, row: Any) -> dict[str, Any]:
    """The form of somebody who may do everything, every value in it changed."""
    values = form_values(desk.get(page(row)))
    for name, value in values.items():
        if name.startswith("_") or name.endswith(("_FORMS", "-id", "-guide", "-question", "-step", "-outcome")):
            continue
        values[name] = "9" if name.endswith(("order", "minutes")) else f"{value}x"
    return values


@pytest.mark.parametrize("model", [model for model in TRANSLATED if model not in (models.Notice, models.Step)])
def test_a_forged_form_of_a_translator_changes_english_texts_only(
    desk: Client, translator: Client, every_kind: None, model: Any
) -> None:
    row = model.objects.first()
    before = everything()
    values = forged(desk, row) | {"is_published": "on", "first": "on", "online": "", "unsure": "on"}
    assert translator.post(page(row), values).status_code == 302
    assert everything() == before
    english = next(name for name in values if name.endswith("_en") and name.count("-") == 0)
    assert getattr(model.objects.get(pk=row.pk), english) == values[english]


@pytest.mark.parametrize(
    "change",
    [
        {"steps-0-DELETE": "on"},
        {"steps-TOTAL_FORMS": "4", "steps-3-title_pl": "Nowy", "steps-3-title_en": "New", "steps-3-order": "1"},
        {"steps-0-order": "3"},
        {"_saveasnew": "1", "key": "kopia"},
    ],
)
def test_a_translator_can_not_change_the_structure(
    desk: Client, translator: Client, guide: models.Guide, change: dict[str, str]
) -> None:
    before = everything()
    translator.post(page(guide), form_values(desk.get(page(guide))) | change)
    assert everything() == before


def test_a_translator_can_not_reroute(desk: Client, translator: Client, guide: models.Guide) -> None:
    other = models.Outcome.objects.create(key="inne", guide=guide, reason_pl="Tak", order=20)
    question = models.Question.objects.get()
    before = everything()
    translator.post(page(question), form_values(desk.get(page(question))) | {"answers-1-outcome": other.pk})
    assert everything() == before


@pytest.mark.parametrize("name", roles.WORKING_COPY)
def test_a_translator_adds_and_deletes_nothing(translator: Client, name: str) -> None:
    # Some parts have no page of their own.
    assert translator.get(f"/admin/guides/{name}/add/").status_code in (403, 404)
    assert translator.post(f"/admin/guides/{name}/1/delete/", {"post": "yes"}).status_code in (302, 403, 404)
    before = everything()
    keys = [row.pk for row in apps.get_model("guides", name)._base_manager.all()]
    action = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    translator.post(f"/admin/guides/{name}/", action)
    assert everything() == before


def test_a_translator_brings_nothing_back(desk: Client, translator: Client, guide: models.Guide) -> None:
    save(desk, guide, title_pl="Inne")
    history = parse(translator.get(page(guide, "history")))
    assert not [link for link in history.all("a") if re.search(r"/history/\d", link.get("href"))]
    assert translator.post(f"{page(guide, 'history')}20260101000000000000/").status_code == 403


def test_polish_that_changed_under_a_translator_is_a_conflict(
    desk: Client, translator: Client, guide: models.Guide
) -> None:
    form = form_values(translator.get(page(guide)))
    save(desk, guide, title_pl="Inne hasło")
    response = translator.post(page(guide), form | {"title_en": "Some password"})
    shown = [(each.before, each.after) for row in response.context["conflict"].theirs for each in row.fields]
    assert shown == [("", "Inne hasło")] or shown == [("Nowe hasło", "Inne hasło")]
    assert models.Guide.objects.get(key="pz-haslo").title_en == "A new password"


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.EDITOR])
def test_only_publishers_publish(guide: models.Guide, point: models.Point, role: Role) -> None:
    client = sign_in(role)
    assert client.post(PUBLISH, {"kind": "content"}).status_code == 403
    assert not models.Release.objects.exists()


def test_an_editor_sees_what_stands_in_the_way_of_publishing_and_can_only_ask(
    guide: models.Guide, point: models.Point
) -> None:
    page = parse(sign_in(Role.EDITOR).get(PUBLISH))
    assert page.all("ul", class_="desk-checks")
    assert {button["value"] for button in page.all("button", name="action")} == {"ask"}


def test_a_publisher_may_publish(guide: models.Guide, point: models.Point) -> None:
    assert sign_in(Role.PUBLISHER).get(PUBLISH).status_code == 200


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.EDITOR, Role.PUBLISHER])
def test_accounts_are_for_administrators(db: None, role: Role) -> None:
    assert sign_in(role).get("/admin/accounts/user/").status_code == 403


def test_the_first_page_shows_what_one_may_do(guide: models.Guide) -> None:
    def links(role: Role) -> set[str]:
        return {link.get("href") for link in parse(sign_in(role).get("/admin/")).one("div", id="content").all("a")}

    seen = {role: links(role) for role in Role}
    assert "/admin/guides/guide/" in seen[Role.TRANSLATOR]
    assert "/admin/guides/guide/add/" not in seen[Role.TRANSLATOR]
    assert "/admin/guides/guide/add/" in seen[Role.EDITOR]
    assert PUBLISH not in seen[Role.TRANSLATOR]
    assert PUBLISH in seen[Role.EDITOR]
    assert PUBLISH in seen[Role.PUBLISHER]
    assert "/admin/accounts/user/" not in seen[Role.PUBLISHER]
    assert "/admin/accounts/user/" in seen[Role.ADMINISTRATOR]


def test_a_role_lets_one_in(db: None) -> None:
    administrator = sign_in(Role.ADMINISTRATOR)
    user = User.objects.create_user("ola")
    values = {
        "username": "ola",
        "is_active": "on",
        "groups": Group.objects.get(name=Role.EDITOR).pk,
        "is_superuser": "on",
        "is_staff": "",
        "user_permissions": Permission.objects.get(codename="add_release").pk,
    }
    administrator.post(f"/admin/accounts/user/{user.pk}/change/", values)
    user = User.objects.get(pk=user.pk)
    assert (user.is_staff, user.is_superuser, user.user_permissions.count()) == (True, False, 0)


def test_roles_have_translated_names(db: None) -> None:
    user = User.objects.create_user("ola")
    html = sign_in(Role.ADMINISTRATOR).get(f"/admin/accounts/user/{user.pk}/change/").content.decode()
    assert f"{Role.TRANSLATOR.label} (angielski)" in html


def test_a_translator_into_one_language_changes_no_other(
    translator: Client, guide: models.Guide, monkeypatch: Any
) -> None:
    monkeypatch.setattr(roles, "TRANSLATIONS", {"pl": "translate_pl"})
    assert translator.get(page(guide)).context["has_change_permission"] is False


def test_a_superusers_account_is_closed_to_administrators(db: None) -> None:
    root = User.objects.create_superuser("root")
    values = {"username": "moje", "is_active": "on"}
    assert sign_in(Role.ADMINISTRATOR).post(f"/admin/accounts/user/{root.pk}/change/", values).status_code == 403


def test_only_translated_rows_are_open_to_translators() -> None:
    request = RequestFactory().get("/")
    request.user = type("Translator", (), {"has_perm": lambda self, name: name == "guides.translate_en"})()
    for model, desk in admin.site._registry.items():
        if model._meta.app_label == "guides":
            expected = issubclass(model, Translated) and model is not models.Notice
            assert desk.has_change_permission(request) == expected, model


def test_the_entry_of_a_guide_is_the_same_after_a_translators_save(translator: Client, guide: models.Guide) -> None:
    shape = CONTENT_SHAPES["guides"]
    before = rows.read_entry(shape, models.Guide.objects.get(key="pz-haslo"))
    save(translator, guide)
    assert rows.read_entry(shape, models.Guide.objects.get(key="pz-haslo")) == before
