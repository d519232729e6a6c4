"""What becomes of a page between its template and its bytes."""

import brotli
from hypothesis import given
from hypothesis import strategies as st

from guides.views.rendering import encode_body, without_indentation


def test_indentation_and_empty_lines_after_a_tag_are_left_out() -> None:
    assert (
        without_indentation("<ul>\n    <li>a</li>\n\n  \n    <li>b</li>\n</ul>")
        == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    )


def test_a_space_between_words_and_tags_stays_a_space() -> None:
    assert without_indentation("<p>one\n    two <b>three</b>\n  four</p>").split() == [
        "<p>one",
        "two",
        "<b>three</b>",
        "four</p>",
    ]


@given(st.text(alphabet="ab< \n\t\r\u00a0"))
def test_a_page_with_a_large_field_is_tidied_as_any_other(html: str) -> None:
    field = "<textarea></textarea>"
    assert without_indentation(field + html) == field + without_indentation(html)


@given(st.text(alphabet="ab \n"))
def test_what_was_typed_into_a_field_keeps_its_lines(typed: str) -> None:
    page = f'<div>\n  <textarea name="what">x{typed}</textarea>\n</div>'
    assert f'<textarea name="what">x{typed}</textarea>' in without_indentation(page)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_encoded_pages_decode_to_themselves(html: str) -> None:
    assert brotli.decompress(encode_body(html, "br")).decode() == html
