"""Blocks of the Data health page: freshness, refused rows, missing references, loads and checks."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ui.data_rows import rows_of
from ui.view import View
from warehouse.snapshot.freshness import find_late
from wording import formats
from wording.downloads import Rows, csv_bytes
from wording.sentences.checks import check_detail, check_name
from wording.sentences.freshness import deliveries_of, state_words, trust_words
from wording.words import say_member

WIDTH = 140  # of a column of tables' names, pixels
SHOWN = 200  # rows of a table on the page; the rest is in its CSV


def trust_block(view: View) -> None:
    """Draw in one sentence whether the numbers can be trusted: the checks, and the age of the data."""
    text = trust_words(view.snapshot.checks, deliveries_of(view.snapshot), view.language)
    st.markdown(f"## {text}")


def summary_block(view: View) -> None:
    """Draw four numbers: tables delivered, rows in use, rows refused, checks passed."""
    tables, checks, language = deliveries_of(view.snapshot), view.snapshot.checks, view.language
    rows, refused = sum(table.rows for table in tables), sum(table.rejected for table in tables)
    delivered, behind = sum(table.rows > 0 for table in tables), len(find_late(tables))
    passed = sum(check.passed for check in checks)
    share = f"{formats.tenths(refused / (rows + refused))}%" if rows + refused else "–"
    with st.grid(columns=4, min_column_width=150, gap="small"):
        st.metric(
            view.say("health.tables"),
            view.say("health.of", some=str(delivered), all=str(len(tables))),
            view.say("health.late_n", n=str(behind)),
            delta_color="orange" if behind else "green",
            delta_arrow="off",
            border=True,
        )
        st.metric(view.say("health.rows"), formats.count(rows, language), border=True, height="stretch")
        st.metric(
            view.say("health.refused"),
            formats.count(refused, language),
            view.say("health.refused_share", share=share),
            delta_color="gray",
            delta_arrow="off",
            border=True,
        )
        st.metric(
            view.say("health.passed"),
            view.say("health.of", some=str(passed), all=str(len(checks))),
            view.say("state.passed") if passed == len(checks) else view.say("state.failed"),
            delta_color="green" if passed == len(checks) else "red",
            delta_arrow="off",
            border=True,
        )


def freshness_block(view: View) -> None:
    """Draw a row per operational table: whether it is late, rows, cut-off, last load, and rows refused."""
    zone, language = view.snapshot.company.timezone, view.language
    rows = [
        (
            say_member("table", delivery.table, language),
            state_words(delivery, language),
            formats.count(delivery.rows, language),
            "–" if delivery.cut_off is None else formats.last_day(delivery.cut_off, zone),
            "–" if delivery.loaded_at is None else formats.moment(delivery.loaded_at, zone),
            formats.count(delivery.rejected, language),
        )
        for delivery in deliveries_of(view.snapshot)
    ]
    _table(view, ("table", "state", "rows", "cut_off", "loaded_at", "refused"), rows, "health.freshness")


def rejects_block(view: View) -> None:
    """Draw refused rows by source, column and reason, with all of them as CSV."""
    rejects = view.snapshot.rejects
    if rejects.empty:
        st.success(view.say("health.no_rejects"), icon=":material/check:")
        return
    groups = (
        rejects.groupby(["source", "column_name", "code"], dropna=False)
        .agg(
            rows=("record", "size"),
            file=("file", "first"),
            record=("record", "first"),
            sample=("sample", "first"),
        )
        .reset_index()
        .sort_values(["rows", "source"], ascending=[False, True])
    )
    rows = [
        (
            say_member("table", row.source, view.language),
            row.column_name,
            say_member("reject", row.code, view.language),
            formats.count(row.rows, view.language),
            row.sample,
            " · ".join(str(part) for part in (row.file, row.record) if not pd.isna(part)),
        )
        for row in rows_of(groups)
    ]
    _table(view, ("source", "column", "reason", "rows", "sample", "example"), rows, "health.rejects")
    st.caption(view.say("health.rejects_shown"))
    st.download_button(
        view.say("health.rejects_csv"),
        data=lambda: csv_bytes(_head(view), _reject_rows(view)),
        file_name=f"milepost_refused_{view.snapshot.id}.csv",
        mime="text/csv",
        key="csv_rejects",
        on_click="ignore",
        icon=":material/download:",
    )


def _head(view: View) -> tuple[tuple[str, str], ...]:
    return (
        (view.say("csv.title"), view.say("health.rejects")),
        (view.say("csv.as_of"), view.day),
        (view.say("csv.snapshot"), view.snapshot.id),
    )


def _reject_rows(view: View) -> Rows:
    zone = view.snapshot.company.timezone
    keys = ("at", "source", "file", "record", "column", "code", "reason", "sample")
    return Rows(
        columns=tuple(view.say(f"column.{key}") for key in keys),
        rows=tuple(
            (
                *(formats.moment(row.logged_at, zone), row.source, row.file, row.record),
                *(row.column_name, row.code, row.reason, row.sample),
            )
            for row in rows_of(view.snapshot.rejects)
        ),
    )


def references_block(view: View) -> None:
    """Draw the rows that refer to a contract, customer or partner missing from its table.

    They count in totals but cannot be sliced by what is missing.
    """
    missing = view.snapshot.missing_references
    if missing.empty:
        st.success(view.say("health.no_missing"), icon=":material/check:")
        return
    rows = [
        (
            say_member("table", row.table_name, view.language),
            row.column_name,
            formats.count(row.rows, view.language),
            formats.count(row.members, view.language),
        )
        for row in rows_of(missing)
    ]
    _table(view, ("table", "column", "rows", "members"), rows, "health.references")


def loads_block(view: View) -> None:
    """Draw the load log, newest first, at most `SHOWN` rows."""
    loads, zone = view.snapshot.loads, view.snapshot.company.timezone
    if loads.empty:
        st.caption(view.say("health.no_loads"))
        return
    rows = [
        (
            formats.moment(row.logged_at, zone),
            say_member("table", row.source, view.language),
            row.file,
            say_member("load", row.status, view.language),
            *(formats.count(n, view.language) for n in (row.rows_read, row.rows_loaded)),
            *(formats.count(n, view.language) for n in (row.rows_replaced, row.rows_rejected)),
            view.say("health.account", name=row.loaded_by) if row.loaded_by else None,
        )
        for row in rows_of(loads.head(SHOWN))
    ]
    keys = ("at", "source", "file", "state", "read", "loaded", "replaced", "refused", "by")
    _table(view, keys, rows, "health.loads")


def checks_block(view: View) -> None:
    """Draw every check of the snapshot, failed ones first."""
    rows = [
        (
            view.say("state.passed") if check.passed else view.say("state.failed"),
            check_name(check, view.language),
            check_detail(check, view.language),
        )
        for check in sorted(view.snapshot.checks, key=lambda check: check.passed)
    ]
    st.caption(view.say("health.checks_note"))
    _table(view, ("state", "check", "detail"), rows, "health.checks")


def _table(view: View, keys: Sequence[str], rows: Sequence[tuple[object, ...]], title: str) -> None:
    """A table with its header in the reader's language and a bounded height."""
    frame = pd.DataFrame(rows, columns=[view.say(f"column.{key}") for key in keys])
    st.dataframe(
        frame.fillna("–").astype(str),
        hide_index=True,
        alt=view.say(title),
        # Names of tables are short and must be whole; other columns take what is left.
        column_config={
            view.say(f"column.{key}"): {"width": WIDTH} for key in keys if key in ("table", "source")
        },
        height=min(420, 38 + 35 * len(rows)),
    )
