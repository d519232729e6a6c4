"""Texts that are too long: refused with how long they are and may be, and nothing of them lost."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.validators import MaxLengthValidator
from django.db import models as fields
from django.test import Client

from guides import models
from guides.translation import TRANSLATED
from guides.working_copy import files, loading
from guides.working_copy.interchange import ReturnedText, identity_of
from guides.working_copy.retranslating import Action, all_translations, plan
from tests.admin.test_working_copy import page, save
from tests.conftest import LANGUAGES
from tests.entries import put

LONG = "Ą" * 1_000_000


@pytest.mark.parametrize("model", TRANSLATED)
def test_every_text_has_a_greatest_length_in_every_language(model: Any) -> None:
    for item in model._meta.concrete_fields:
        if isinstance(item, fields.CharField | fields.TextField) and not item.choices:
            assert [each for each in item.validators if isinstance(each, MaxLengthValidator)], item.name


@pytest.mark.parametrize(
    ("changed", "longest"), [({"summary_en": LONG}, 200), ({"warning_pl": LONG}, 1000), ({"steps-1-detail_pl": LONG}, 2000)]
)  # fmt: skip
def test_a_text_that_is_too_long_is_kept_in_its_form_with_both_lengths(
    desk: Client, guide: models.Guide, changed: dict[str, str], longest: int
) -> None:
    response = save(desk, guide, title_en="Typed meanwhile", **changed)
    html = response.content.decode()
    assert response.status_code == 200
    assert LONG in html
    assert "Typed meanwhile" in html
    (errors,) = [each for each in _all_errors(response) if each]
    assert str(longest) in errors and "1000000" in errors
    assert models.Guide.objects.get(key="pz-haslo").title_en == "A new password"


def _all_errors(response: Any) -> list[str]:
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    return [str(form.errors) for form in forms if form.errors]


def test_no_field_lets_the_browser_cut_what_is_pasted(desk: Client, guide: models.Guide) -> None:
    assert "maxlength" not in desk.get(page(guide)).content.decode()


def test_a_translation_that_is_too_long_is_not_imported(guide: models.Guide) -> None:
    guide.warning_pl, guide.warning_en = "Uwaga", "Careful"
    guide.save()
    now = next(each for each in all_translations() if each.address == "guide/pz-haslo/warning/en")
    row = ReturnedText(identity_of(now), now.source, "x" * 1001)
    (step,) = plan([row], [now], lambda _model, _language: True)
    assert step.action == Action.REFUSE
    assert "1000" in step.reasons[0] and "1001" in step.reasons[0]


def test_a_file_with_a_text_that_is_too_long_is_not_loaded(empty: None, tmp_path: Path) -> None:
    content = files.read_content(settings.CONTENT_DIR)
    step = content.guides[0].steps[1]
    put(step, detail={**(step.detail or {}), "en": "x" * 2001})
    files.write_content(content, tmp_path)
    points = files.read_points(settings.CONTENT_DIR, tuple(LANGUAGES))
    files.write_points(points, tmp_path, tuple(LANGUAGES))
    place = rf"guide {content.guides[0].key}, steps\[2\], detail.en: 2001 characters, at most 2000"
    with pytest.raises(CommandError, match=place):
        call_command("load_content", tmp_path)
    assert not models.Guide.objects.exists()


def test_what_ships_is_within_its_lengths(empty: None) -> None:
    loading.load_content(files.read_content(settings.CONTENT_DIR))
