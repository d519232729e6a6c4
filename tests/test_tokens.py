"""The contrast of every pair of colours that the stylesheet sets upon one another: 7:1 for text, 3:1 for edges.

The pairs are read by eye from static/src/*.scss; a token that is in none of them fails, so that a new one finds its pair.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "static" / "src" / "_tokens.scss").read_text()
SCHEMES = ("light", "dark")

# Text, and all that it stands on.
TEXT = {
    "ink": ("paper", "surface", "mint", "sun-tint", "clay-tint", "sky-tint"),
    # On the tints: what a search found, marked in a row; the small print of a notice.
    "ink-soft": ("paper", "surface", "mint", "sun-tint", "clay-tint"),
    "pine": ("paper", "surface", "mint", "sun-tint", "clay-tint", "sky-tint"),
    "pine-deep": ("paper", "surface", "mint", "sun-tint", "clay-tint", "sky-tint"),
    "on-pine": ("pine", "pine-deep"),
    "clay": ("paper", "surface", "clay-tint"),
    "on-sun": ("sun",),
    "on-way": ("way",),
    "on-way-soft": ("way",),
    "sun": ("way", "alarm"),
    "on-alarm": ("alarm",),
    "alarm": ("on-alarm",),
}
# The edges of controls and of what must be seen to be understood, and what is around them.
EDGES = {
    "edge": ("paper", "surface", "mint"),
    "pine": ("paper", "surface", "mint"),
    "clay": ("paper", "surface", "mint"),  # on mint: the ring on the map
    # The two rings of the focus: on light ground the dark one is seen, on the panel and in the dark the other.
    "ink": ("paper", "surface", "mint"),
    "sun": ("way",),
}
# Pages made for paper are light in both schemes and have colours of their own.
ON_PAPER = (
    ("#000", "#fff"),
    ("#000", "#f4ecdd"),
    ("#0a4f41", "#f4ecdd"),
    ("#fff", "#0a4f41"),
    ("#862b17", "#f4ecdd"),
)
LINES_ON_PAPER = {"#555", "#ddd5c5"}
# Fills and lines that only decorate: nothing is lost where they can't be told apart.
DECORATION = {"sand", "line", "mint-line", "sun-line", "way-line", "way-edge"}


def colours(scheme: str) -> dict[str, str]:
    light, _media, dark = TOKENS.partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    return {**found, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark))} if scheme == "dark" else found


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    return [(scheme, over, under) for scheme in SCHEMES for over, unders in table.items() for under in unders]


def test_contrast_is_computed_as_in_the_guidelines() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("scheme", "over", "under"), pairs(TEXT))
def test_text_has_seven_to_one(scheme: str, over: str, under: str) -> None:
    found = colours(scheme)
    assert contrast(found[over], found[under]) >= 7


@pytest.mark.parametrize(("scheme", "over", "under"), pairs(EDGES))
def test_edges_of_controls_have_three_to_one(scheme: str, over: str, under: str) -> None:
    found = colours(scheme)
    assert contrast(found[over], found[under]) >= 3


@pytest.mark.parametrize(("over", "under"), ON_PAPER)
def test_text_of_pages_for_paper_has_seven_to_one(over: str, under: str) -> None:
    assert contrast(over, under) >= 7


def test_every_colour_of_pages_for_paper_is_in_a_pair() -> None:
    sheet = (Path(settings.BASE_DIR) / "static" / "src" / "paper.scss").read_text()
    used = {colour for pair in ON_PAPER for colour in pair} | LINES_ON_PAPER
    assert set(re.findall(r":[^;{]*(#[0-9a-f]{3,8})\b", sheet)) == used


def test_every_colour_is_in_a_pair() -> None:
    used = {name for table in (TEXT, EDGES) for over, unders in table.items() for name in (over, *unders)}
    assert set(colours("light")) - used == DECORATION


def test_no_stylesheet_of_public_pages_has_a_colour_of_its_own() -> None:
    folder = Path(settings.BASE_DIR) / "static" / "src"
    # Print is black on white, pages for paper and posters have their pairs, the picture of the home page and the button
    # that other sites copy have colours of their own, and _settings.scss holds those that govuk-frontend computes with, which the tokens replace; the rest is the
    # admin's.
    own = {
        "_tokens.scss", "_print.scss", "paper.scss", "poster.scss", "_posters.scss", "_home.scss", "share.scss",
        "_settings.scss", "admin.scss", "_flow.scss", "_history.scss",
    }  # fmt: skip
    found = {
        path.name: colours_
        for path in folder.glob("*.scss")
        if path.name not in own and (colours_ := re.findall(r":[^;{]*(#[0-9a-f]{3,8})\b", path.read_text()))
    }
    assert found == {}
