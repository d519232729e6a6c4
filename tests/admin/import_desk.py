"""What tests of imports at the desk share: sending a file, pressing a button, reading a page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guides import models
from tests.html import parse
from tests.offices.formats.samples import ZUS

NEW = "/admin/imports/new/"


def send(
    desk: Client, content: bytes | str = ZUS, form: str = "zus", name: str = "zus-2025-12-23.csv", **more: Any
) -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    return desk.post(NEW, {"file": SimpleUploadedFile(name, data), "format": form, **more}, follow=True)


def address(view: str) -> str:
    return reverse(f"admin:imports:{view}", args=[models.PointImport.objects.latest("pk").pk])


def press(desk: Client, view: str, **values: Any) -> Any:
    return desk.post(address(view), values, follow=True)


@pytest.fixture
def everything_is_large(settings: Any) -> None:
    settings.IMPORT_AT_ONCE_BYTES = settings.IMPORT_AT_ONCE_OFFICES = 0


def text(page: Any) -> str:
    return parse(page).one("div", id="content").text
