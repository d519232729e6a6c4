"""The Chromium of this machine, which the playwright package does not bring.

Run as a program it prints where it is, or says how to install it and ends with 1.
"""

import shutil
import sys
from typing import Any

# Debian's headless shell is the same engine without the window around it: pages take half the processor's time.
EXECUTABLES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def executable() -> str | None:
    """The path of the first that is installed; None where none is."""
    return next(filter(None, map(shutil.which, EXECUTABLES)), None)


def launch_options() -> dict[str, Any]:
    """What playwright's `chromium.launch` takes."""
    return {"executable_path": executable(), "args": list(ARGUMENTS)}


if __name__ == "__main__":
    if found := executable():
        print(found)
    else:
        sys.exit(
            "The tests in a browser need Chromium. On Debian:\n"
            "    sudo apt-get install -y chromium-headless-shell\n"
            "Elsewhere, or where that package is not known:\n"
            "    sudo apt-get install -y chromium"
        )
