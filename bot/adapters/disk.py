"""How much room the database's disk has left."""

from __future__ import annotations

import shutil
from pathlib import Path


def free_bytes(database_url: str) -> int | None:
    """For an SQLite file; None for a database elsewhere, or where it can't be told."""
    scheme, _, path = database_url.partition(":///")
    if not scheme.startswith("sqlite") or not path:
        return None
    try:
        return shutil.disk_usage(Path(path.partition("?")[0]).parent).free
    except OSError:
        return None
