"""Specimens of fields, forms and what is said when something is missing in them."""

from types import SimpleNamespace

from django.utils.translation import gettext as _

from gallery.specimens.specimen import LONG, Specimen, included, words
from guides.letters.form import LetterForm
from guides.letters.letter import Device
from guides.schema.content import Answer, Content, Question

QUESTION = Question(
    key="specimen",
    text=words("Co się dzieje?", "What happens?"),
    answers=[
        Answer(key="a", label=words("Nie pamiętam hasła", "I don’t remember the password"), outcome="x"),
        Answer(key="b", label=LONG, hint=words("na przykład hasła do portalu", "a portal’s, for example"), outcome="x"),
        Answer(key="c", label=words("Nie wiem", "I don’t know"), outcome="x", unsure=True),
    ],
)


def fields_and_errors(content: Content, language: str) -> list[Specimen]:
    return [*_radios(), *_fields(content, language), *_fields_that_find(), *_error_summaries()]


def _radios() -> list[Specimen]:
    radio = '{% for answer in question.answers %}{% include "components/radio.html" %}{% endfor %}'
    radios = f'<div class="govuk-radios">{radio}</div>'
    return [
        Specimen("Radios, one with a hint", radios, {"question": QUESTION, "field": "specimen", "chosen": ""}),
        Specimen("Radios, one chosen", radios, {"question": QUESTION, "field": "chosen", "chosen": "b"}),
    ]


def _fields(content: Content, language: str) -> list[Specimen]:
    empty = LetterForm(content, language)
    typed = {"since": "24.11.2026, 10:30", "device": Device.ANDROID, "phone": "???", "browser": "???"}
    sent = LetterForm(content, language, typed)
    return [
        included("Field of a line, with a hint", "field", field=empty["since"]),
        included("Field of a line, without a hint", "field", field=empty["name"]),
        included("Field of a line, filled in", "field", field=sent["since"]),
        included("Field of a line with an error", "field", field=sent["phone"]),
        included("Field of several lines", "field", field=empty["message"]),
        included("Field of several lines with an error", "field", field=sent["happened"]),
        included("List to choose from", "field", field=empty["device"]),
        included("List to choose from, one chosen", "field", field=sent["device"]),
        included("List to choose from, with an error", "field", field=sent["browser"]),
    ]


def _fields_that_find() -> list[Specimen]:
    no_place = _("Type the name of a town, or a postcode with five digits, for example 18-400.")
    no_words = _("Type a word or two about your problem, for example: new phone.")
    return [
        included("Field for a place", "finder_form", action="#main", query="", problem=""),
        included("Field for a place, filled in", "finder_form", action="#main", query="18-400", problem=""),
        included("Field for a place with an error", "finder_form", action="#main", query="???", problem=no_place),
        included("Search field", "search_form", action="#main", query="", problem=""),
        included("Search field, filled in", "search_form", action="#main", query="Profil Zaufany", problem=""),
        included("Search field with an error", "search_form", action="#main", query="???", problem=no_words),
    ]


def _error_summaries() -> list[Specimen]:
    one = _("Type the name of a town, or a postcode with five digits, for example 18-400.")
    several = (
        SimpleNamespace(target="main", problem=_("Choose who you want to write to.")),
        SimpleNamespace(target="main", problem=_("Write what happens. One or two sentences are enough.")),
    )
    return [
        included("Error summary", "error_summary", target="main", heading=_("One thing is missing"), problem=one),
        included("Error summary of several errors", "error_summary", faults=several),
    ]
