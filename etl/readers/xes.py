"""XES event logs, read as a stream: one row for each event, one case in memory at a time.

Known drawbacks: a nested attribute gets the key `parent/child`; globals, classifiers and attributes of the log
itself are not read.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
from lxml import etree

from etl.readers.staging_table import BATCH_ROWS, RECORD, REJECTS, write_batches
from etl.readers.text import open_binary, report_gzip_errors
from etl.sources import Source
from warehouse.contract.errors import MilepostError

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("case_id", "activity", "lifecycle", "resource")),
        ("at", pa.timestamp("us", "UTC")),
        *((name, pa.string()) for name in ("case_attributes", "event_attributes")),
        (RECORD, pa.int64()),
    ]
)
CHUNK = 1 << 16
NEVER_WAS = "a time that the clocks of {0} passed over when they went forward; deliver it with its offset"

Attributes = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Untold:
    """A time that does not identify a moment: its text, and why."""

    text: str
    reason: str


def read(
    connection: duckdb.DuckDBPyConnection, source: Source, path: Path, *, into: str, rejects: str, where: str
) -> None:
    """Create table `into` from an event log.

    Columns: case_id, activity, lifecycle, resource, at (TIMESTAMPTZ), case_attributes and event_attributes (JSON
    with all that has no column of its own), and `_record` (number of the event in the file). Times without offset
    are in `source.timezone`. Events whose time does not identify a moment go to `rejects` instead (record, raw,
    reason). Raises MilepostError if the file is damaged or not an event log.
    """
    refused: list[tuple[int, str, str]] = []
    try:
        with report_gzip_errors(where):
            _check_prolog(path, where)
            write_batches(connection, _batches(path, ZoneInfo(source.timezone), refused), SCHEMA, into)
            if refused:
                write_batches(connection, [_batch(refused, REJECTS)], REJECTS, rejects)
    except (etree.XMLSyntaxError, expat.ExpatError) as error:
        told = str(error).split(" (<")[0]
        raise MilepostError(f"{where}: not valid XML ({told}); deliver it again") from None


def _check_prolog(path: Path, where: str) -> None:
    """Refuse a document type before lxml sees it: event logs have none, and it is the door to entities
    that grow to gigabytes. Refuse other XML than a log as well."""
    began: list[str] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = lambda *_: began.append("a document type")
    parser.StartElementHandler = lambda name, _: began.append(name)
    with open_binary(path) as file:
        while not began:
            chunk = file.read(CHUNK)
            parser.Parse(chunk, not chunk)
    if began[0].rpartition("}")[2] != "log":
        raise MilepostError(f"{where}: begins with {began[0]}; an XES event log begins with <log>")


def _batches(path: Path, zone: ZoneInfo, refused: list[tuple[int, str, str]]) -> Iterator[pa.RecordBatch]:
    """The events in batches; `refused` takes those whose time says no moment."""
    rows: list[tuple[Any, ...]] = []
    with open_binary(path) as file:
        for record, (*words, at, case, event) in enumerate(_events(file, zone), 1):
            if isinstance(at, Untold):
                refused.append((record, at.text, at.reason))
                continue
            rows.append((*words, at, case, event, record))
            if len(rows) == BATCH_ROWS:
                yield _batch(rows, SCHEMA)
                rows = []
    yield _batch(rows, SCHEMA)


def _batch(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _events(file: Any, zone: ZoneInfo) -> Iterator[tuple[Any, ...]]:
    """Rows of SCHEMA without the number. Elements are forgotten as soon as they are read."""
    safely = {"huge_tree": True, "resolve_entities": False, "no_network": True, "load_dtd": False}
    for _, element in etree.iterparse(file, tag=("{*}trace", "{*}event"), **safely):
        parent = element.getparent()
        if element.tag.endswith("event"):
            if parent is None or not parent.tag.endswith("log"):
                continue  # read with its case
            yield from _rows({}, [element], zone)
        else:
            yield from _rows(_attributes(element), element.iterchildren("{*}event"), zone)
        element.clear()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _rows(case: Attributes, events: Any, zone: ZoneInfo) -> Iterator[tuple[Any, ...]]:
    case_id = _word(case.pop("concept:name", None))
    case_attributes = _json(case)
    for element in events:
        event = _attributes(element)
        moment = _moment(event, zone)
        words = [event.pop(key, None) for key in ("concept:name", "lifecycle:transition", "org:resource")]
        yield case_id, *map(_word, words), moment, case_attributes, _json(event)


def _attributes(element: Any, prefix: str = "") -> Attributes:
    """Attributes of a case or an event by key; values under the same key (members of a list) as a list."""
    attributes: Attributes = {}
    for child in element:
        key = child.get("key")
        if key is None and isinstance(child.tag, str) and child.tag.endswith("values"):
            attributes |= _attributes(child, prefix)
        elif key is not None:
            key = prefix + key
            if (value := child.get("value")) is not None:
                typed = _value(child.tag.rpartition("}")[2], value)
                attributes[key] = [*_as_list(attributes[key]), typed] if key in attributes else typed
            if len(child):
                attributes |= _attributes(child, f"{key}/")
    return attributes


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _value(kind: str, text: str) -> Any:
    try:
        match kind:
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "boolean":
                return {"true": True, "false": False}[text.lower()]
    except (ValueError, KeyError):
        return text
    return text


def _moment(event: Attributes, zone: ZoneInfo) -> datetime | Untold | None:
    """When it was, None where the event says nothing; of a time that the clocks showed twice, the later one."""
    written = event.pop("time:timestamp", None)
    if written in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(written)
        local = moment.replace(tzinfo=moment.tzinfo or zone, fold=1)
        shown = local.astimezone(UTC).astimezone(local.tzinfo)
    except (TypeError, ValueError, OverflowError):
        return Untold(
            text=f"{written}", reason="time:timestamp: not a time; written YYYY-MM-DDTHH:MM:SS and its offset"
        )
    if shown.replace(tzinfo=None) != moment.replace(tzinfo=None):
        return Untold(text=written, reason=f"time:timestamp: {NEVER_WAS.format(zone)}")
    return local


def _word(value: Any) -> str | None:
    return None if value is None else str(value)


def _json(attributes: Attributes) -> str:
    return json.dumps(attributes, ensure_ascii=False)
