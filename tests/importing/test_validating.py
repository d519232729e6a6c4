"""Imported rows are held against the model's own fields and constraints."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Q

from guides import models
from guides.importing.proposal import decode_proposal
from guides.importing.validating import faults, holds, set_bad_aside
from guides.models.base import localized
from guides.offices.formats.reading import Office
from tests.importing.conftest import upload

GOOD: dict[str, Any] = {"kind": "zus", "name": "ZUS", "town": "Łódź", "source": "zus-list", "postcode": "90-032"}


def test_a_row_that_the_model_takes_has_no_faults() -> None:
    assert not list(faults(GOOD))


def test_every_length_of_the_model_is_kept() -> None:
    texts = {column: (name, code) for name in ("note", "appointment_how") for code, column in localized(name).items()}
    kept = 0
    for field in models.Point._meta.concrete_fields:
        if not field.max_length or field.choices or field.name in ("note", "appointment_how"):
            continue
        long = "x" * (field.max_length + 1)
        name, code = texts.get(field.name, (field.name, ""))
        assert list(faults({**GOOD, name: {code: long} if code else long})), field.name
        kept += 1
    assert kept > 10


@pytest.mark.parametrize(
    "wrong",
    [{"voivodeship": "opolski"}, {"step_free": "maybe"}, {"latitude": 91.0, "longitude": 0.0}, {"latitude": 51.0},
     {"name": " "}, {"source": ""}, {"teryt": "12"}, {"teryt": "١٢٣٤٥٦"}, {"website": "http://zus.pl"}, {"email": "a@b"},
     {"opening_hours": "sometimes"}, {"checked_on": "2026-13-01"}, {"number": -1}, {"number": 2**63},
     {"services": {"kiosk": {"status": "unknown"}}}, {"services": {"confirms": {"status": "yes"}}}],
)  # fmt: skip
def test_what_the_model_refuses_is_a_fault(wrong: dict[str, Any]) -> None:
    assert list(faults({**GOOD, **wrong}))


def test_a_postcode_of_another_country_has_its_own_form() -> None:
    assert list(faults({**GOOD, "postcode": "SW1A 1AA"}))
    assert not list(faults({**GOOD, "postcode": "SW1A 1AA", "country": "GB"}))


def test_bad_rows_are_set_aside_with_the_value_and_the_others_stay() -> None:
    aside: list[Any] = []
    rows = [Office(2, GOOD), Office(3, {**GOOD, "country": "POL"})]
    assert set_bad_aside(rows, aside) == rows[:1]
    assert [(one.line, one.note.code, one.note.detail) for one in aside] == [(3, "bad_value", "country: POL")]


@pytest.mark.parametrize("values", [{"postcode": "1"}, {"teryt": "1"}, {"latitude": 1.0, "longitude": 181.0}, {}])
def test_constraints_hold_here_as_they_do_in_the_database(sources: None, values: dict[str, Any]) -> None:
    row = models.Point(kind="zus", name="ZUS", town="Łódź", source=models.PointSource.objects.all()[0], **values)
    try:
        with transaction.atomic():
            row.save()
        taken = True
    except IntegrityError:
        taken = False
    assert taken == (not list(faults({**GOOD, "postcode": "", **values})))


def test_every_constraint_of_an_office_can_be_told() -> None:
    for model in (models.Point, models.Service):
        row = {field.name: field.get_default() for field in model._meta.concrete_fields}
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                holds(constraint.condition, row)


def test_a_condition_is_read_as_the_database_reads_it() -> None:
    assert holds(Q(a=1) | ~Q(b__isnull=True), {"a": 2, "b": 3})
    assert not holds(~(Q(a=1) & Q(b=None)), {"a": 1, "b": None})


def test_one_bad_row_does_not_break_the_import_of_the_others(sources: None) -> None:
    table = "number;kind;name;town;source\n;zus;A;X;zus-list\n;zus;" + "B" * 201 + ";Y;zus-list\n"
    proposal = decode_proposal(upload(table, "own").proposal)
    assert [change.after.name for change in proposal.new] == ["A"]
    assert (proposal.rows, proposal.offices, len(proposal.aside)) == (2, 1, 1)
