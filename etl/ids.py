"""Ids of persons, contracts and applications, replaced by keyed hashes and stored as integers.

HMAC-SHA256 (RFC 2104) of space and delivered id, computed in SQL with the company's key; the table `ids` maps
digests to integers, by space. Integers are assigned in the order in which ids are first seen, so the same files
loaded in the same order give the same facts.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.contract.columns import COLUMNS, SPACES
from warehouse.contract.errors import MilepostError, Refused
from warehouse.contract.store import Home

BLOCK = 64  # bytes of a SHA-256 block
PLACES = 1_000_000_000_000  # more than the records of any file

# The digest of `text` in a space; {space} and {text} are SQL, $inner and $outer the padded key.
DIGEST = "unhex(sha256($outer::blob || unhex(sha256($inner::blob || encode('{space}:' || {text})))))"


@dataclass(frozen=True, repr=False, kw_only=True)
class Key:
    """The secret key of the ids."""

    secret: bytes

    @property
    def check(self) -> str:
        """The digest of a fixed word, in hex, which the facts keep in order to recognise their key."""
        return hmac.digest(self.secret, b"milepost", "sha256").hex()

    def digest(self, space: str, raw: str) -> bytes:
        """Return the digest of one delivered id, equal to the one computed by `DIGEST`."""
        return hmac.digest(self.secret, f"{space}:{raw}".encode(), "sha256")

    @property
    def pads(self) -> dict[str, bytes]:
        """The parameters of `DIGEST`."""
        secret = self.secret if len(self.secret) <= BLOCK else hashlib.sha256(self.secret).digest()
        padded = secret.ljust(BLOCK, b"\0")
        return {"inner": bytes(b ^ 0x36 for b in padded), "outer": bytes(b ^ 0x5C for b in padded)}


def id_key(home: Home, facts: duckdb.DuckDBPyConnection) -> Key:
    """Return the key from `MILEPOST_ID_KEY`, or else from the file id.key, which the first load creates.

    Raises Refused if the facts were loaded under another key or their key is gone, MilepostError if the file is
    empty.
    """
    known = facts.execute("select id_key_check from company").fetchone()
    stated = os.environ.get("MILEPOST_ID_KEY")
    where = "MILEPOST_ID_KEY" if stated else str(home.id_key)
    if stated:
        key = Key(secret=stated.encode())
    elif home.id_key.exists():
        key = Key(secret=home.id_key.read_bytes().strip())
        if not key.secret:
            raise MilepostError(f"{home.id_key}: is empty; put the key of the ids back")
    elif known:
        raise Refused(f"{where}: the key of the ids is gone; put it back, or set MILEPOST_ID_KEY")
    else:
        key = Key(secret=secrets.token_hex(32).encode())
        with open(os.open(home.id_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(key.secret)
    if known and not hmac.compare_digest(known[0], key.check):
        raise Refused(
            f"{where}: not the key that {home.facts} was loaded with; use that key, or another home"
        )
    return key


def number(facts: duckdb.DuckDBPyConnection, key: Key, delivered: Sequence[tuple[str, str]]) -> int:
    """Assign integers to the ids in `delivered`, pairs of relation and id column in the order of loading.

    New ids are added to `ids`. Afterwards the temporary tables `id_map_<space>` (raw, id) hold all ids of
    `delivered`; the total number of rows in them is returned.
    """
    distinct = 0
    for space in SPACES:
        facts.execute(f"create or replace temp table id_map_{space} (raw varchar, id bigint)")
        seen = " union all ".join(
            f"select {column} as raw, {place}::bigint * {PLACES} + _record as place from {relation}"
            for place, (relation, column) in enumerate(delivered)
            if COLUMNS[column].space == space
        )
        if seen:
            distinct += _number(facts, key, space, seen)
    return distinct


def _number(facts: duckdb.DuckDBPyConnection, key: Key, space: str, seen: str) -> int:
    facts.execute(
        f"""create or replace temp table numbered as
        with fresh as (select raw, min(place) as place from ({seen}) where raw is not null group by raw),
        keyed as (select raw, place, {DIGEST.format(space=space, text="raw")} as digest from fresh)
        select raw, k.digest, i.id is null as is_new, coalesce(i.id,
            (select coalesce(max(id), 0) from ids where space = '{space}')
            + row_number() over (partition by i.id is null order by place)) as id
        from keyed k left join (from ids where space = '{space}') i on i.digest = k.digest""",
        key.pads,
    )
    facts.execute(f"insert into ids select '{space}', id, digest from numbered where is_new order by id")
    row = facts.execute(f"insert into id_map_{space} select raw, id from numbered").fetchone()
    facts.execute("drop table numbered")
    return int(row[0]) if row else 0
