"""Specimens of the parts of a guide."""

from types import SimpleNamespace
from typing import Any

from django.templatetags.static import static

from gallery.specimens.specimen import LONG, Specimen, included, unfolded, words
from guides.schema.content import Address, Content, Guide, Need, Picture, Problem, Step, Thing
from guides.schema.kinds import Text

THINGS = [
    Thing(key="card", kind="document", name=words("dowód osobisty", "identity card")),
    Thing(
        key="phone", kind="device", name=words("telefon", "a phone"),
        note=words("NFC to czytnik kart w telefonie.", "NFC is a card reader within the phone."),
    ),
]  # fmt: skip
NEEDS = [Need(thing="card"), Need(thing="phone", note=words("z NFC", "with NFC"))]
ADDRESSES = [
    Address(address="example.org", url="https://example.org/", label=words("strona na przykład", "an example"))
]


def pictures() -> dict[str, Picture]:
    return {"card.svg": Picture(url=static("dist/icon.svg"), width=96, height=96)}


def problems(content: Content) -> list[Problem]:
    return [
        Problem(
            key="strona",
            label=words("Strona się nie otwiera", "The page doesn’t open"),
            advice=words("<p>Poczekaj chwilę.</p>", "<p>Wait for a moment.</p>"),
            guide=content.guides[0].key,
        ),
        Problem(
            key="numer", label=words("Nie mam już tego numeru", "I no longer have this number"), question=content.first
        ),
    ]


def steps(content: Content) -> list[Step]:
    label = '<kbd class="label" lang="pl">Zaloguj się</kbd>'
    return [
        Step(
            key="zaloguj",
            title=Text(
                plain={"pl": "Naciśnij Zaloguj się", "en": "Press Zaloguj się"},
                html={"pl": f"Naciśnij {label}", "en": f"Press {label} (log in)"},
            ),
            detail=words("<p>W prawym górnym rogu.</p>", "<p>In the upper right corner.</p>"),
            minutes=2,
            problems=problems(content),
        ),
        Step(key="dlugi", title=LONG, link="https://example.org/", unchecked=True, minutes=1),
        Step(
            key="karta",
            title=words("Tak wygląda karta", "This is what the card looks like"),
            picture={"pl": "card.svg"},
            picture_alternative=words("nasz znak", "our sign"),
        ),
    ]


def guide(content: Content, **changes: Any) -> Guide:
    """A made-up guide under the key of a real one, so that its links lead somewhere."""
    fields: dict[str, Any] = {
        "key": content.guides[0].key,
        "topic": content.topics[0].key,
        "title": words("Ustaw nowe hasło", "Set a new password"),
        "slug": content.guides[0].slug,
        "summary": words("Nowe hasło w kwadrans.", "A new password in a quarter of an hour."),
        "for_whom": words("Pamiętasz e‑mail.", "You remember the e‑mail."),
        "result": words("Masz nowe hasło.", "You have a new password."),
        "cost": words("bezpłatnie", "free"),
        "where": ["online"],
        "steps": steps(content),
        "minutes": 15,
        "needs": NEEDS,
        "addresses": ADDRESSES,
    }
    return Guide(**{**fields, **changes})


def parts_of_a_guide(content: Content) -> list[Specimen]:
    title = "<h2>{% load site %}{% say guide.title %}</h2>"
    way = f'<div class="{{{{ look }}}}">{title}{{% include "components/facts.html" %}}</div>'
    cost = words("17 zł, płatne przelewem lub kartą", "17 zł, by bank transfer or by card")
    long_facts = guide(
        content, cost=cost, where=["in_person", "phone"], time_note=words("i droga do urzędu", "and the way there")
    )
    another = SimpleNamespace(guide=guide(content), note=words("Bez telefonu.", "Without a phone."))
    ways_out = {"alternatives": (another,), "outage": guide(content), "asking": guide(content)}
    return [
        Specimen("The answer", way, {"guide": guide(content), "look": "way"}),
        Specimen("A guide by itself, long facts", way, {"guide": long_facts, "look": "way way--quiet"}),
        Specimen(
            "Where it takes place",
            '<p>{% include "components/where.html" %}</p>',
            {"places": ("online", "in_person", "phone")},
        ),
        included(
            "Steps: with problems, unchecked, with a picture",
            "guide_body",
            guide=guide(content),
            finder=None,
            **ways_out,
        ),
        included("Ways out for a step that has none of its own", "stuck", **ways_out),
        included("Ways out, where there are few", "stuck", alternatives=(), outage=None, asking=None),
        *(
            unfolded(included(f"What to do when a step fails ({number})", "problem", problem=problem))
            for number, problem in enumerate(problems(content), 1)
        ),
        included("A step by itself", "step", step=steps(content)[0], guide=guide(content), number=1),
        included("The picture by which a page is counted (not to be seen)", "count", count="question/gallery"),
        included("Whether a guide helped", "feedback", guide=guide(content)),
        *heads_of_a_guide(content, long_facts),
        included("Picture of the home page", "picture_home"),
    ]


def heads_of_a_guide(content: Content, long_facts: Guide) -> list[Specimen]:
    head = '<div class="way">{% include "components/procedure_head.html" %}</div>'
    alarm = head.replace('class="way"', 'class="way way--alarm"')
    caution = words("<p>Nie podawaj nikomu hasła.</p>", "<p>Tell nobody your password.</p>")
    return [
        Specimen("What one opens first", head, {"opens": "https://example.org/"}),
        Specimen("Whom to call in an emergency", alarm, {"calls": content.helpdesks[:2], "is_alarm": True}),
        included("Time and cost in sentences", "more_facts", guide=long_facts),
        included("The parts of an outcome", "way_bar", helpdesk=content.helpdesks[0], finder=True),
        included("What to mind", "cautions", guide=guide(content, warning=caution)),
        included("What to mind, an alarm", "cautions", guide=guide(content, warning=caution), is_alarm=True),
    ]
