"""The audit trail: every write records who did what, and when."""

import secrets
import string
from datetime import UTC, datetime

from sqlalchemy import Connection

from state.records import Key
from state.tables import AUDIT


def note(connection: Connection, by: str, act: str, key: Key, name: str) -> None:
    """Write one line of the audit, in the transaction of the act itself."""
    entry = {"at": now(), "by": by, "act": act, "name": name}
    connection.execute(AUDIT.insert().values(code=key.code, number=key.number, **entry))


def new_code() -> str:
    """Return a random code of eight lower-case letters and digits."""
    signs = string.ascii_lowercase + string.digits
    return "".join(secrets.choice(signs) for _ in range(8))


def now() -> datetime:
    """Return the current time as naive UTC."""
    return datetime.now(UTC).replace(tzinfo=None)
