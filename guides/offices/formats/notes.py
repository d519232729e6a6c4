"""Notes in an editor's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Any] = {
    # What was read otherwise than it stands
    "text_cut": _("The text was too long and is cut."),
    "postcode_mended": _("The postcode was mended."),
    "postcode_bad": _("The postcode can’t be read; the office has none now."),
    "postcode_missing": _("There is no postcode."),
    "teryt_mended": _("The TERYT code was mended."),
    "teryt_bad": _("The TERYT code can’t be read; it was left out."),
    "number_mended": _("The number of the house was mended."),
    "phone_shortened": _("Of several phone numbers in one the first was taken."),
    "phone_bad": _("This does not look like a Polish phone number."),
    "email_mended": _("The e-mail address was mended."),
    "email_bad": _("The e-mail address can’t be read; it was left out."),
    "email_first_of_several": _("Of several e-mail addresses the first was taken."),
    "website_bad": _("The website’s address can’t be read; it was left out."),
    "website_first_of_several": _("Of several websites the first was taken."),
    "voivodeship_bad": _("There is no such voivodeship; it was left out."),
    "coordinates_bad": _("The coordinates lie on no globe; they were left out."),
    "coordinates_half": _("Of the two coordinates only one is there; it was left out."),
    "hours_as_text": _("The opening hours can’t be read. They are kept and shown as they are written."),
    "hours_understood": _("The opening hours were written in words and are understood like this."),
    "hours_without_days": _("The opening hours name no days. They are kept and shown as they are written."),
    "days_without_hours": _("Some days of the opening hours have no hours. They are kept and shown as written."),
    "hours_not_computed": _("School holidays, the sun and an open end can’t be worked out. Shown as written."),
    "entities": _("Signs of a web page (such as &oacute;) were read as letters."),
    "from_date": _("A spreadsheet had made a date of it; it was read back."),
    "formula": _("The cell holds a formula. It was not computed; at most the value saved with it was taken."),
    "emptied": _("The cell is empty now, and so will be the value."),
    # What does not fit together
    "coordinates_abroad": _("The coordinates lie outside Poland; they were left out."),
    "coordinates_far": _("The coordinates lie far from the postcode and the town; they were left out."),
    "postcode_unknown": _("No place in Poland is known to have this postcode."),
    "near_twin": _("Very similar to another office. Is it the same one?"),
    "two_postcodes": _("The same address stands here with two postcodes."),
    "other_voivodeship": _("The place lies in another voivodeship than the row says."),
    "not_located": _("Where this is on the map is not known: no place has this postcode and this name."),
    "source_unknown": _("There is no source of points with this key."),
    # Why a row becomes no office
    "not_a_point": _("Offices of this type are no confirmation points."),
    "marshal_office": _("Marshal offices are no confirmation points."),
    "no_name": _("The office has no name."),
    "no_town": _("The office has no town."),
    "twin": _("Another row has the same identifier."),
    "bad_value": _("A value does not fit its column."),
    "quote_open": _("A quotation mark in this row is not closed."),
    "too_many_cells": _("The row has more cells than there are columns."),
}


def explain(code: str) -> str:
    """What a note says; never fails, as notes are kept for years."""
    return str(MESSAGES.get(code, code))
