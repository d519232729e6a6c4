"""The rows that a test database begins with, and putting them back after a test that has emptied its tables."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import QuerySet

Rows = list[tuple[type[models.Model], list[Any]]]


def every_model() -> list[type[models.Model]]:
    """Whatever has a table."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def read_rows(tables: list[type[models.Model]]) -> Rows:
    """Every row of these tables."""
    return [(model, list(QuerySet(model))) for model in tables]


def write_rows(rows: Rows) -> None:
    """Make these tables hold exactly `rows`, which have been in this database before.

    References are checked at the end, so the order of the tables is free. The sequences of primary keys, which no
    rollback and no emptying takes back, are beyond these rows already.
    """
    with transaction.atomic():
        for model, _objects in rows:
            QuerySet(model)._raw_delete(using="default")
        for model, objects in rows:
            QuerySet(model).bulk_create(objects)
    ContentType.objects.clear_cache()
