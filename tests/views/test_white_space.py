"""The white space of templates stays with us, that of people is kept."""

import pytest

from guides.views.rendering import without_indentation


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        ("<ul>\n  <li>a</li>\n\n\n  <li>b\n    c</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b\nc</li>\n</ul>"),
        ("<textarea>a\n\n  b</textarea>\n  <p>", "<textarea>a\n\n  b</textarea>\n<p>"),
        ("<script type='x'>{\n  1}</script>\n\n", "<script type='x'>{\n  1}</script>\n"),
        ("<p>a  b</p>", "<p>a  b</p>"),
    ],
)
def test_only_indentation_and_empty_lines_go(html: str, sent: str) -> None:
    assert without_indentation(html) == sent
