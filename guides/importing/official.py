"""The official lists, fetched and imported in one go: places first, since offices get their coordinates from them."""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides import models
from guides.enums import ImportState
from guides.importing import applying
from guides.importing.fetching import CannotFetch, Fetcher
from guides.importing.proposal import Proposal, decode_proposal
from guides.jobs.kinds import Progress, unheard
from guides.offices.formats.notes import explain
from guides.offices.formats.rows import BadTable
from guides.serving.live import live

PLACES, TERC = "geonames", "terc"

Tell = Callable[[str], Any]


@dataclass(frozen=True)
class Official:
    """A list that somebody publishes. `command` is what imports it by hand, after manage.py."""

    name: str
    what: Any
    command: str

    @property
    def page(self) -> str:
        """Where people find the file."""
        return settings.DATA_PAGES[self.name]


OFFICES = (
    Official("zus", gettext_lazy("units of ZUS"), "import_points FILE --format zus --apply"),
    Official("kas", gettext_lazy("tax offices (KAS)"), "import_points FILE --format kas --apply"),
    Official("jst", gettext_lazy("municipal and county offices (JST)"), "import_points FILE --format jst --apply"),
)
OFFICIAL = (
    Official(PLACES, gettext_lazy("postcodes and places (GeoNames, CC BY 4.0)"), "load_places FILE"),
    Official(TERC, gettext_lazy("TERC, the register of municipalities"), "load_places PLACES_FILE --terc FILE"),
    *OFFICES,
)


@dataclass(frozen=True)
class OfficialImport:
    """One go: where files are kept, what is told of each step, and whether offices are applied or only proposed."""

    folder: Path
    tell: Tell
    apply: bool
    user: Any = None
    progress: Progress = unheard
    fetcher: Fetcher | None = None

    def fetch_and_import(self) -> list[Official]:
        """Everything that has an address; return what is left to do by hand."""
        self.folder.mkdir(parents=True, exist_ok=True)
        files: dict[str, Path] = {}
        for number, official in enumerate(OFFICIAL):
            self.progress(number, 2 * len(OFFICIAL), official.what)
            if path := self._fetch(official):
                files[official.name] = path
        done = set(self._import(files))
        return [official for official in OFFICIAL if official.name not in done]

    def _fetch(self, official: Official) -> Path | None:
        source = settings.DATA_SOURCES.get(official.name, "")
        what = {"what": official.what, "name": f"DATA_{official.name.upper()}", "source": source}
        if not source:
            self.tell(_("%(what)s: nobody has set where they are (%(name)s)") % what)
            return None
        self.tell(_("%(what)s: fetching %(source)s") % what)
        try:
            fetched = (self.fetcher or Fetcher()).fetch(source)
        except CannotFetch as error:
            self.tell("  " + _("not fetched: %(why)s") % {"why": error})
            return None
        path = self.folder / f"{official.name}-{Path(fetched.name).name or 'file'}"
        path.write_bytes(fetched.content)
        self.tell("  " + _("%(size)s bytes in %(path)s") % {"size": len(fetched.content), "path": path})
        return path

    def _import(self, files: dict[str, Path]) -> Iterator[str]:
        """Import what was fetched; give the names of what was."""
        total = 2 * len(OFFICIAL)
        if PLACES in files:
            self.progress(len(OFFICIAL), total, _("Loading the places"))
            if self.load_places(files):
                yield from files.keys() & {PLACES, TERC}
        for number, official in enumerate(OFFICES, len(OFFICIAL) + 2):
            if official.name in files:
                self.progress(number, total, official.what)
                if self._import_offices(official, files[official.name]):
                    yield official.name

    def load_places(self, files: dict[str, Path]) -> bool:
        """Load GeoNames' file, with TERC where it is there; False, and told why, where that fails."""
        terc = {"terc": unpacked(files[TERC])} if TERC in files else {}
        told = StringIO()
        try:
            call_command("load_places", str(files[PLACES]), stdout=told, **terc)
        except CommandError as error:
            self.tell("  " + _("not imported: %(why)s") % {"why": error})
            return False
        for line in told.getvalue().splitlines():
            self.tell(f"  {line}")
        return True

    def _import_offices(self, official: Official, path: Path) -> bool:
        upload = applying.Upload(
            path.read_bytes(),
            path.name,
            official.name,
            listed_on=applying.date_in(path.name),
            origin=settings.DATA_SOURCES[official.name],
        )
        try:
            for line in import_upload(upload, self.user, apply=self.apply):
                self.tell(f"  {line}")
        except (BadTable, applying.ImportRefused) as error:
            self.tell("  " + _("not imported: %(why)s") % {"why": error or _("offices were edited meanwhile")})
            return False
        return True


