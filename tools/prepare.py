"""Brings the database and the static files up to date before the server starts: python tools/prepare.py

Migrates, collects the static files when they have changed, loads the demonstration council when there is no
council yet (the first run), and prints the demonstration's sign-ins.
"""

import hashlib
import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny.settings")


def static_mark():
    """A short text that changes whenever a static file, or the version of a library, does."""
    mark = hashlib.sha256((PROJECT / "requirements.txt").read_bytes())
    for path in sorted((PROJECT / "static").rglob("*")):
        if path.is_file():
            mark.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return mark.hexdigest()


def main():
    """Runs the management commands in one process, which is quicker than one each."""
    os.umask(0o077)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    (PROJECT / "var").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    done = Path(settings.STATIC_ROOT) / ".done"
    mark = static_mark()
    if not done.exists() or done.read_text() != mark:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        done.write_text(mark)
    call_command("demo_load")
    call_command("demo_signins")


if __name__ == "__main__":
    from django.db import DatabaseError

    try:
        main()
    except DatabaseError as problem:
        sys.exit(
            f"The database could not be opened or brought up to date: {problem}\n"
            "Check that the folder var can be written to, and DATABASE_URL if you have set one."
        )
