"""The pictures that come with the guides."""

import hashlib

from django.conf import settings
from PIL import Image

from guides.working_copy import files
from tests.conftest import LANGUAGES

FOLDER = settings.CONTENT_DIR / files.PICTURES
STEPS = [step for guide in files.read_content(settings.CONTENT_DIR).guides for step in guide.steps if step.picture]


def test_every_picture_of_a_step_is_shipped_and_described_in_each_language() -> None:
    assert STEPS
    for step in STEPS:
        for name in step.picture.values():
            with Image.open(FOLDER / name) as picture:
                assert (picture.width, picture.info) == (640, {})
        assert step.picture_alternative and all(step.picture_alternative[code] for code in LANGUAGES)


def test_no_picture_is_left_over_and_each_is_named_by_its_content() -> None:
    shipped = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:24] for path in FOLDER.iterdir()}
    assert set(shipped) == {name for step in STEPS for name in step.picture.values()}
    assert shipped == {name: name.removesuffix(".png") for name in shipped}
