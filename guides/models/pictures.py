"""Uploaded pictures: what is taken, and what is made of it before it is stored.

A picture is made anew from its points: scaled to what pages show, upright, in sRGB, without anything else that was in
the file, such as the place where a phone took it.
"""

import hashlib
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FOLDER = "pictures/"
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 24_000_000
# Twice the room that a page has for it (`figure` in static/src/_guide.scss), for screens with fine points.
BOX = (1312, 960)
TYPES = {"PNG": "png", "JPEG": "jpeg", "WEBP": "webp"}  # what the second part of a media type says too
_TOLD = (*TYPES, "GIF", "BMP", "TIFF")  # what can be told by its content, to say what a file is
_OPTIONS: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "WEBP": {"quality": 82, "method": 6},
}
_TOO_MANY_POINTS = (Image.DecompressionBombError, Image.DecompressionBombWarning)

LIMITS = _("PNG, JPEG or WebP, at most 10 MB and 24 megapixels. It is scaled down, and loses what a camera adds.")


class ReadyPicture(SimpleUploadedFile):
    """A picture as it will be stored, named by its content."""


def make_ready(upload: Any) -> ReadyPicture:
    """The picture of an upload as it will be stored. Raise ValidationError."""
    if isinstance(upload, ReadyPicture):
        return upload
    if upload.size > MOST_BYTES:
        message = _("This file has %(size)s, and 10 MB is the most. Save the picture smaller, then choose it again.")
        raise ValidationError(message, params={"size": filesizeformat(upload.size)})
    upload.seek(0)
    try:
        with Image.open(upload, formats=_TOLD) as picture:
            _refuse_what_is_no_picture(picture)
            kind = _kind_of(picture)
            stored = _encode(_made_anew(picture), kind)
    except _TOO_MANY_POINTS as error:
        raise _too_many_points() from error
    except UnidentifiedImageError as error:
        raise ValidationError(_("This is no picture that pages can show. Choose a PNG, JPEG or WebP file.")) from error
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for a file that is cut off or wrong
        message = _("This picture is damaged. Open it in a program for pictures, save it anew and choose it again.")
        raise ValidationError(message) from error
    return ReadyPicture(f"{hashlib.sha256(stored).hexdigest()[:24]}.{TYPES[kind]}", stored, f"image/{TYPES[kind]}")


def _kind_of(picture: Image.Image) -> str:
    """The format of a file; that of some phones has several pictures in it, of which the first is a JPEG."""
    return "JPEG" if picture.format == "MPO" else str(picture.format)


def _refuse_what_is_no_picture(picture: Image.Image) -> None:
    if _kind_of(picture) not in TYPES:
        message = _("This file is a %(type)s, whatever its name says. Save the picture as PNG, JPEG or WebP.")
        raise ValidationError(message, params={"type": picture.format})
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_points()


def _too_many_points() -> ValidationError:
    return ValidationError(
        _("This picture has more than 24 megapixels. Make it smaller, say 1,300 pixels wide, and choose it again.")
    )


def _made_anew(picture: Image.Image) -> Image.Image:
    """The points of `picture` alone: upright, in sRGB, and no larger than `BOX`."""
    # A JPEG is read at a part of its size where that is enough. Its longer side may be the height of the page.
    picture.draft(None, (2 * max(BOX), 2 * max(BOX)))
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    has_gaps = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = _in_srgb(upright.convert("RGBA" if has_gaps else "RGB"), profile)
    plain.thumbnail(BOX, Image.Resampling.LANCZOS)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """`picture` in the colours that browsers take for granted, since its own profile goes."""
    if not profile:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture
    return changed or picture


def _encode(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **_OPTIONS[kind])
    return file.getvalue()


class PictureFormField(forms.FileField):
    """A field that takes a picture by what is in it, and gives it as it will be stored."""

    def to_python(self, data: Any) -> ReadyPicture | None:
        upload = super().to_python(data)
        return None if upload is None else make_ready(upload)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ",".join(f"image/{name}" for name in TYPES.values()), **super().widget_attrs(widget)}


class PictureField(models.ImageField):
    """A picture, made ready when it was not by a form."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"upload_to": FOLDER, "help_text": LIMITS, **options})

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{**options, "form_class": PictureFormField})

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        file: Any = getattr(model_instance, self.attname)
        if file and not file._committed:
            ready = make_ready(file.file)
            file.file, file.name = ready, ready.name
            # The name is the content: what is stored under it already is this very picture.
            if file.storage.exists(f"{FOLDER}{ready.name}"):
                file.name, file._committed = f"{FOLDER}{ready.name}", True
        return super().pre_save(model_instance, add)


def name_of(file: Any) -> str:
    """The name of a stored picture within its folder; "" without one."""
    return (file.name or "").removeprefix(FOLDER) if file else ""
