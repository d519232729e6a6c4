"""Specimens of warnings, notices and marks."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from gallery.specimens.specimen import Specimen, included, unfolded, within, words
from guides.enums import NoticeKind
from guides.offices.coverage import POWIATS, Coverage
from guides.schema.content import Alternative, Content, Method, Source
from guides.schema.kinds import Text
from guides.serving.notices import CurrentNotice
from guides.views.kept_place import KeptPlace
from guides.views.notices import PageNotices, ShownNotice, heading_of

CHECKED = words("redakcja", "the editors")
SOURCES = (
    Source(key="a", name=words("ustawa z przykładu", "an act, made up"), reference="art. 1", published="2026"),
    Source(key="b", name=words("strona z przykładu", "a page, made up"), url="https://example.org/"),
)


def _checked(on: date | None, by: Text | None, sources: Sequence[Source]) -> SimpleNamespace:
    return SimpleNamespace(checked_on=on, checked_by=by, sources=[source.key for source in sources])


def messages() -> list[Specimen]:
    checked = "{% load site %}{% checked item %}"
    until = datetime(2026, 12, 1, 12, tzinfo=UTC)
    return [
        included("Safe box", "safety"),
        included("Notice that the guide has changed", "guide_changed"),
        within("Beside a way of logging in that does not work now", "p", "", "stopped", way="pz", stopped={"pz"}),
        included("A link of a municipality that nobody knows", "place_lost", kept_place=KeptPlace(lost="999999")),
        included(
            "A list that has gaps, most of the counties not known",
            "coverage", coverage=_coverage(powiats=None), without=3, powiats_of=POWIATS,
        ),
        included(
            "A list that has gaps, the counties known",
            "coverage", coverage=_coverage(powiats=214), without=0, powiats_of=POWIATS,
        ),
        Specimen("Checked", checked, {"item": _checked(date.today(), CHECKED, SOURCES)}),
        unfolded(
            Specimen("Checked, its sources shown", checked, {"item": _checked(date.today(), CHECKED, SOURCES)})
        ),
        Specimen("Checked, by one source", checked, {"item": _checked(date.today(), None, SOURCES[:1])}),
        Specimen("Checked too long ago", checked, {"item": _checked(date(2020, 1, 1), None, ())}),
        Specimen("Not checked", checked, {"item": _checked(None, None, ())}),
        included(
            "Mark of a preview that has errors",
            "preview", preview=SimpleNamespace(release=None, faults=(1, 2), expires_at=until),
        ),
        included(
            "Mark of an older release",
            "preview", preview=SimpleNamespace(release="7", faults=(), expires_at=until),
        ),
    ]  # fmt: skip


def _coverage(powiats: int | None) -> Coverage:
    return Coverage(
        total=436, kinds={}, by_voivodeship={}, powiats=powiats, confirming=312, with_hours=95, with_phone=401,
        located=436, abroad=0,
    )  # fmt: skip


def notices(content: Content, language: str) -> list[Specimen]:
    """Notices of every kind, for a time, and since a day."""
    outage = _shown(content, language, NoticeKind.OUTAGE)
    works = _shown(content, language, NoticeKind.WORKS, whole=True)
    change = _shown(content, language, NoticeKind.CHANGE)
    fraud = _shown(content, language, NoticeKind.FRAUD, whole=True)
    until = _shown(content, language, NoticeKind.WORKS, ends_at=datetime(2026, 11, 30, 4, 0, tzinfo=UTC))
    ways_out = PageNotices(
        stopping=(outage,),
        alternatives=(Alternative(guide=content.guides[0].key, note=words("Bez telefonu.", "Without a phone.")),),
        ways=(_method(content),),
        guide=content.guides[-1].key,
    )
    return [
        included("Words of a notice, until a day", "notice", shown=until),
        included("Words of a notice, its end not known", "notice", shown=outage),
        included("Calm notices: change, fraud", "notices_calm", notices=PageNotices(calm=(change, fraud))),
        included("Something does not work, other ways do", "notices_stopping", notices=ways_out),
        included("Nothing works", "notices_stopping", notices=PageNotices(stopping=(works,))),
    ]


def _method(content: Content) -> Method:
    """A made-up way of logging in under the key of a real one, so that its links lead somewhere."""
    real = content.methods[0]
    return Method(
        key=real.key, icon=real.icon, name=words("Klucz z przykładu", "An example key"), slug=real.slug,
        summary=words("potrzebny jest komputer", "you need a computer"), description=words("", ""),
    )  # fmt: skip


def _shown(
    content: Content, language: str, kind: NoticeKind, *, whole: bool = False, ends_at: datetime | None = None
) -> ShownNotice:
    """A notice on the made-up way of logging in, or on the `whole` of IKP, since or until `ends_at`."""
    method = None if whole else _method(content)
    fields: dict[str, Any] = {
        "number": 1,
        "kind": kind,
        "method": method.key if method else "",
        "text": words(
            "<p>Tak mówi strona urzędu. To tylko przykład.</p>", "<p>So says the office’s page. This is an example.</p>"
        ),
        "begins_at": datetime(2026, 11, 23, 7, 30, tzinfo=UTC),
        "ends_at": ends_at,
        "source": "https://www.example.org/aktualnosci",
        "checked_at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    }
    notice = CurrentNotice(**fields)
    return ShownNotice(notice, method, heading_of(notice, method, language))
