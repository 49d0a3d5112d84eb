"""A small company, published as a snapshot, for what is tested on the screen.

Eight regions, five years, approval time halved where the roll-out went live (2022-07 to 2024-06), slowest in
the regions with the largest numbers; long waiters withdraw; two refused rows stand in the quarantine.
"""

from datetime import datetime

import duckdb
import numpy as np
import pandas as pd

from cli.publishing import publish
from tests.kit.facts import a_company, write_facts
from warehouse.contract.store import Home

AS_OF = datetime(2025, 12, 31, 16, 0)
REGIONS = {
    "BJ": "北京",
    "SH": "上海",
    "GD": "广东",
    "ZJ": "浙江",
    "JS": "江苏",
    "SC": "四川",
    "HB": "湖北",
    "XZ": "西藏",
}
NAMES_EN = ("Beijing", "Shanghai", "Guangdong", "Zhejiang", "Jiangsu", "Sichuan", "Hubei", "Xizang")
LIVE_ON = ("2022-07-01", "2022-12-01", "2023-04-01", "2023-09-01", "2024-02-01", "2024-06-01", "2024-06-01")
STAGES = {
    "intake": ("Intake", "进件录入"),
    "verify": ("Verification", "资料核验"),
    "decide": ("Decision", "审批决定"),
}
LABELS = {
    "region": {c: {"zh": zh, "en": en} for (c, zh), en in zip(REGIONS.items(), NAMES_EN, strict=True)},
    "activity": {code: {"en": en, "zh": zh} for code, (en, zh) in STAGES.items()},
}


def publish_small_company(home: Home, count: int = 12_000, seed: int = 7) -> str:
    """Write the facts and the refused rows, publish, and return the id of the snapshot."""
    applications = _applications(count, np.random.default_rng(seed))
    write_facts(
        home,
        a_company(name="远山汽车金融", labels=LABELS),
        AS_OF,
        applications=applications,
        application_events=_steps(applications, np.random.default_rng(seed + 1)),
        partners=pd.DataFrame(
            {
                "partner_id": [f"D{i:03d}" for i in range(60)],
                "name": [f"众诚{i:03d}店" for i in range(60)],
                "kind": "dealer",
            }
        ),
        initiatives=pd.DataFrame(
            {"initiative_id": ["AI"], "name": ["AI 审批"], "lever": ["approval"], "status": ["finished"]}
        ),
        rollouts=pd.DataFrame(
            {
                "initiative_id": "AI",
                "unit_kind": "region",
                "unit": list(REGIONS)[: len(LIVE_ON)],
                "live_on": pd.to_datetime(LIVE_ON),
            }
        ),
        targets=pd.DataFrame(
            {"kpi": ["approval_time_median"], "valid_from": pd.to_datetime(["2024-01-01"]), "value": [1440.0]}
        ),
        events=pd.DataFrame(
            {
                "occurred_on": pd.to_datetime(["2022-12-07"]),
                "kind": ["macro"],
                "label_en": ["Reopening after the pandemic"],
                "label_zh": ["疫情防控政策调整"],
            }
        ),
    )
    _refuse_two_rows(home)
    return publish(home, lambda _: None).id


def _applications(count: int, random: np.random.Generator) -> pd.DataFrame:
    submitted = pd.Timestamp("2020-12-31 16:00") + pd.to_timedelta(
        np.sort(random.uniform(0, 5 * 365 * 1440, count)), unit="min"
    )
    place = np.minimum(random.geometric(0.3, count) - 1, len(REGIONS) - 1)
    live = pd.to_datetime([*LIVE_ON, "2099-01-01"]).to_numpy()[place]
    factor = np.where(submitted.to_numpy() >= live, 0.45, 1.0)
    channel = random.choice(["dealer", "app", "web"], count, p=[0.5, 0.35, 0.15])
    wait = random.lognormal(7.6, 1.2, count) * factor * np.where(channel == "dealer", 1.3, 0.7)
    patience = random.lognormal(9.3, 0.9, count)
    gave_up = patience < wait
    ended = submitted + pd.to_timedelta(np.minimum(wait, patience), unit="min")
    outcome = np.where(gave_up, "withdrawn", random.choice(["approved", "declined"], count, p=[0.72, 0.28]))
    still_open = ended > pd.Timestamp(AS_OF)
    funded = ended + pd.to_timedelta(random.lognormal(8, 1, count), unit="min")
    took = (outcome == "approved") & ~still_open & (funded < pd.Timestamp(AS_OF))
    automatic = random.random(count) < np.where(factor < 1, 0.6, 0.25)
    return pd.DataFrame(
        {
            "application_id": np.arange(count),
            "product": random.choice(["new", "used", "nev"], count, p=[0.55, 0.25, 0.2]),
            "channel": channel,
            "region": np.array(list(REGIONS))[place],
            "partner_id": [f"D{i:03d}" for i in random.integers(0, 60, count)],
            "score_band": random.choice(["A", "B", "C"], count),
            "started_at": submitted - pd.to_timedelta(random.exponential(60, count), unit="min"),
            "submitted_at": submitted,
            "decided_at": pd.Series(ended).where(~still_open),
            "outcome": pd.Series(outcome).where(~still_open, None),
            "decision_mode": pd.Series(np.where(automatic, "auto", "manual")).where(
                ~still_open & ~gave_up, None
            ),
            "requested_amount": np.round(random.uniform(5e4, 3e5, count), 2),
            "funded_at": pd.Series(funded).where(took),
        }
    )


def _steps(applications: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Three steps of work per application that ended, the first a machine's after go-live."""
    ended = applications[applications.decided_at.notna()]
    length = (ended.decided_at - ended.submitted_at).dt.total_seconds() / 60
    parts = []
    for place, stage in enumerate(STAGES):
        queued = ended.submitted_at + pd.to_timedelta(length * place / 3, unit="min")
        started = ended.submitted_at + pd.to_timedelta(length * (place + 0.7) / 3, unit="min")
        work = np.minimum(random.gamma(2.0, 10.0, len(ended)), length * 0.25 / 3)
        parts.append(
            pd.DataFrame(
                {
                    "application_id": ended.application_id,
                    "activity": stage,
                    "queued_at": queued,
                    "started_at": started,
                    "ended_at": started + pd.to_timedelta(work, unit="min"),
                    "resource_id": random.integers(0, 40, len(ended)),
                    "resource_kind": "human",
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _refuse_two_rows(home: Home) -> None:
    facts = duckdb.connect(str(home.facts))
    facts.execute("update deliveries set rows_rejected = 2 where table_name = 'applications'")
    facts.close()
    quarantine = duckdb.connect(str(home.quarantine))
    quarantine.execute(
        "insert into load_log values ('L1', $1, 'test', 'applications', 'applications', "
        "'applications_2025-12.csv', 'x', 12002, 12000, 0, 0, 2, 'loaded', '')",
        [AS_OF],
    )
    quarantine.execute(
        "insert into rejects values "
        "('L1', 'applications', 'applications_2025-12.csv', 17, 'submitted_at', '31/31/2025', '99/99/9999', "
        "'not_a_timestamp', 'not a time; written YYYY-MM-DD HH:MM:SS, or as formats.submitted_at says', '{}'), "
        "('L1', 'applications', 'applications_2025-12.csv', 90, 'product', '=bus', '=xxx', "
        "'not_allowed', 'none of new; map it with values', '{}')"
    )
    quarantine.close()
