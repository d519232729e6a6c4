"""What each role may do: groups whose rights are brought into step with this file at every `migrate`."""

from typing import Any

from django.db.models import Q

from guides.enums import Role
from guides.working_copy.kinds import PUBLISHED

WORKING_COPY = sorted(each.model._meta.model_name for shape in PUBLISHED.values() for each in shape.with_parts())
# Who may only translate has no right to change a row: the admin opens the columns of the translations to this right.
TRANSLATE = "translate"

# Who may edit offices may import them. Large imports are jobs; whoever sees one that failed may ask for it again.
_IMPORTS = {"view_pointimport", "add_pointimport", "view_job", "add_job"}
_IMPORTS |= {f"{action}_importmapping" for action in ("view", "add", "change", "delete")}

_LOOK = {f"view_{name}" for name in (*WORKING_COPY, "notice")}
_EDIT = {f"{action}_{name}" for name in WORKING_COPY for action in ("add", "change", "delete")}
_NOTICES = {f"{action}_notice" for action in ("add", "change")}
_EDIT |= {"view_pointreport", "change_pointreport", "delete_pointreport"}

# Rights of the apps "guides" and "jobs". The administrator has every right of every app.
RIGHTS: dict[Role, set[str]] = {
    Role.TRANSLATOR: {TRANSLATE, *_LOOK},
    Role.EDITOR: {TRANSLATE, *_LOOK, *_EDIT, *_IMPORTS, "view_release"},
    # Who may add a release may publish, and make an older release live again. Notices are live when they are saved.
    Role.PUBLISHER: {TRANSLATE, *_LOOK, *_EDIT, *_IMPORTS, *_NOTICES, "view_release", "add_release"},
}


def keep_in_step(using: str = "default", **_signal: Any) -> None:
    """Make the groups of the roles, with exactly their rights."""
    from django.contrib.auth.models import Group, Permission

    every = Permission.objects.using(using)
    for role in Role:
        group, _created = Group.objects.using(using).get_or_create(name=role.value)
        ours = Q(content_type__app_label__in=("guides", "jobs"), codename__in=RIGHTS.get(role, ()))
        group.permissions.set(every.all() if role == Role.ADMINISTRATOR else every.filter(ours))


def name_of(group: str) -> str:
    """A role in the editor's language; any other group by its own name."""
    return str(dict(Role.choices).get(group, group))
