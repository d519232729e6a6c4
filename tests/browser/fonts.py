"""The fonts of the tests in Chromium, the same on each machine, whatever else is installed there.

Run as a program it names the files that are missing, and how to install them.
"""

import os
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

LIBERATION = ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")
DEJAVU = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
PACKAGES = "fonts-liberation fonts-dejavu-core"  # of Debian and Ubuntu
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local" / "share" / "fonts")

# Any other font. A plain * would also refuse the folders.
_FONT_FILES = ("*.??f", "*.??F", "*.??c", "*.??C", "*.pf?", "*.gz")
_CONFIGURATION = Template("""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  $folders
  <cachedir>$cache</cachedir>
  <selectfont>
    <acceptfont>$accepted</acceptfont>
    <rejectfont>$files</rejectfont>
  </selectfont>
  <alias binding="same"><family>Arial</family><accept><family>Liberation Sans</family></accept></alias>
  <alias binding="same"><family>Helvetica</family><accept><family>Liberation Sans</family></accept></alias>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
""")


def missing_fonts() -> list[str]:
    """The files that are not in any folder of fonts."""
    there = {path.name for path in chain(*(folder.rglob("*.ttf") for folder in FOLDERS))}
    return [name for name in (*LIBERATION, *DEJAVU) if name not in there]


def how_to_install() -> str:
    """What to do about missing fonts; "" where none is missing."""
    missing = missing_fonts()
    if not missing:
        return ""
    return (
        f"The tests in a browser need the fonts {', '.join(missing)}. On Debian or Ubuntu:\n"
        f"    sudo apt-get install -y {PACKAGES}\n"
        f"Elsewhere put these files into {FOLDERS[-1]}."
    )


def font_environment(folder: Path, *accepted: str) -> dict[str, str]:
    """The environment of a browser that finds only the accepted files, by their names; `folder` keeps its settings."""
    file = folder / "fonts.conf"
    file.write_text(
        _CONFIGURATION.substitute(
            folders="\n  ".join(f"<dir>{escape(str(each))}</dir>" for each in FOLDERS),
            cache=escape(str(folder / "cache")),
            accepted=_globs(f"*/{name}" for name in accepted),
            files=_globs(_FONT_FILES),
        ),
        "utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(file)}


def _globs(names: Iterable[str]) -> str:
    return "".join(f"<glob>{name}</glob>" for name in names)


if __name__ == "__main__":
    sys.exit(how_to_install() or 0)
