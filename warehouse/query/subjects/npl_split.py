"""The change of the stock NPL rate, split into the age of the book, going bad and staying bad (statistics §4)."""

from dataclasses import replace

import numpy as np

from analysis import equal_age
from warehouse.contract.scope import Filters, Months, Scope
from warehouse.kpis import find
from warehouse.marts.families import MARTS
from warehouse.query import kpi_sums, sums
from warehouse.query.answers import NplSplit
from warehouse.query.query import compare
from warehouse.snapshot.snapshots import Snapshot

SPLIT_MEASURES = ("npl_balance", "balance", "expected_npl_balance", "formed", "expected_formed", "contracts")


def npl_split(snapshot: Snapshot, before: Months, after: Months, where: Filters, scope: Scope) -> NplSplit:
    """Split the change of the stock NPL rate into the age of the book, going bad and staying (statistics §4)."""
    whole = compare(
        snapshot, kpi_code="npl_rate", before=before, after=after, by=(), where=where, scope=scope
    )
    months, stock = (whole.months_before, whole.months_after), whole.changes[0]
    if reason := stock.absolute.reason:
        return NplSplit(
            months_before=months[0],
            months_after=months[1],
            stock=stock,
            split=None,
            reason=reason,
            passport=whole.passport,
        )
    kpi = find("npl_rate")
    plans = tuple(
        sums.Plan(kpi=kpi, mart=MARTS[whole.passport.mart], by=(), where=where, months=side, scope=scope)
        for side in months
    )
    sides, sql = kpi_sums.unit_sums(snapshot, plans, SPLIT_MEASURES)
    cases = np.sum([side[:, -1] for side in sides], axis=0)
    split = equal_age.split(sides[0][:, :-1], sides[1][:, :-1], cases)
    return NplSplit(
        months_before=months[0],
        months_after=months[1],
        stock=stock,
        split=split,
        reason=None,
        passport=replace(whole.passport, sql=sql),
    )
