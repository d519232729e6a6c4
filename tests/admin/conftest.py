"""A small working copy that may go live, and editors to change it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from guides import models
from guides.accounts.models import User
from guides.enums import GuideRole, PageKey, ReleaseKind, Role
from guides.releases import publishing
from guides.roles import group_of

# Those that refer to others come first.
_ALL: list[Any] = [
    models.Answer,
    models.OutcomeAlternative,
    models.Outcome,
    models.StepProblem,
    models.Question,
    models.Step,
    models.GuideNeed,
    models.OfficialAddress,
    models.Guide.sources.through,
    models.Guide,
    models.Helpdesk.sources.through,
    models.Helpdesk,
    models.Method.sources.through,
    models.Method.needs.through,
    models.Method,
    models.Topic,
    models.Thing,
    models.Source,
    models.Page,
    models.Service,
    models.Point,
    models.PointSource,
    models.Version,  # which knows the numbers that offices had
]


@pytest.fixture
def empty(db: None) -> None:
    """A working copy without the shipped content."""
    for model in _ALL:
        model.objects.all()._raw_delete(using="default")


def group(role: Role) -> Group:
    """The group of a role; of translators, that of English."""
    return Group.objects.get(name=group_of(role, "en" if role == Role.TRANSLATOR else ""))


def words(field: str, polish: str, english: str) -> dict[str, str]:
    return {f"{field}_pl": polish, f"{field}_en": english}


@pytest.fixture
def guide(empty: None) -> models.Guide:
    """One guide of three steps, the questionnaire that leads to it, and the pages: enough for a release."""
    topic = models.Topic.objects.create(key="hasla", order=10, **words("name", "Hasła", "Passwords"))
    method = models.Method.objects.create(
        key="pz",
        order=10,
        icon="person",
        **words("name", "Profil Zaufany", "Trusted profile"),
        **words("slug", "profil-zaufany", "trusted-profile"),
        **words("summary", "Konto w pz.gov.pl", "An account at pz.gov.pl"),
        **words("description", "Działa w całej Polsce.", "Works all over Poland."),
    )
    guide = models.Guide.objects.create(
        key="pz-haslo",
        order=10,
        topic=topic,
        method=method,
        online=True,
        **words("title", "Nowe hasło", "A new password"),
        **words("slug", "nowe-haslo", "new-password"),
        **words("summary", "Jak je ustawić", "How to set it"),
        **words("for_whom", "Dla tych, którzy je zapomnieli", "For those who forgot it"),
        **words("result", "Nowe hasło", "A new password"),
        **words("cost", "bezpłatnie", "free"),
    )
    for order, (polish, english) in enumerate((("Otwórz", "Open"), ("Wpisz", "Type"), ("Zapisz", "Save")), 1):
        models.Step.objects.create(guide=guide, order=order, **words("title", polish, english))
    outcome = models.Outcome.objects.create(
        key="haslo", order=10, guide=guide, **words("reason", "Hasło wyleciało z głowy.", "The password is forgotten.")
    )
    question = models.Question.objects.create(
        key="problem", order=10, first=True, **words("text", "Co się dzieje?", "What is wrong?")
    )
    for order, (key, polish, english) in enumerate(
        (("zapomniane", "Nie pamiętam hasła", "I forgot the password"), ("nie-wiem", "Nie wiem", "I don’t know")), 1
    ):
        models.Answer.objects.create(
            question=question,
            order=order,
            key=key,
            outcome=outcome,
            unsure=key == "nie-wiem",
            **words("label", polish, english),
        )
    for key in PageKey.values:
        models.Page.objects.create(
            key=key,
            **words("title", f"Strona {key}", f"Page {key}"),
            **words("slug", f"strona-{key}", f"page-{key}"),
            **words("summary", "Krótko", "In short"),
            **words("lead", "Na początek", "To begin with"),
        )
    _fill_roles(topic)
    return guide


def _fill_roles(topic: models.Topic) -> None:
    """A guide for each role that pages need, and the main helpdesk."""
    for order, role in enumerate(GuideRole.values, 2):
        needed = models.Guide.objects.create(
            key=role.replace("_", "-"),
            role=role,
            order=order * 10,
            topic=topic,
            online=True,
            **words("title", f"Rola {role}", f"Role {role}"),
            **words("summary", "Krótko", "In short"),
            **words("for_whom", "Dla tych", "For those"),
            **words("result", "Wynik", "Result"),
            **words("cost", "bezpłatnie", "free"),
        )
        models.Step.objects.create(guide=needed, order=1, **words("title", "Idź", "Go"))
    models.Helpdesk.objects.create(
        key="pomoc", role="main", **words("name", "Pomoc", "Help"), **words("purpose", "Do wszystkiego", "For all")
    )


@pytest.fixture
def point(empty: None) -> models.Point:
    source = models.PointSource.objects.create(key="spis", **words("name", "Spis", "List"))
    return models.Point.objects.create(
        kind="tax_office",
        name="Urząd Skarbowy w Łodzi",
        town="Łódź",
        voivodeship="łódzkie",
        source=source,
        latitude=51.77,
        longitude=19.46,
    )


@pytest.fixture
def published(guide: models.Guide, point: models.Point) -> models.Release:
    """The first release of the content; the points are live too."""
    publishing.publish(ReleaseKind.POINTS)
    return publishing.publish(ReleaseKind.CONTENT)


@pytest.fixture
def editor(db: None) -> User:
    """May change everything but publish nothing."""
    user = User.objects.create_user("redaktor", is_staff=True)
    user.user_permissions.set(Permission.objects.exclude(codename="add_release"))
    return user


@pytest.fixture
def publisher(db: None) -> User:
    return User.objects.create_superuser("wydawca")


@pytest.fixture
def desk(publisher: User) -> Client:
    """A browser in which the publisher has signed in, with Polish as its language."""
    client = Client(headers={"accept-language": "pl"})
    client.force_login(publisher)
    return client


def form_values(response: Any) -> dict[str, Any]:
    """What a browser would send back from an admin form left as it is."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values: dict[str, Any] = {"_opened": response.context["opened"]} if "opened" in response.context else {}
    for form in forms:
        for field in form:
            value = field.value()
            if field.field.disabled or value is None or value is False or field.name == "picture":
                continue
            values[field.html_name] = "on" if value is True else value
    return values


PUBLISH = "/admin/guides/release/publish/"


def shown(desk: Client, kind: str = "content") -> Any:
    """What the publish page shows of a kind of release."""
    states = desk.get(PUBLISH).context["states"]
    return next(state for state in states if state.kind == kind)


def press(desk: Client, kind: str = "content", state: Any = None, **values: Any) -> Any:
    """Open the publish page (or take it as it was shown in `state`) and press its button."""
    state = state or shown(desk, kind)
    sent = {"kind": kind, "action": "publish", "active": state.seen.active, "draft": state.seen.draft}
    return desk.post(PUBLISH, {**sent, **values}, follow=True)
