"""What each role may do: groups whose rights are brought into step with this file at every `migrate`."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guides.enums import Role
from guides.letters.letter import language_name
from guides.working_copy.kinds import PUBLISHED

WORKING_COPY = sorted(each.model._meta.model_name for shape in PUBLISHED.values() for each in shape.with_parts())
# Who may only translate has no right to change a row: the admin opens the columns of a language to its right.
TRANSLATIONS = {code: f"translate_{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}

# Who may edit offices may import them. Large imports are jobs; whoever sees one that failed may ask for it again.
_IMPORTS = {"view_pointimport", "add_pointimport", "view_job", "add_job"}
_IMPORTS |= {f"{action}_importmapping" for action in ("view", "add", "change", "delete")}

_LOOK = {f"view_{name}" for name in (*WORKING_COPY, "notice", "situation")}
_EDIT = {f"{action}_{name}" for name in (*WORKING_COPY, "situation") for action in ("add", "change", "delete")}
_NOTICES = {f"{action}_notice" for action in ("add", "change")}
_EDIT |= {"view_link", "check_link"}
_EDIT |= {"view_readerreport", "change_readerreport", "delete_readerreport", "view_dailycount"}

_EDITOR = {*TRANSLATIONS.values(), *_LOOK, *_EDIT, *_IMPORTS, "view_release"}


def group_of(role: Role, language: str = "") -> str:
    """The name of the group of a role; translators have one for each language."""
    return f"{role.value}-{language}" if language else role.value


# Rights of the apps "guides" and "jobs", by the names of groups. The administrator has every right of every app.
RIGHTS: dict[str, set[str]] = {
    **{group_of(Role.TRANSLATOR, code): {right, *_LOOK} for code, right in TRANSLATIONS.items()},
    group_of(Role.EDITOR): _EDITOR,
    # Who may add a release may publish, and make an older release live again. Notices are live when they are saved.
    group_of(Role.PUBLISHER): {*_EDITOR, *_NOTICES, "add_release"},
    group_of(Role.ADMINISTRATOR): set(),
}


def keep_in_step(using: str = "default", **_signal: Any) -> None:
    """Make the groups of the roles, with exactly their rights."""
    from django.contrib.auth.models import Group, Permission

    every = Permission.objects.using(using)
    for name, rights in RIGHTS.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        ours = Q(content_type__app_label__in=("guides", "jobs"), codename__in=rights)
        group.permissions.set(every.all() if name == Role.ADMINISTRATOR else every.filter(ours))


ABOUT: dict[str, Any] = {
    Role.TRANSLATOR: _("Changes the texts of one language. Publishes nothing."),
    Role.EDITOR: _("Changes all texts, questions and offices. Asks somebody else to publish."),
    Role.PUBLISHER: _("Changes everything, publishes it and takes it back, announces outages."),
    Role.ADMINISTRATOR: _("May do everything, and keeps the accounts."),
}


def about(group: str) -> str:
    """What somebody with this role does, in a sentence; "" for a group that is no role."""
    return str(ABOUT.get(group.partition("-")[0], ""))


def name_of(group: str) -> str:
    """A role in the editor's language, with the language into which a translator translates; else the group's name."""
    role, _hyphen, code = group.partition("-")
    if role not in Role.values:
        return group
    label = str(Role(role).label)
    return f"{label} ({language_name(code)})" if code else label


def languages_of(user: Any) -> frozenset[str]:
    """The languages into which somebody may translate."""
    return frozenset(code for code, right in TRANSLATIONS.items() if user.has_perm(f"guides.{right}"))
