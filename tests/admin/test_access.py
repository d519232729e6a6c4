"""Who gets to which address of the desk: each address that the resolver knows, for each role, against a table.

access.txt has a line for each address: those whom it does not refuse, by their first letters. A new address is missing there
until somebody has thought about who may see it. The failing test prints the lines as they are.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from guides.accounts.models import User
from guides.enums import Role
from tests.admin.conftest import group

pytestmark = pytest.mark.slow

DRILL = bool(os.environ.get("DRILL"))
TABLE = Path(__file__).with_name("access.txt")
ROWS = ("<int:pk>", "<path:object_id>", "<id>")
PARTS = {
    "<str:version>": "1", "<slug:model>": "guide", "<path:address>": "pl/",
    "<str:name>": "a.png", "<path:content_type_id>": "1", "<uidb64>": "MQ", "<token>": "x", "<int:number>": "1",
    "<str:key>": "a", "<slug:key>": "a",
}  # fmt: skip


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Every address of the desk, with the names of its parts; the last of Django's takes whatever is left."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif route.startswith("admin/") and "(?P<" not in route:
            yield route


def known() -> dict[str, str]:
    """The table: the letters of those who are let in, by address."""
    return {line[7:]: line[:7].strip() for line in TABLE.read_text().splitlines()}


def address_of(route: str, rows: dict[str, int]) -> str:
    """The address, with a row that is there: of the kind that it names, else the first one."""
    kind = route.split("/")[2] if route.count("/") > 2 else ""
    for part, value in {**PARTS, **dict.fromkeys(ROWS, str(rows.get(kind, 1)))}.items():
        route = route.replace(part, value)
    assert "<" not in route, f"PARTS has nothing for {route}"
    return f"/{route}"


@pytest.fixture
def people(db: None) -> dict[str, User | AnonymousUser]:
    """Somebody of each role, one who has none, and one who has not signed in; by the letter in the table."""
    made: dict[str, User | AnonymousUser] = {"-": AnonymousUser(), "N": User.objects.create_user("n", is_staff=True)}
    for role in Role:
        user = made[role.name[0]] = User.objects.create_user(role.value, is_staff=True)
        user.groups.add(group(role))
    return made


@pytest.fixture
def rows(published: Any) -> dict[str, int]:
    """A row of each kind of the desk, by the name of the kind: the small content, and whatever it lacks."""
    found: dict[str, int] = {}
    for model in admin.site._registry:
        row = QuerySet(model).first()
        if row is None:
            row = model(**{field.name: _value(field) for field in model._meta.concrete_fields if _is_needed(field)})
            row.save_base(raw=True)
        found[str(model._meta.model_name)] = row.pk
    return found


def _is_needed(field: Any) -> bool:
    return not (field.null or field.has_default() or field.primary_key)


def _value(field: Any) -> Any:
    if field.is_relation:
        return QuerySet(field.related_model).first()
    moment = timezone.now()
    special = {"DateTimeField": moment, "DateField": moment.date(), "PositiveIntegerField": 1, "JSONField": {}}
    return special.get(
        field.get_internal_type(), "https://gov.pl" if field.name in ("url", "address", "source") else "a"
    )


@pytest.fixture
def clients(people: dict[str, User | AnonymousUser]) -> dict[str, Client]:
    """A browser of each of them."""
    return {letter: Client(raise_request_exception=False) for letter in people}  # rows lack histories that the desk has


def is_let_in(client: Client, person: User | AnonymousUser, address: str) -> bool:
    """Whether an address does not refuse somebody. What only takes forms is sent an empty one."""
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if isinstance(person, User) and not (session and session.value):  # some addresses sign out
        client.force_login(person)
    response = client.get(address)
    if response.status_code == 405:
        response = client.post(address)
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/admin/login/")
    signs_in = (
        bool(response.context_data and "kept" in response.context_data) if hasattr(response, "context_data") else False
    )
    return not (to_sign_in or signs_in or response.status_code == 403)


def test_each_address_lets_in_those_whom_the_table_names(
    people: dict[str, User | AnonymousUser],
    clients: dict[str, Client],
    rows: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All others are refused; of those who are let in the first one is tried, in the drill each."""
    # Pages are not drawn: who may see them is all that is asked.
    monkeypatch.setattr(Template, "render", lambda *_arguments, **_more: "")
    table = known()

    def those_let_in(letters: Iterable[str], route: str) -> list[str]:
        return [each for each in letters if is_let_in(clients[each], people[each], address_of(route, rows))]

    wrong = []
    every = dict.fromkeys(routes())  # of two with one address the first answers
    for route in every:
        letters = table.get(route, "")
        asked = [letter for letter in people if DRILL or letter not in letters[1:]]
        if those_let_in(asked, route) != [*(letters if DRILL else letters[:1])]:
            wrong.append(f"{''.join(those_let_in(people, route)):7}{route}")
    assert (wrong, table.keys() - every) == ([], set()), "\n".join(["", *wrong])


def test_the_table_knows_every_kind_of_row_of_the_desk() -> None:
    kinds = {f"admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry}
    assert kinds <= set(known())


def test_without_signing_in_only_the_sign_in_is_open() -> None:
    open_to_all = {route for route, letters in known().items() if "-" in letters}
    assert {route.split("/")[1] for route in open_to_all} == {"login", "logout", "invitation"}
