"""Editors, to change a small working copy that may go live."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.forms import FileField
from django.test import Client

from guides.accounts.models import User
from guides.enums import Role
from guides.roles import group_of
from tests.small import empty, guide, point, published, small_rows

__all__ = ["empty", "guide", "point", "published", "small_rows"]


def group(role: Role) -> Group:
    """The group of a role; of translators, that of English."""
    return Group.objects.get(name=group_of(role, "en" if role == Role.TRANSLATOR else ""))


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
            if field.field.disabled or value is None or value is False or isinstance(field.field, FileField):
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
