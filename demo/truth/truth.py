"""truth.json: what the simulated company truly is and does, for tests that compare."""

import json
from typing import Any

import numpy as np

from demo.applying.applications import Columns
from demo.applying.intake import Intake
from demo.loans.book import REASONS, Book
from demo.loans.lending import Lived
from demo.loans.loan_life import BAD, EARLY, REFINANCED, TRANSFERRED
from demo.service.contacts import Contacts
from demo.service.surveys import CSAT, SERVICE
from demo.setting import market, regions, timeline
from demo.setting.initiatives import BY_CODE, INITIATIVES, NEVER
from demo.setting.timeline import (
    AFTER,
    BEFORE,
    CUT_OFF,
    DAY,
    HISTORY,
    MONTHS,
    Array,
    month_number,
    month_text,
)
from demo.setting.world import BAD_HALF_YEAR, World
from demo.truth.effects import Effects, chance_of_top_score, ramp

RETURN_MONTHS = 3


class Truth:
    """Collects month by month. Monthly series have one value per delivered month."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.effects = Effects(world)
        self._waits: dict[str, list[Columns]] = {"before": [], "after": []}
        self._series: dict[str, Array] = {}

    def intake(self, intake: Intake, month: int) -> None:
        """Note waits and what AI approval and the redesign did to them."""
        submitted = intake.submitted
        self._add("applications_submitted", month, len(submitted))
        self.effects.approvals(intake, month)
        weight = np.bincount(intake.columns["region"], minlength=len(regions.CODES)).astype(float)
        self._add_known("e_contract", "funding_working_minutes", "funding_ln", month, weight)
        for name, window in (("before", BEFORE), ("after", AFTER)):
            if month_number(window[0]) <= month <= month_number(window[1]):
                columns = {n: intake.columns[n][submitted] for n in ("submitted", "decided", "outcome")}
                self._waits[name].append(columns)

    def book(self, book: Book, lived: Lived, month: int) -> None:
        """Note stocks, formation and settlement, of contracts that are not sold."""
        live, happened, own = book.live, lived.happened, ~book.live["sold"]
        bad = (live["late"] >= BAD) & own
        settled = (happened.reason == EARLY) | (happened.reason == REFINANCED)
        for name, value in {
            "contracts": ((live["balance"] > 0) & own).sum(),
            "balance": live["balance"][own].sum() / 100,
            "npl_balance": live["balance"][bad].sum() / 100,
            "npl_formed_contracts": (happened.formed & own).sum(),
            "npl_formed_prevented": (happened.saved & own).sum(),
            "charged_off": happened.written_off[own].sum() / 100,
            "settled_early": (settled & own).sum(),
        }.items():
            self._add(name, month, float(value))
        weight = np.bincount(live["region"].astype(np.int64), minlength=len(regions.CODES)).astype(float)
        self._add_known("early_warning", "npl_formation", "formation_book_ln", month, weight)
        self._add_known("crm_retention", "left_early", "settlement_ln", month, weight)
        self._add_known("crm_retention", "repeat_finance_rate", "late_return", month, weight, scale="points")
        self._add_known("data_platform", "compliance_check_working_minutes", "check_time_ln", month, weight)
        self._add_known("data_platform", "operating_cost_of_the_house", "operating_cost_ln", month, weight)
        quality = np.bincount(live["region"].astype(np.int64), live["quality"], len(regions.CODES))
        mean = quality / np.maximum(weight, 1)
        self.effects.add_known("ai_approval", "npl_formation", "ln", month, mean=mean, weight=weight)

    def _add_known(
        self, code: str, measure: str, parameter: str, month: int, weight: Array, *, scale: str = "ln"
    ) -> None:
        mean = ramp(code, parameter, self._world, month + HISTORY)
        self.effects.add_known(code, measure, scale, month, mean=mean, weight=weight)

    def service(self, contacts: Contacts, surveys: Columns, month: int) -> None:
        """Note satisfaction of all who were asked, silent or not, and what smart service did."""
        region = contacts.columns["region"]
        everyone = np.ones(len(region), bool)
        self.effects.add(
            *("smart_service", "first_response_ln_mean", "ln", month),
            {
                "with": (np.log(contacts.response_with), region, everyone),
                "without": (np.log(contacts.response_without), region, everyone),
            },
        )
        asked = surveys["kind"] == CSAT
        touched = asked & (surveys["touchpoint"] == SERVICE)
        for measure, rows in (("csat", asked), ("csat_of_touchpoint_service", touched)):
            self.effects.add(
                *("smart_service", measure, "points", month),
                {
                    "with": (chance_of_top_score(surveys["felt"]), surveys["region"], rows),
                    "without": (chance_of_top_score(surveys["felt_without"]), surveys["region"], rows),
                },
            )
        answered = asked & (surveys["answered"] - surveys["sent"] <= 30 * DAY)
        pleased = surveys["score"] >= 4
        self._add("csat_sent", month, asked.sum())
        self._add("csat_answered", month, answered.sum())
        self._add("csat_pleased_answered", month, (answered & pleased).sum())
        self._add("csat_pleased_all", month, (asked & pleased).sum())

    def _add(self, name: str, month: int, value: float) -> None:
        self._series.setdefault(name, np.zeros(MONTHS))[month] += value

    def text(self, size: str, book: Book, rows: dict[str, int], faults: list[dict[str, Any]]) -> str:
        """The truth as JSON."""
        at_risk, left = churn(book)
        self._series |= {"relationships_at_risk": at_risk, "relationships_left_early": left}
        truth = {
            "seed": self._world.seed,
            "size": size,
            "before": BEFORE,
            "after": AFTER,
            "rows": rows,
            "faults": faults,
            "headlines": self._headlines(),
            "initiatives": self._initiatives(),
            "planted": self._describe_planted(),
            "months": {
                "month": [month_text(m) for m in range(MONTHS)],
                **{name: np.round(values, 2).tolist() for name, values in self._series.items()},
            },
        }
        return json.dumps(truth, ensure_ascii=False, indent=1, default=float)

    def _headlines(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name, window in (("before", BEFORE), ("after", AFTER)):
            months = slice(month_number(window[0]), month_number(window[1]) + 1)
            s = {k: float(v[months].sum()) for k, v in self._series.items()}
            out[name] = {
                **_approval(self._waits[name]),
                "npl_rate": s["npl_balance"] / s["balance"],
                "npl_formed_a_contract_year": 12 * s["npl_formed_contracts"] / s["contracts"],
                "csat_of_answers": s["csat_pleased_answered"] / s["csat_answered"],
                "csat_of_everyone_asked": s["csat_pleased_all"] / s["csat_sent"],
                "csat_response_rate": s["csat_answered"] / s["csat_sent"],
                "churn_rate_crude": 12 * s["relationships_left_early"] / s["relationships_at_risk"],
            }
            out[name] = {k: round(v, 6) for k, v in out[name].items()}
        return out

    def _initiatives(self) -> dict[str, Any]:
        effects = self.effects.report()
        out = {}
        for i in INITIATIVES:
            live, ended = self._world.rollouts.live[i.code], self._world.rollouts.ended[i.code]
            out[i.code] = {
                "parameters": i.effects,
                "build_up_months": i.build_up,
                "does_nothing": not i.effects,
                "same_roll_out_as": [o.code for o in INITIATIVES if o.order == i.order and o is not i],
                "units_chosen_from": i.chosen_from,
                "live": {
                    code: month_text(int(month))
                    for code, month in zip(regions.CODES, live, strict=True)
                    if month < NEVER
                },
                "ended": {
                    code: month_text(int(month))
                    for code, month in zip(regions.CODES, ended, strict=True)
                    if month < NEVER
                },
                "effects": effects.get(i.code, {}),
            }
        return out

    def _describe_planted(self) -> dict[str, Any]:
        return {
            "growth_a_month_from": dict(market.GROWTH[1:]),
            "growth_a_month_at_first": market.GROWTH[0][1],
            "charged_off_at_months_past_due_from": dict(market.CHARGE_OFF_MONTHS[1:]),
            "charged_off_at_months_past_due_at_first": market.CHARGE_OFF_MONTHS[0][1],
            "funding_rate_a_year_from": {month_text(m): rate for m, rate in market.FUNDING_RATES[1:]},
            "funding_rate_a_year_at_first": market.FUNDING_RATES[0][1],
            "macro_shock": {"first": market.SHOCK[0], "last": market.SHOCK[1], "ln": market.SHOCK[2]},
            "bad_half_year": {
                "first": BAD_HALF_YEAR[0],
                "last": BAD_HALF_YEAR[1],
                "ln": dict(zip(regions.CODES, np.round(self._world.bad_luck, 4).tolist(), strict=True)),
            },
            "never_live": [
                code
                for n, code in enumerate(regions.CODES)
                if all(
                    live[n] == NEVER
                    for initiative, live in self._world.rollouts.live.items()
                    if BY_CODE[initiative].order != "company"
                )
            ],
            "cut_off": timeline.month_text(MONTHS) + "-01T00:00:00+08:00",
        }


def _approval(parts: list[Columns]) -> dict[str, float]:
    """Kaplan-Meier quantiles of the wait of those who stay, in minutes; each application on its own clock."""
    c = {n: np.concatenate([part[n] for part in parts]) for n in parts[0]}
    wait = np.where(np.isnan(c["decided"]), CUT_OFF, c["decided"]) - c["submitted"]
    decided = (c["outcome"] == 0) | (c["outcome"] == 1)
    order = np.lexsort((~decided, wait))
    wait, decided = wait[order], decided[order]
    survive = np.cumprod(1 - decided / np.arange(len(wait), 0, -1))
    gave_up = (c["outcome"][order] >= 2) & (wait <= 30 * DAY)
    return {
        "approval_time_median": float(wait[np.searchsorted(-survive, -0.5)]),
        "approval_time_p90": float(wait[np.searchsorted(-survive, -0.1)]),
        "decided_within_24h": float((decided & (wait <= DAY)).mean()),
        "gave_up_30d": float(gave_up.mean()),
    }


def churn(book: Book) -> tuple[Array, Array]:
    """Relationships at risk and left early, by month, as statistics defines them, from the contracts.

    A relationship goes on over gaps of up to RETURN_MONTHS; contracts sold end it without churn.
    """
    s = {n: book.signed[n] for n in ("customer", "disbursed", "closed", "reason", "transferred")}
    rows = np.flatnonzero(s["reason"] != REASONS.index("cancelled"))
    start = timeline.month_of(s["disbursed"][rows])
    sold = s["transferred"][rows] >= 0
    out = np.where(sold, s["transferred"][rows], s["closed"][rows])
    end = np.where(out < 0, MONTHS + 99, timeline.month_of(np.maximum(out, 0)))
    reason = np.where(sold, TRANSFERRED, s["reason"][rows])
    customer = s["customer"][rows].astype(np.int64)
    order = np.lexsort((start, customer))
    customer, start, end, reason = (values[order] for values in (customer, start, end, reason))
    far = 10_000  # more than any month, so that a running maximum never crosses customers
    latest = np.maximum.accumulate(customer * far + end + 1_000) - customer * far - 1_000
    fresh = np.ones(len(customer), bool)
    fresh[1:] = (customer[1:] != customer[:-1]) | (start[1:] > latest[:-1] + RETURN_MONTHS)
    spell = np.cumsum(fresh) - 1
    first = start[fresh]
    last = np.full(spell[-1] + 1, -far)
    np.maximum.at(last, spell, end)
    early = np.zeros(len(last), bool)
    ends_it = (end == last[spell]) & ((reason == EARLY) | (reason == REFINANCED))
    early[spell[ends_it]] = True
    steps = np.zeros(MONTHS + 1)
    np.add.at(steps, np.clip(first + 1, 0, MONTHS), 1)
    np.add.at(steps, np.clip(last + 1, 0, MONTHS), -1)
    left = np.bincount(last[early & (last >= 0) & (last < MONTHS)], minlength=MONTHS)[:MONTHS]
    return np.cumsum(steps)[:MONTHS], left.astype(float)
