"""The one place where a database's errors become a sentence for a person.

Programming errors (a broken constraint, a wrong statement) are no trouble of the operator's and pass through unchanged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.ports import DatabaseTrouble

_RESTORE = "restore a backup with `newsdesk db restore FILE`, or move the file away to start anew"

# By SQLite's primary result codes, https://www.sqlite.org/rescode.html
_SQLITE = {
    "SQLITE_FULL": "the disk is full; free some space and start again, nothing was half-written",
    "SQLITE_BUSY": "it is locked by another program; end that program, or wait until it has finished",
    "SQLITE_LOCKED": "it is locked by another program; end that program, or wait until it has finished",
    "SQLITE_NOTADB": f"the file is not a database; {_RESTORE}",
    "SQLITE_CORRUPT": f"the file is damaged; {_RESTORE}",
    "SQLITE_CANTOPEN": "the file can't be opened; check that its folder exists and may be written",
    "SQLITE_READONLY": "it may only be read; check who owns the file and its folder",
    "SQLITE_PERM": "access is denied; check who owns the file and its folder",
    "SQLITE_IOERR": "the disk fails to read or write; check its space and its health",
}

# By SQLSTATE or its class, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES = {
    "3D000": "that database doesn't exist; create it first (createdb)",
    "28": "the server refused the user or the password; check DATABASE_URL",
    "42501": "the user may not do this; make it the owner of the database",
    "25006": "the server only reads at the moment (a replica?); point DATABASE_URL to the one that writes",
    "53100": "the server's disk is full; free some space there, nothing was half-written",
    "53": "the server is out of resources (connections, memory, or disk)",
    "57": "the server is shutting down or starting; try again in a moment",
    "08": "the connection to the server broke; check that it runs and can be reached",
    "XX001": "the server's data are damaged; restore a backup",
}


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Turns what an operator can mend into DatabaseTrouble; `where` is the address as it may be shown."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, PoolTimeout) as error:
        reason = _reason(error)
        if reason is None:
            raise
        raise DatabaseTrouble(f"The database {where}: {reason}.") from error


def _reason(error: Exception) -> str | None:
    if isinstance(error, PoolTimeout):
        return "all connections are busy; try again in a moment"
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    return _of_postgres(cause)


def _of_sqlite(error: sqlite3.Error) -> str | None:
    name = getattr(error, "sqlite_errorname", None) or ""
    return next((reason for code, reason in _SQLITE.items() if name == code or name.startswith(f"{code}_")), None)


def _of_postgres(error: BaseException | None) -> str | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        return _unreachable(error)
    return _POSTGRES.get(state) or _POSTGRES.get(state[:2])


def _unreachable(error: BaseException | None) -> str | None:
    """psycopg gives no SQLSTATE when no server answered."""
    if type(error).__name__ not in {"OperationalError", "ConnectionTimeout"}:
        return None
    text = str(error).lower()
    if "authentication" in text or "password" in text:
        return _POSTGRES["28"]
    if "does not exist" in text and "database" in text:
        return _POSTGRES["3D000"]
    return "no server answers there; check that it runs and that DATABASE_URL is right"
