"""The rows that a test database begins with, and putting them back after a test that has emptied its tables."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import QuerySet

Rows = list[tuple[type[models.Model], list[Any]]]


def every_model() -> list[type[models.Model]]:
    """Whatever has a table."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def read_rows(tables: list[type[models.Model]]) -> Rows:
    """Every row of these tables."""
    return [(model, list(QuerySet(model))) for model in tables]


def write_rows(rows: Rows) -> None:
    """Make these tables hold exactly `rows`. References are checked at the end, so the order of the tables is free."""
    tables = [model for model, _objects in rows]
    with transaction.atomic():
        for model in tables:
            QuerySet(model)._raw_delete(using="default")
        for model, objects in rows:
            QuerySet(model).bulk_create(objects)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), tables):
                cursor.execute(statement)
    ContentType.objects.clear_cache()
