"""IT incidents and compliance checks; their number does not depend on the size of the book."""

from typing import Any

import numpy as np
import pyarrow as pa

from demo.applying.applications import pick
from demo.files import write
from demo.setting import codes, market, regions
from demo.setting.initiatives import BY_CODE
from demo.setting.streams import stream
from demo.setting.timeline import CUT_OFF, DAY, HISTORY, MONTHS, Array, business, wall
from demo.setting.world import World

SEVERITIES = ("low", "medium", "high", "critical")
CHECK_HOURS = np.array([6.0, 9.0, 7.0, 16.0, 12.0])  # working time from start to completion, median
CHECKS_A_MONTH = 70
OUTAGES_A_MONTH, MAINTENANCE_A_MONTH, SECURITY_A_MONTH = 3.2, 2.0, 0.7


def incidents(seed: int) -> dict[str, Any]:
    """Rows of incidents: outages, planned maintenance and security incidents."""
    rng = stream(seed, "incidents")
    kinds = (("availability", False, OUTAGES_A_MONTH), ("availability", True, MAINTENANCE_A_MONTH))
    parts = [
        _incidents_of(month, kind, planned, rng.poisson(mean), rng)
        for month in range(MONTHS)
        for kind, planned, mean in (*kinds, ("security", False, SECURITY_A_MONTH))
    ]
    c = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.argsort(c["started"], kind="stable")
    c = {name: values[order] for name, values in c.items()}
    kind = c["security"].astype(np.int64)
    return {
        "incident_id": [f"INC{n + 1:05d}" for n in range(len(kind))],
        "kind": write.code(kind, ("availability", "security")),
        "started_at": write.moment(c["started"]),
        "system": write.code(c["system"], tuple(codes.SYSTEM)),
        "severity": write.code(c["severity"], SEVERITIES),
        "detected_at": write.moment(c["detected"]),
        "acknowledged_at": write.moment(c["acknowledged"]),
        "restored_at": write.moment(c["restored"]),
        "planned": write.flag(c["planned"]),
        "impact": pa.array(c["impact"]),
    }


def _incidents_of(
    month: int, kind: str, planned: bool, size: int, rng: np.random.Generator
) -> dict[str, Array]:
    day = np.floor(rng.random(size) * market.days_in(month))
    minute = (60.0 + 120 * rng.random(size)) if planned else 1440 * rng.random(size)
    started = market.moments_in(month, day, minute)
    better = np.exp(-0.010 * month)  # monitoring improves slowly
    detected = started + (0.0 if planned else 12 * better) * rng.lognormal(0, 0.9, size)
    acknowledged = detected + (0.0 if planned else 9 * better) * rng.lognormal(0, 0.7, size)
    restored = acknowledged + (90.0 if planned else 55 * better) * rng.lognormal(0, 0.8, size)
    return {
        "security": np.full(size, kind == "security"),
        "system": rng.integers(0, len(codes.SYSTEM), size),
        "severity": pick(rng, np.array([0.45, 0.35, 0.16, 0.04]), size),
        "started": started,
        "detected": detected,
        "acknowledged": acknowledged,
        "restored": np.where(restored < CUT_OFF, restored, np.nan),
        "planned": np.full(size, planned),
        "impact": np.round(rng.beta(1.2, 1.8, size), 2),
    }


def compliance_checks(world: World) -> dict[str, Any]:
    """Rows of compliance_checks; effort is kept in hours, as the department does."""
    rng = stream(world.seed, "compliance checks")
    months = np.repeat(np.arange(MONTHS), CHECKS_A_MONTH)
    size = len(months)
    kind, region = rng.integers(0, len(codes.CHECK), size), pick(rng, world.weight, size)
    days = np.array([market.days_in(m) for m in range(MONTHS)])[months] * rng.random(size)
    started = np.array([market.moments_in(m, np.zeros(1), np.zeros(1))[0] for m in range(MONTHS)])[months]
    started = wall(business(started + np.floor(days) * DAY) + 400 * rng.random(size))
    platform = world.built_up["data_platform"][months + HISTORY, region]
    system = rng.random(size) < 0.12 + 0.35 * platform
    shorter = np.exp(BY_CODE["data_platform"].effects["check_time_ln"] * platform)
    working = CHECK_HOURS[kind] * 60 * shorter * rng.lognormal(0, 0.6, size)
    completed = wall(business(started) + working)
    findings = rng.poisson(0.5, size)
    order = np.argsort(started, kind="stable")
    columns = {
        "check_id": pa.array([f"HG{n + 1:06d}" for n in range(size)]),
        "kind": write.code(kind[order], tuple(codes.CHECK)),
        "region": write.code(region[order], regions.CODES),
        "started_at": write.moment(started[order]),
        "completed_at": write.moment(np.where(completed < CUT_OFF, completed, np.nan)[order]),
        "findings": write.to_integers(findings[order]),
        "severity": write.code(np.where(findings > 0, findings.clip(1, 4) - 1, -1)[order], SEVERITIES),
        "done_by": write.code(system[order].astype(np.int64), ("human", "system")),
        "effort_minutes": pa.array(np.round(np.where(system, 0.05, working / 60 * 0.4), 2)[order]),
    }
    return columns
