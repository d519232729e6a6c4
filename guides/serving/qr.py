"""QR codes, drawn as SVG."""

from functools import lru_cache

import segno

QUIET_ZONE = 4  # modules around the code, as ISO/IEC 18004 asks
KEPT = 256  # codes of 3 to 8 kB; drawing one takes about as long as the rest of its page


@lru_cache(maxsize=KEPT)
def qr_svg(address: str) -> str:
    """The code of an address that anybody may know; it is kept."""
    return draw_qr(address)


def draw_qr(text: str) -> str:
    """An SVG element for use within HTML: black on white in any theme, without a size of its own.

    Level M, of which a reader restores about 15 per cent: paper is folded.
    """
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(border=QUIET_ZONE, light="#fff", omitsize=True, svgclass="qr", lineclass=None)
