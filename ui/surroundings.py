"""The context of a trend, from the snapshot: go-live, events of the KPI, and the company's targets."""

from typing import Any

import pandas as pd

from figures.events import Mark
from figures.trend import Surroundings
from ui.data_rows import rows_of
from warehouse.contract.scope import Filters
from warehouse.kpis.record import Kpi
from warehouse.query.targets import Target, targets_of
from warehouse.snapshot.snapshots import Snapshot
from wording import formats
from wording.naming import member_name
from wording.reader import Reader
from wording.words import Language


def surroundings_of(snapshot: Snapshot, code: str, where: Filters, language: Language) -> Surroundings:
    """Return the go-live period, the events that concern this KPI or every KPI, and its targets for this slice."""
    events = snapshot.events
    marks = tuple(
        Mark(on=pd.Timestamp(row.occurred_on).date(), words=_words(row, language))
        for row in rows_of(events)
        if pd.isna(row.kpi) or row.kpi in ("", code)
    )
    return Surroundings(golive=snapshot.golive, marks=marks, targets=targets_of(snapshot, code, where))


def _words(row: Any, language: Language) -> str:
    own = row.label_zh if language == "zh" else row.label_en
    return str(row.label_en if pd.isna(own) or not own else own)


def surroundings_lines(reader: Reader, around: Surroundings, kpi: Kpi) -> list[str]:
    """Return a line per target and one that lists the events, for the note of a trend."""
    lines = [_describe_target(reader, target, kpi) for target in around.targets]
    if around.marks:
        events = (
            reader.say("note.event", month=f"{mark.on:%Y-%m}", words=mark.words) for mark in around.marks
        )
        lines.append(reader.say("note.events", events=reader.say("format.comma").join(events)))
    return lines


def _describe_target(reader: Reader, target: Target, kpi: Kpi) -> str:
    """A target with its tolerance band, the months it applies to, and its owner."""
    language = reader.language
    value = formats.value(target.value, kpi.unit, language)
    if target.tolerance:
        band = formats.value(target.tolerance, kpi.unit, language)
        if kpi.unit == "fraction":
            band = formats.strip_sign(formats.short_points(target.tolerance, language))
        value = reader.say("target.band", target=value, band=band)
    first = formats.month(target.first, language)
    held = reader.say("target.since", month=first)
    if target.last is not None:
        held = reader.say("format.span", first=first, last=formats.month(target.last, language))
    words = reader.say("target.note", target=value, held=held)
    owner = member_name(target.owner, reader.ask.labels("owner"), language)
    return reader.say("target.owned", target=words, owner=owner) if owner else words
