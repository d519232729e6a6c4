"""Made-up contents for every component and state, as the gallery of the design system shows them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

from guides.points.finding import State
from guides.publishing.content import (
    Address,
    Answer,
    Content,
    Guide,
    Helpdesk,
    Need,
    Opening,
    Picture,
    Point,
    Problem,
    Question,
    Source,
    Step,
    Text,
)
from guides.views.finder import Finder
from guides.views.places import Choice
from guides.views.results import Listing, Result, ServiceLine


@dataclass(frozen=True)
class Specimen:
    """One component in one state: `source` is the template that shows it."""

    title: str
    source: str
    context: dict[str, Any] = field(default_factory=dict)


def included(title: str, component: str, **context: Any) -> Specimen:
    return Specimen(title, f'{{% include "components/{component}.html" %}}', context)


def words(polish: str, english: str) -> Text:
    both = {"pl": polish, "en": english}
    return Text(plain=both, html=both)


LONG = words(
    "Dziewięćdziesięciokilkuletnia Konstantynopolitańczykowianeczka zapomniała hasła",
    "Somebody with a very long name has forgotten an extraordinarily incomprehensible password",
)
WEEKDAYS = Opening(expression="Mo-Fr 08:00-16:00", week=((("08:00", "16:00"),),) * 5 + ((), ()))
BROKEN_HOURS = Opening(
    expression="Mo 08:00-12:00,13:00-18:00",
    week=((("08:00", "12:00"), ("13:00", "18:00")), *((("08:00", "15:00"),),) * 4, (), ()),
)
ALWAYS = Opening(expression="24/7", week=((("00:00", "24:00"),),) * 7, always=True)
SOURCES = (
    Source(key="a", name=words("ustawa z przykładu", "an act, made up"), reference="art. 1", published="2026"),
    Source(key="b", name=words("strona z przykładu", "a page, made up"), url="https://example.org/"),
)
CHECKED = words("redakcja", "the editors")
NEEDS = (
    Need(thing="card", kind="document", name=words("dowód osobisty", "identity card")),
    Need(
        thing="phone", kind="device", name=words("telefon", "a phone"), note=words("z NFC", "with NFC"),
        explanation=words("NFC to czytnik kart w telefonie.", "NFC is a card reader within the phone."),
    ),
)  # fmt: skip
ADDRESSES = (Address(text="example.org", url="https://example.org/", label=words("strona na przykład", "an example")),)
QUESTION = Question(
    key="specimen",
    text=words("Co się dzieje?", "What happens?"),
    answers=(
        Answer(key="a", label=words("Nie pamiętam hasła", "I don’t remember the password"), outcome="x"),
        Answer(key="b", label=LONG, hint=words("na przykład hasła do portalu", "a portal’s, for example"), outcome="x"),
        Answer(key="c", label=words("Nie wiem", "I don’t know"), outcome="x", unsure=True),
    ),
)


def problems(content: Content) -> tuple[Problem, ...]:
    return (
        Problem(
            label=words("Strona się nie otwiera", "The page doesn’t open"),
            advice=words("<p>Poczekaj chwilę.</p>", "<p>Wait for a moment.</p>"),
            guide=content.guides[0].key,
        ),
        Problem(label=words("Nie mam już tego numeru", "I no longer have this number"), question=content.first),
    )


def steps(content: Content) -> tuple[Step, ...]:
    label = '<kbd class="label" lang="pl">Zaloguj się</kbd>'
    return (
        Step(
            title=Text(
                plain={"pl": "Naciśnij Zaloguj się", "en": "Press Zaloguj się"},
                html={"pl": f"Naciśnij {label}", "en": f"Press {label} (log in)"},
            ),
            detail=words("<p>W prawym górnym rogu.</p>", "<p>In the upper right corner.</p>"),
            minutes=2,
            problems=problems(content),
        ),
        Step(title=LONG, link="https://example.org/", unchecked=True, minutes=1),
        Step(
            title=words("Tak wygląda karta", "This is what the card looks like"),
            picture=Picture(
                url=static("dist/icon.svg"), width=96, height=96, alternative=words("nasz znak", "our sign")
            ),
        ),
    )


def guide(content: Content, **changes: Any) -> Guide:
    """A made-up guide under the key of a real one, so that its links lead somewhere."""
    fields: dict[str, Any] = {
        "key": content.guides[0].key,
        "topic": content.topics[0].key,
        "title": words("Ustaw nowe hasło", "Set a new password"),
        "slugs": content.guides[0].slugs,
        "summary": words("Nowe hasło w kwadrans.", "A new password in a quarter of an hour."),
        "for_whom": words("Pamiętasz e‑mail.", "You remember the e‑mail."),
        "result": words("Masz nowe hasło.", "You have a new password."),
        "cost": words("bezpłatnie", "free"),
        "where": ("online",),
        "steps": steps(content),
        "minutes": 15,
        "needs": NEEDS,
        "addresses": ADDRESSES,
    }
    return Guide(**{**fields, **changes})


def finder(state: State, **more: Any) -> Finder:
    return Finder("#finder", more.pop("query", "Przykładowo"), state, **more)


def forms_and_messages() -> list[Specimen]:
    radio = '{% for answer in question.answers %}{% include "components/radio.html" %}{% endfor %}'
    radios = f'<div class="govuk-radios">{radio}</div>'
    problem = _("Type the name of a town, or a postcode with five digits, for example 18-400.")
    return [
        Specimen("Radios, one with a hint", radios, {"question": QUESTION, "field": "specimen", "chosen": ""}),
        Specimen("Radios, one chosen", radios, {"question": QUESTION, "field": "chosen", "chosen": "b"}),
        included("Field", "finder_form", action="#main", query="", problem=""),
        included("Field, filled in", "finder_form", action="#main", query="18-400", problem=""),
        included("Field with an error", "finder_form", action="#main", query="???", problem=problem),
        included("Error summary", "error_summary", target="main", heading=_("One thing is missing"), problem=problem),
        included("Warning", "warning", text=words("<p>Nikomu nie podawaj kodu.</p>", "<p>Tell nobody the code.</p>")),
        included("Safe box", "safety"),
        included("Notice that the guide has changed", "guide_changed"),
        Specimen(
            "Checked",
            "{% load site %}{% checked on by sources %}",
            {"on": date.today(), "by": CHECKED, "sources": SOURCES},
        ),
        Specimen(
            "Checked too long ago",
            "{% load site %}{% checked on by sources %}",
            {"on": date(2020, 1, 1), "by": None, "sources": ()},
        ),
        Specimen("Not checked", "{% load site %}{% checked on by sources %}", {"on": None, "by": None, "sources": ()}),
        included(
            "Mark of a preview",
            "preview",
            preview=SimpleNamespace(release=None, faults=(1, 2), expires_at=datetime(2026, 12, 1, 12, tzinfo=UTC)),
        ),
    ]


def lists_and_panels(content: Content) -> list[Specimen]:
    helpdesk = Helpdesk(
        key="specimen", name=words("Infolinia", "Helpline"),
        purpose=words("Gdy nic nie działa.", "When nothing works."),
        phone="22 000 00 00", phone_note=words("Opłata jak za zwykłe połączenie.", "Charged as a normal call."),
        email="pomoc@example.org", website="https://example.org/", opening=BROKEN_HOURS,
    )  # fmt: skip
    silent = Helpdesk(key="silent", name=helpdesk.name, purpose=helpdesk.purpose, opening=ALWAYS)
    panel = '<div class="panel">{% include "components/helpdesk.html" %}</div>'
    given = [SimpleNamespace(question=QUESTION, answer=answer, change="#") for answer in QUESTION.answers[:2]]
    opening = "{% load site %}{% opening hours %}"
    return [
        included("Breadcrumbs", "breadcrumbs", to="#main", name=_("Guides")),
        included("Rows", "guide_rows", guides=[guide(content), guide(content, title=LONG)]),
        Specimen(
            "Panel with needs", '<div class="panel">{% include "components/needs.html" %}</div>', {"needs": NEEDS}
        ),
        Specimen(
            "Panel with addresses",
            '<div class="panel">{% include "components/addresses.html" %}</div>',
            {"addresses": ADDRESSES},
        ),
        included("Needs and addresses beside steps", "guide_prepare", guide=guide(content)),
        included("Way into the questionnaire", "way_in"),
        Specimen("Helpline", panel, {"helpdesk": helpdesk}),
        Specimen("Helpline without a phone, always open", panel, {"helpdesk": silent}),
        Specimen(
            "Answers with their change links",
            '<div class="panel">{% include "components/answers.html" %}</div>',
            {"answered": given},
        ),
        Specimen("Hours", opening, {"hours": WEEKDAYS}),
        Specimen("Hours with a break", opening, {"hours": BROKEN_HOURS}),
        Specimen("Open always", opening, {"hours": ALWAYS}),
        included("Phone within a text", "phone", phone="22 000 00 00", look="tel"),
        included("Phone, large", "phone", phone="22 000 00 00", look="big-tel"),
    ]


def parts_of_a_guide(content: Content) -> list[Specimen]:
    title = "<h2>{% load site %}{% say guide.title %}</h2>"
    way = f'<div class="{{{{ look }}}}">{title}{{% include "components/facts.html" %}}</div>'
    cost = words("17 zł, płatne przelewem lub kartą", "17 zł, by transfer or by card")
    long_facts = guide(
        content, cost=cost, where=("in_person", "phone"), time_note=words("i droga do urzędu", "and the way there")
    )
    return [
        Specimen("The answer", way, {"guide": guide(content), "look": "way"}),
        Specimen("A guide by itself, long facts", way, {"guide": long_facts, "look": "way way--quiet"}),
        Specimen(
            "Where it takes place",
            '<p>{% include "components/where.html" %}</p>',
            {"places": ("online", "in_person", "phone")},
        ),
        included("Steps: with problems, unchecked, with a picture", "guide_body", guide=guide(content)),
        *(
            included(f"What to do when a step fails ({number})", "problem", problem=problem)
            for number, problem in enumerate(problems(content), 1)
        ),
        included("A step by itself", "step", step=steps(content)[0]),
        included("Picture of the home page", "picture_home"),
    ]


def result(known: Point, metres: int, **changes: Any) -> Result:
    fields: dict[str, Any] = {
        "point": known,
        "metres": metres,
        "blur": 2,
        "kind_label": "ZUS",
        "now": _("We do not know the opening hours."),
        "is_open": False,
        "by_appointment": False,
        "step_free": False,
        "services": (ServiceLine(_("Confirms Profil Zaufany: by law"), True),),
        "opening": WEEKDAYS,
    }
    return Result(**{**fields, **changes})


def listing(found: tuple[Result, ...], *, rough: bool = False) -> Listing:
    return Listing(
        results=found, unsure=(), service="confirms", rough=rough, abroad=False, narrowed=False, form=None, map=None
    )


def finders(known: Point | None) -> list[Specimen]:
    found = () if known is None else (result(known, 700), result(known, 34_000, is_open=True, step_free=True))
    choices = (Choice("Przykładowo (mazowieckie)", "#a"), Choice("Przykładowo (podlaskie)", "#b"))
    unknown = finder(State.UNKNOWN, message=_("This place could not be found"))
    return [
        included("Finder", "finder", finder=finder(State.EMPTY, query="")),
        included("Finder: which of several places", "finder", finder=finder(State.CHOOSE, choices=choices)),
        included(
            "Finder: points found", "finder", finder=finder(State.FOUND, place="Przykładowo", listing=listing(found))
        ),
        included(
            "Finder: roughly", "finder", finder=finder(State.ROUGH, place="18-400", listing=listing(found, rough=True))
        ),
        included("Finder: unknown place", "finder", finder=unknown),
        included("Unknown place, at the top of the page", "finder_problem", finder=unknown),
        *(included("A found point", "found", found=each) for each in found[:1]),
    ]


def specimens(content: Content, known: Point | None) -> dict[str, list[Specimen]]:
    """All specimens under their headings. Links lead into `content`, and to the point `known`."""
    return {
        "Forms and messages": forms_and_messages(),
        "Lists and panels": lists_and_panels(content),
        "Parts of a guide": parts_of_a_guide(content),
        "Finder": finders(known),
    }
