"""Writes the secrets of this installation, once: python tools/secrets_file.py var/secrets.env"""

import os
import secrets
import sys
from pathlib import Path


def write(path):
    """Makes the file, readable by its owner alone, unless it is there; gives True when it made one."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as file:
        file.write("# Secrets of this installation. Keep this file to yourself and out of version control.\n")
        file.write(f"SECRET_KEY={secrets.token_urlsafe(60)}\n")
    return True


if __name__ == "__main__":
    write(sys.argv[1])
