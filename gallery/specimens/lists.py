"""Specimens of lists and panels that many pages have."""

from types import SimpleNamespace

from django.utils.translation import gettext as _

from gallery.specimens.forms import QUESTION
from gallery.specimens.guides import ADDRESSES, guide
from gallery.specimens.specimen import LONG, Specimen, included, uncovered, within, words
from guides.schema.content import Content, Helpdesk, Opening
from guides.schema.hours_in_words import HoursPart, HoursRow
from guides.views.pages import Operator

WEEKDAYS = Opening(expression="Mo-Fr 08:00-16:00")
BROKEN_HOURS = Opening(expression="Mo 08:00-12:00,13:00-18:00; Tu-Fr 08:00-15:00")
ALWAYS = Opening(expression="24/7")
SEASONS = Opening(expression="Jul-Aug Mo-Fr 08:00-14:00; Sep-Jun Mo-Fr 08:00-16:00")
FIRST_WEDNESDAYS = Opening(expression='We[1] 08:00-16:00 "sala 2"')
HOLIDAY = HoursRow("6.01", (), holiday=True)
BY_APPOINTMENT = Opening(expression='"po umówieniu"')


def lists_and_panels(content: Content) -> list[Specimen]:
    needed = '<div class="panel">{% load site %}{% needs guide %}</div>'
    given = [SimpleNamespace(question=QUESTION, answer=answer, change="#main") for answer in QUESTION.answers[:2]]
    return [
        included("Breadcrumbs", "breadcrumbs", to="#main", name=_("Guides")),
        included("Breadcrumbs to the home page only", "breadcrumbs", to="", name=""),
        included("Rows", "guide_rows", guides=[guide(content), guide(content, title=LONG)]),
        Specimen("Panel with needs", needed, {"guide": guide(content)}),
        within("Panel with addresses", "div", "panel", "addresses", addresses=ADDRESSES),
        included("Needs and addresses beside steps", "guide_prepare", guide=guide(content), all_official=False),
        uncovered(
            "The same as the script shows it, addresses all of the state",
            "guide_prepare", guide=guide(content), all_official=True,
        ),
        included("Way into the questionnaire", "way_in"),
        within("On paper and on a phone", "ul", "asides", "take_along", sheet="#main", phone_page="#main"),
        within("Answers with their change links", "div", "panel", "answers", answered=given),
        *_helplines(),
        *_operators(),
    ]  # fmt: skip


def _helplines() -> list[Specimen]:
    helpdesk = Helpdesk(
        key="specimen", name=words("Infolinia", "Helpline"),
        purpose=words("Gdy nic nie działa.", "When nothing works."),
        phone="22 000 00 00", phone_note=words("Opłata jak za zwykłe połączenie.", "Charged as a normal call."),
        email="pomoc@example.org", website="https://example.org/", hours=BROKEN_HOURS.expression,
    )  # fmt: skip
    silent = Helpdesk(key="silent", name=helpdesk.name, purpose=helpdesk.purpose, hours=ALWAYS.expression)
    opening = "{% load site %}{% opening hours %}"
    return [
        within("Helpline", "div", "panel", "helpdesk", helpdesk=helpdesk),
        within("Helpline without a phone, always open", "div", "panel", "helpdesk", helpdesk=silent),
        Specimen("Hours", opening, {"hours": WEEKDAYS}),
        Specimen("Hours with a break", opening, {"hours": BROKEN_HOURS}),
        Specimen("Open always", opening, {"hours": ALWAYS}),
        Specimen("Hours that change within a year", opening, {"hours": SEASONS}),
        Specimen("Hours that follow no week", opening, {"hours": FIRST_WEDNESDAYS}),
        Specimen("A remark without hours", opening, {"hours": BY_APPOINTMENT}),
        included("Remark on hours", "remark", remark="po umówieniu"),
        included("A span with a remark", "hours_part", part=HoursPart("8:00–16:00", "po umówieniu")),
        included("A public holiday", "hours_row", row=HOLIDAY, colon=":"),
        included("Hours in a line", "hours_rows", rows=[HoursRow("24–31.12", (HoursPart("8:00–12:00"),)), HOLIDAY]),
        included("Phone within a text", "phone", phone="22 000 00 00", look="tel"),
        included("Phone with an extension", "phone", phone="22 000 00 00 wew. 12", look="tel"),
        included("Phone, large", "phone", phone="22 000 00 00", look="big-tel"),
    ]


def _operators() -> list[Specimen]:
    known = Operator("Fundacja Przykład", "ul. Prosta 1, 00-001 Warszawa", "pomoc@example.org", "https://example.org/")
    return [
        included("Who runs the site", "operator", operator=known),
        included("Who runs the site, not known", "operator", operator=Operator("", "", "", "https://example.org/")),
    ]
