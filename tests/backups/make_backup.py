"""Makes the backup of a small site of this version, which later versions must be able to restore.

`python -m tests.backups.make_backup`: once for each released version; until the first one, whenever the initial
migration was made again.
"""

import os
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(
            SECRET_KEY="only-for-this",
            VAR_DIR=name,
            DJANGO_SETTINGS_MODULE="config.settings",
        )
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        from guides import __version__
        from guides.enums import ReleaseKind
        from guides.releases import publishing
        from tests.small import make_guide, make_point

        call_command("migrate", verbosity=0)
        make_guide()
        make_point()
        publishing.publish(ReleaseKind.POINTS)
        publishing.publish(ReleaseKind.CONTENT)
        (target := FOLDER / f"{__version__}.tar.gz").unlink(missing_ok=True)
        call_command("backup", target)


if __name__ == "__main__":
    main()
