"""Contracts written by hand."""

from collections.abc import Mapping

import pandas as pd


def loans(*rows: tuple[str, float, Mapping[str, object]]) -> pd.DataFrame:
    """(disbursed, principal, more columns): contracts of one customer each."""
    frame = pd.DataFrame(
        [
            {
                **{"loan_id": n, "customer_id": n, "principal": principal, "disbursed_on": day},
                **{"product": "new", "channel": "dealer", "region": "R1"},
                **{"annual_rate": 0.06, "term_months": 36, **more},
            }
            for n, (day, principal, more) in enumerate(rows)
        ]
    )
    return frame.assign(disbursed_on=pd.to_datetime(frame["disbursed_on"]))
