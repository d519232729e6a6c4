"""The picture that social networks show of a page: its title in the site's own look, drawn for each title once."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # pixels, as Facebook, LinkedIn and the messengers ask
_DESIGN = 1  # raised when the drawing changes, so that networks fetch the pictures anew
_MARGIN = 80
_PINE, _DEEP, _SUN, _WHITE, _MINT = "#0a4f41", "#063a30", "#ffc94d", "#ffffff", "#dcefe8"
_SIZES = range(76, 35, -4)  # of the title, from the largest that fits
_TITLE_HEIGHT = 330
_FONTS = Path("static") / "fonts"


@dataclass(frozen=True)
class Lettering:
    """What stands on a picture: the title, the name of the site, what the site is, its address."""

    title: str
    site: str
    promise: str
    host: str

    @property
    def mark(self) -> str:
        """A short hash of what is shown: another title is another picture."""
        return hashlib.sha256(repr((_DESIGN, astuple(self))).encode()).hexdigest()[:12]


def picture(lettering: Lettering) -> bytes:
    """The PNG, from the folder of pictures if it was drawn before."""
    path = Path(settings.MEDIA_ROOT) / "share" / f"{lettering.mark}.png"
    try:
        return path.read_bytes()
    except OSError:
        drawn = draw(lettering)
        _keep(path, drawn)
        return drawn


def _keep(path: Path, drawn: bytes) -> None:
    """Whole or not at all; where nothing can be written it is drawn again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(drawn)
        Path(name).replace(path)
    except OSError:
        return


def draw(lettering: Lettering) -> bytes:
    """The picture: PNG of few colours."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PINE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, HEIGHT - 130, WIDTH, HEIGHT), fill=_DEEP)
    pen.rectangle((0, 0, 18, HEIGHT), fill=_SUN)
    pen.text((_MARGIN, 56), lettering.site, font=_font(40, bold=True), fill=_SUN)
    size, lines = _fitted(lettering.title)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, 138 + number * size * 1.22), line, font=_font(size, bold=True), fill=_WHITE)
    pen.text((_MARGIN, HEIGHT - 65), lettering.promise, font=_font(30), fill=_MINT, anchor="lm")
    pen.text((WIDTH - _MARGIN, HEIGHT - 65), lettering.host, font=_font(30, bold=True), fill=_WHITE, anchor="rm")
    stored = BytesIO()
    image.quantize(64).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest size in which the title fits, and its lines; the smallest one is cut."""
    for size in _SIZES:
        lines = list(_lines(title, size))
        if len(lines) * size * 1.22 <= _TITLE_HEIGHT:
            return size, lines
    most = int(_TITLE_HEIGHT / (_SIZES[-1] * 1.22))
    return _SIZES[-1], [*lines[: most - 1], f"{lines[most - 1]}…"]


def _lines(title: str, size: int) -> Iterator[str]:
    font, line = _font(size, bold=True), ""
    # A no-break space keeps its words together.
    for word in title.split(" "):
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > WIDTH - 2 * _MARGIN:
            yield line
            longer = word
        line = longer
    yield line


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(settings.BASE_DIR / _FONTS / name), size)
