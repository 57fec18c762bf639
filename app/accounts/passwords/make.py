"""Writes known.bin from lists of passwords, one a line: `python -m app.accounts.passwords.make LIST …`."""

import sys
from pathlib import Path

from app.accounts.passwords import known


def main(*lists: str) -> None:
    """Hash every line of every list, sort, and write the file."""
    hashes = {
        known.digest(line)
        for name in lists
        for line in Path(name).read_text(encoding="utf-8", errors="ignore").splitlines()
        if line
    }
    known.FILE.write_bytes(b"".join(sorted(hashes)))


if __name__ == "__main__":
    main(*sys.argv[1:])