def import_upload(upload: applying.Upload, user: Any, *, apply: bool, in_full: bool = False) -> Iterator[str]:
    """Propose a file, and apply it where that is wanted; give what to tell. Raise BadTable or ImportRefused."""
    row = applying.start(upload, user, live.gazetteer())
    proposal = decode_proposal(row.proposal)
    yield from summary(proposal)
    if in_full:
        yield from every_note(proposal)
    if not (proposal.new or proposal.changed or proposal.gone or proposal.conflicts):
        row.delete()
        yield _("There is nothing to apply.")
    elif apply and (proposal.new or proposal.changed or proposal.sources):
        number = applying.apply(row, user)
        yield _("Applied: %(number)s offices. Undo it at the desk (import %(pk)s).") % {
            "number": number,
            "pk": row.pk,
        }
        if proposal.gone:
            yield from _left_to_editors(applying.start(upload, user, live.gazetteer()))
    else:
        yield from _left_to_editors(row)


def _left_to_editors(row: models.PointImport) -> Iterator[str]:
    """A proposal that somebody has to look at; of one file there is one."""
    same = models.PointImport.objects.filter(state=ImportState.PROPOSED, sha256=row.sha256, format=row.format)
    same.exclude(pk=row.pk).delete()
    yield _("Left to be decided at the desk (import %(pk)s).") % {"pk": row.pk}


def summary(proposal: Proposal) -> Iterator[str]:
    """What a proposal would do, with counts of what was noted."""
    counts = proposal.counts() | {"same": proposal.same}
    yield (
        _(
            "%(rows)s rows = %(offices)s offices + %(aside)s set aside; %(new)s new, %(changed)s changed,"
            " %(same)s the same, %(gone)s no longer in the list, %(conflicts)s left as editors made them"
        )
        % counts
    )
    if counts["emptied"]:
        yield "  " + _("%(emptied)s values of which the list says nothing any more stay.") % counts
    if proposal.gone:
        yield "  " + _("Those that are no longer in the list stay listed until an editor ticks that they go.")
    if proposal.gazetteer_empty:
        yield "  " + _("No places are loaded yet, so nothing was looked up.")
    for what, counted in (
        (_("set aside"), Counter(one.note.code for one in proposal.aside)),
        (_("note"), Counter(one.code for one in proposal.notes)),
    ):
        for code, number in counted.most_common():
            yield f"  {what}: {number} × {explain(code)}"


def every_note(proposal: Proposal) -> Iterator[str]:
    """Each row that was set aside, and each note."""
    for one in proposal.aside:
        yield f"  {one.line}: {_('set aside')}: {explain(one.note.code)} {one.note.detail} | {one.text}"
    for noted in proposal.notes:
        yield f"  {noted.line}: {explain(noted.code)} {noted.detail} | {noted.name}"


def unpacked(path: Path) -> str:
    """The CSV inside when `path` is an archive of one (as TERC is published), beside it; otherwise `path`."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(BytesIO(content)):
        return str(path)
    with zipfile.ZipFile(path) as archive:
        inside = next((item for item in archive.infolist() if item.filename.lower().endswith(".csv")), None)
        if inside is None or inside.file_size > settings.IMPORT_LARGEST_FILE:
            return str(path)
        target = path.with_suffix(".csv")
        target.write_bytes(archive.read(inside))
    return str(target)
