"""One-line messages for database failures: what is wrong, where, what to do."""

from warehouse.contract.errors import MilepostError


class Unavailable(MilepostError):
    """What people wrote cannot be read or written at the moment; nothing that was there is lost."""


# By the beginning of SQLite's name of the error, the more special first.
OF_SQLITE = {
    "SQLITE_FULL": "is full; make room and try again",
    "SQLITE_IOERR": "cannot be read or written; make room, or look after the disk, and try again",
    "SQLITE_BUSY": "is in use; try again in a moment",
    "SQLITE_LOCKED": "is in use; try again in a moment",
    "SQLITE_NOTADB": "is not a state database; restore it from a copy, or move it away to begin anew",
    "SQLITE_CORRUPT": "is damaged; restore it from a copy",
}
CANNOT_OPEN = "cannot be opened or written; give Milepost the right to write there, or set MILEPOST_STATE"

# By SQLSTATE, or its class.
OF_POSTGRESQL = {
    "28": "refuses this user; mend user and password in MILEPOST_STATE",
    "3D": "is not there; create it, or mend MILEPOST_STATE",
    "42501": "does not let this user make its tables; grant it the right to create there",
    "25006": "lets nothing be written; name the primary server in MILEPOST_STATE",
    "55P03": "is in use; try again in a moment",
    "53100": "is full; make room and try again",
    "53": "has no room for another connection; try again in a moment",
    "57": "is shutting down or starting; try again in a moment",
}
ODD = "does not do what it should; ask who runs it"
CANNOT_REACH = "does not answer; start it, or mend MILEPOST_STATE"


def of_file(path: str, error: BaseException) -> Unavailable:
    """Describe an error of SQLite, or of the file system below it."""
    # Errors that Python finds itself have no name.
    name = getattr(error, "sqlite_errorname", "")
    advice = (words for start, words in OF_SQLITE.items() if name.startswith(start))
    return Unavailable(_line(path, next(advice, CANNOT_OPEN), str(error)))


def of_server(where: str, error: BaseException) -> Unavailable:
    """Describe an error of PostgreSQL, or of the connection to it; drivers and servers never reveal the password."""
    said = error.args[0] if error.args else ""
    if not isinstance(said, dict):
        return Unavailable(_line(where, CANNOT_REACH, str(error)))
    state, why = str(said.get("C", "")), str(said.get("M", ""))
    advice = (words for start, words in OF_POSTGRESQL.items() if state.startswith(start))
    return Unavailable(_line(where, next(advice, ODD), why))


def _line(where: str, what: str, why: str) -> str:
    return f"{where}: {what} ({' '.join(why.split())})"
