"""The description of the API in OpenAPI 3.1, made of the same structures that answer."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from guides import __version__
from guides.api.asking import BASE
from guides.api.endpoints import ALWAYS, ENDPOINTS, PROBLEM_JSON, Endpoint
from guides.api.parameters import Parameter
from guides.api.problems import ProblemDetails

_REFERENCE = "#/components/schemas/{name}"


def describe() -> dict[str, Any]:
    """The whole description, its words in the active language."""
    references, schemas = _schemas()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": str(settings.SITE_NAME),
            "version": __version__,
            "summary": _("Offices, guides and the questionnaire, for reading"),
            "description": _(
                "Without a key and without registration. What is at /api/v1/ stays: fields may be added, none is taken "
                "away or means something else. Validators (ETag) say whether anything changed."
            ),
            "termsOfService": f"{settings.SITE_URL}{BASE}/problems#terms",
        },
        "servers": [{"url": f"{settings.SITE_URL}{BASE}"}],
        "paths": {endpoint.path: {"get": _operation(endpoint, references)} for endpoint in ENDPOINTS},
        "components": {"schemas": schemas},
    }


def _schemas() -> tuple[dict[Any, Any], Mapping[str, Any]]:
    """Of each structure the reference to it, and what it refers to."""
    shapes = [*(endpoint.shape for endpoint in ENDPOINTS if endpoint.shape is not None), ProblemDetails]
    references, schemas = msgspec.json.schema_components(shapes, ref_template=_REFERENCE)
    return dict(zip(shapes, references, strict=True)), schemas


def fields_of_shapes() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each structure with its fields and their types, for people."""
    _references, schemas = _schemas()
    return [
        (name, [(field, type_in_words(each)) for field, each in schema["properties"].items()])
        for name, schema in sorted(schemas.items())
    ]


def type_in_words(schema: Mapping[str, Any]) -> str:
    """A type such as “string | null” or “OfficeEntry[]”."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(map(type_in_words, schema["anyOf"]))
    if schema.get("type") == "array" and isinstance(schema.get("items"), dict):
        return f"{type_in_words(schema['items'])}[]"
    if "enum" in schema:
        return " | ".join(f"“{value}”" for value in schema["enum"])
    return str(schema.get("format") or schema.get("type", ""))


def _operation(endpoint: Endpoint, references: Mapping[Any, Any]) -> dict[str, Any]:
    schema = {"type": "string"} if endpoint.shape is None else references[endpoint.shape]
    answered: dict[str, Any] = {
        "200": {
            "description": str(endpoint.summary),
            "content": {endpoint.media: {"schema": schema}},
        },
        "304": {"description": _("Nothing has changed since the answer whose ETag was sent")},
    }
    for status, titles in _titles(endpoint).items():
        answered[str(status)] = {
            "description": " / ".join(titles),
            "content": {PROBLEM_JSON: {"schema": references[ProblemDetails]}},
        }
    parameters = [_parameter(each, "path") for each in endpoint.in_path]
    parameters += [_parameter(each, "query") for each in endpoint.query]
    return {
        "operationId": endpoint.name,
        "summary": str(endpoint.summary),
        "parameters": parameters,
        "responses": answered,
    }


def _titles(endpoint: Endpoint) -> dict[int, list[str]]:
    """The kinds of problems of an address, by status."""
    titles: dict[int, list[str]] = {}
    for kind in sorted((*ALWAYS, *endpoint.problems), key=lambda kind: kind.status):
        titles.setdefault(kind.status, []).append(str(kind.title))
    return titles


def _parameter(parameter: Parameter, where: str) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": where,
        "required": where == "path",
        "description": str(parameter.means),
        "schema": dict(parameter.schema),
        "example": _example(parameter),
    }


def _example(parameter: Parameter) -> Any:
    return int(parameter.example) if parameter.schema.get("type") == "integer" else parameter.example
