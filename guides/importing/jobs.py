"""Imports of files that are too large for a request: proposed and applied by the worker."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guides import models
from guides.importing import applying, official
from guides.importing.official import OfficialImport
from guides.jobs import queue
from guides.jobs.kinds import JobFailed, Progress, job
from guides.jobs.models import Job
from guides.offices.formats.rows import BadTable
from guides.offices.formats.tables import check_size
from guides.serving.live import live

PROPOSE, APPLY, FETCH, PLACES = "propose_offices", "apply_offices", "fetch_data", "load_places"

TWO_WITH_ONE_IDENTIFIER = _("Nothing was changed: two offices of one list would have the same identifier.")
CHANGED_SINCE = _(
    "Nothing was changed: somebody has edited offices, or another import was applied, since this proposal was"
    " made. Make it anew and look at it again."
)


def ask_to_propose(row: models.PointImport, user: Any) -> Job:
    """Let the worker read a file and make its proposal."""
    return queue.enqueue(PROPOSE, {"pk": row.pk}, user, subject=row.pk)


def ask_to_apply(row: models.PointImport, choice: applying.ApplyOptions, user: Any) -> Job:
    """Let the worker apply a proposal as an editor has chosen."""
    arguments = {"pk": row.pk, "take": sorted(choice.take), "unlist_gone": choice.unlist_gone, "user": user.pk}
    return queue.enqueue(APPLY, arguments, user, subject=row.pk)


def job_of(row: models.PointImport) -> Job | None:
    """The newest job about an import."""
    return queue.latest(row.pk, PROPOSE, APPLY)


def discard(row: models.PointImport) -> None:
    """Throw away a file that has changed nothing, with all that was made for it. Raise applying.ImportRefused."""
    if not row.is_waiting:
        raise applying.ImportRefused
    mapping, pk = row.mapping, row.pk
    with transaction.atomic():
        row.delete()
        queue.forget(pk, PROPOSE, APPLY)
        if mapping is not None and not models.PointImport.objects.filter(mapping=mapping).exists():
            mapping.delete()


@job(PROPOSE, _("Read a file of offices"))
def propose(progress: Progress, pk: int) -> dict[str, Any]:
    """Make the proposal of an import."""
    row = _row(pk)
    try:
        proposal = applying.propose(row, live.gazetteer(), progress)
    except BadTable as error:
        raise JobFailed(str(error)) from error
    except applying.ImportRefused as error:
        raise JobFailed(gettext("The import was applied or thrown away meanwhile.")) from error
    return {"import": pk, **proposal.counts()}


@job(APPLY, _("Apply an import of offices"))
def apply(progress: Progress, pk: int, take: Sequence[str], unlist_gone: bool, user: int) -> dict[str, Any]:
    """Bring the proposal of an import into the working copy, in one transaction."""
    progress(0, 0, _("Changing the offices"))
    choice = applying.ApplyOptions(frozenset(take), unlist_gone)
    try:
        changed = applying.apply(_row(pk), get_user_model()._default_manager.filter(pk=user).first(), choice)
    except applying.Clash as error:
        raise JobFailed(str(TWO_WITH_ONE_IDENTIFIER)) from error
    except applying.ImportRefused as error:
        raise JobFailed(str(CHANGED_SINCE)) from error
    return {"import": pk, "changed": changed}


def ask_to_load_places(content: bytes, name: str, user: Any) -> Job:
    """Keep a file of places, and let the worker load it with those that were sent before. Raise BadTable."""
    check_size(content, settings.IMPORT_LARGEST_FILE)
    folder = settings.VAR_DIR / "data"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"sent-{name}").write_bytes(content)
    return queue.enqueue(PLACES, {}, user)


@job(PLACES, _("Load places"), alone=True)
def load_places(progress: Progress) -> dict[str, Any]:
    """Make a release of the files of places that were sent, with TERC where it was."""
    progress(0, 0, _("Loading the places"))
    lines: list[str] = []
    folder = settings.VAR_DIR / "data"
    files = {name: path for name in (official.PLACES, official.TERC) if (path := folder / f"sent-{name}").exists()}
    if official.PLACES not in files:
        raise JobFailed(gettext("Send GeoNames’ file first: TERC only names the municipalities in it."))
    if not OfficialImport(folder, lines.append, apply=False).load_places(files):
        raise JobFailed(" ".join(lines))
    return {"lines": lines}


@job(FETCH, _("Fetch the official lists"), alone=True)
def fetch_data(progress: Progress, user: int = 0) -> dict[str, Any]:
    """Fetch what has an address; offices become proposals, unless the settings say that they are applied."""
    lines: list[str] = []
    editor = get_user_model()._default_manager.filter(pk=user).first() if user is not None else None
    run = OfficialImport(
        settings.VAR_DIR / "data", lines.append, apply=settings.DATA_APPLY, user=editor, progress=progress
    )
    for left in run.fetch_and_import():
        lines.append(gettext("To do by hand: %(what)s, from %(page)s") % {"what": left.what, "page": left.page})
    return {"lines": lines}


def _row(pk: int) -> models.PointImport:
    row = models.PointImport.objects.filter(pk=pk).first()
    if row is None:
        raise JobFailed(gettext("The import was applied or thrown away meanwhile."))
    return row
