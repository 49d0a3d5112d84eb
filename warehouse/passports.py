"""The number of a passport: short, made of a question, what it was asked of, and what was answered.

Whoever holds a number can have the question asked again of the kept snapshot and see whether the answer still is the
same. Known drawback: a number alone does not say what was asked; that is kept in a record (`Stated`).
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import singledispatch
from typing import Any, TypeVar

import numpy as np

from analysis.scenario.description import Scenario
from warehouse import (
    arrears,
    cohorts,
    costs,
    lifetimes,
    loan_book,
    mixes,
    packs,
    partner_scores,
    partner_terms,
    partner_trends,
    partners,
    query,
    satisfaction,
    sharing,
    waits,
)
from warehouse.answers import Answer, Comparison, Filters, Months, Passport, Scope
from warehouse.benefits import benefits
from warehouse.bulk_exits import bulk_exits
from warehouse.claims.beside import check_claims
from warehouse.coverage import courses
from warehouse.evidence import evidence
from warehouse.query import Question
from warehouse.scenarios.sides import Side, ranked, side_of
from warehouse.snapshots import Snapshot

Found = TypeVar("Found")
Asked = Callable[..., Any]  # question(snapshot, *about, scope) → a frozen record

# Without I, L, O and U, which are misread or misheard (Crockford's base 32).
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")
BETWEEN, MINUS = (
    ("Pd", "Cf"),
    "\u2212",
)  # what may stand between groups: hyphens and dashes, signs without width
LETTERS = 12  # 60 bits: of a million numbers two are alike with a probability of one in two million
DIGITS = 9  # significant ones that count; the last ones of a sum depend on the processor
LONGEST = 1_000_000  # letters of an answer that are kept to show what has changed

# What has numbers: a name that holds for good → the question. A question that is renamed keeps its old name here.
QUESTIONS: Mapping[str, Asked] = {
    "answer": query.answer,
    "compare": query.compare,
    "npl_split": query.npl_split,
    "waits": waits.distribution,
    "stages": waits.stages,
    "mix": mixes.mix_of,
    "life_tables": lifetimes.life_tables,
    "customer_value": lifetimes.customer_value,
    "value_by_tenure": lifetimes.value_by_tenure,
    "cohort_value": cohorts.cohort_value,
    "vintages": loan_book.vintages,
    "npl_bridge": loan_book.npl_bridge,
    "bulk_exits": bulk_exits,
    "concentration": loan_book.concentration,
    "roll_matrix": arrears.roll_matrix,
    "recoveries": arrears.recoveries,
    "satisfaction": satisfaction.satisfaction,
    "replies": satisfaction.replies,
    "cost_structure": costs.cost_structure,
    "standings": partners.standings,
    "partner_pack": packs.contents,
    "scores": partner_scores.scores,
    "partner_trend": partner_trends.partner_trend,
    "sharing": sharing.sharing,
    "risk_share": partner_terms.risk_share,
    "claims": check_claims,
    "evidence": evidence,
    "courses": courses,
    "benefits": benefits,
    "scenario": side_of,
    "ranking": ranked,
}
NAMES: Mapping[Asked, str] = {question: name for name, question in QUESTIONS.items()}


@dataclass(frozen=True)
class Stated:
    """What was stated under a number.

    `name`, `about`: the question, as JSON; `kpi`, `version`: "" where it is about more than one; `partners`: the
    scope, None for the whole house; `digest` of the answer; `answer`: itself as JSON, "" where it is too long.
    """

    number: str
    name: str
    about: str
    kpi: str
    version: str
    snapshot: str
    partners: tuple[str, ...] | None
    digest: str
    answer: str


class Ask:
    """Asks for one reader: one snapshot, one scope."""

    def __init__(self, snapshot: Snapshot, scope: Scope) -> None:
        self.snapshot, self.scope = snapshot, scope

    def of(self, question: Callable[..., Found], *about: Hashable) -> Found:
        """What `question(snapshot, *about, scope)` answers, its passports numbered."""
        return ask(self.snapshot, question, about, self.scope)[0]

    def values(self, kpi: str, by: tuple[str, ...], where: Filters, months: Months | None) -> Answer:
        """Values of a KPI (`warehouse.query.answer`)."""
        return self.of(query.answer, Question(kpi, by, where, months))

    def change(
        self, kpi: str, before: Months, after: Months, by: tuple[str, ...], where: Filters
    ) -> Comparison:
        """Before and after of a KPI (`warehouse.query.compare`)."""
        return self.of(query.compare, kpi, before, after, by, where)


def ask(
    snapshot: Snapshot, question: Callable[..., Found], about: tuple[Hashable, ...], scope: Scope
) -> tuple[Found, Stated | None]:
    """The answer, with the number in its passports, and what was stated; None for what has no numbers."""
    found = question(snapshot, *about, scope)
    if question not in NAMES:
        return found, None
    stated = _stated(snapshot, NAMES[question], about, scope, found)
    return _numbered(found, stated.number), stated


def _stated(
    snapshot: Snapshot, name: str, about: tuple[Hashable, ...], scope: Scope, found: object
) -> Stated:
    answer = json.dumps(plain(found), ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(answer.encode()).hexdigest()
    asked = json.dumps([_written(one) for one in about], ensure_ascii=False)
    passport = next(iter(_passports(found)), None)
    kpi, version = (passport.kpi, passport.definition_version) if passport else ("", "")
    rests_on = json.dumps([name, asked, version, snapshot.id, scope.partners, digest])
    return Stated(
        *(number_of(rests_on), name, asked, kpi, version, snapshot.id, scope.partners, digest),
        answer if len(answer) <= LONGEST else "",
    )


def number_of(content: str) -> str:
    """A number such as MP-7K3Q-9XTD-2B4H, of the first 60 bits of SHA-256."""
    bits = int.from_bytes(hashlib.sha256(content.encode()).digest()[:8], "big") >> 4
    signs = "".join(SIGNS[bits >> 5 * place & 31] for place in reversed(range(LETTERS)))
    return "-".join(("MP", *(signs[start : start + 4] for start in range(0, LETTERS, 4))))


def read_number(text: str) -> str | None:
    """The number that somebody has typed or copied, in whatever case, width and grouping; None where it cannot be one.

    Slides keep it on one line by hyphens of another kind, and programs put signs without width into what is copied.
    """
    plain_text = unicodedata.normalize("NFKC", text).upper()
    kept = (sign for sign in plain_text if unicodedata.category(sign) not in BETWEEN and sign != MINUS)
    signs = "".join("".join(kept).split()).removeprefix("MP").translate(MISREAD)
    if len(signs) != LETTERS or set(signs) - set(SIGNS):
        return None
    return "-".join(("MP", *(signs[start : start + 4] for start in range(0, LETTERS, 4))))


def asked_again(stated: Stated, snapshot: Snapshot) -> Stated:
    """The same question asked of the snapshot now; KeyError where it is no longer one."""
    about = tuple(_read(one) for one in json.loads(stated.about))
    found = QUESTIONS[stated.name](snapshot, *about, Scope(stated.partners))
    return _stated(snapshot, stated.name, about, Scope(stated.partners), found)


@singledispatch
def plain(found: object) -> Any:
    """A record as JSON holds it: numbers to nine significant digits, without passports."""
    if not is_dataclass(found):
        raise TypeError(f"{type(found).__name__}: not a record")
    return {
        field.name: plain(value)
        for field in fields(found)
        if not isinstance(value := getattr(found, field.name), Passport)
        # The snapshot decides it, and what was stated before scenarios had one still holds.
        and not (isinstance(found, Scenario) and field.name == "seed")
    }


@plain.register
def _(found: bool | int | str | None) -> Any:
    return found


@plain.register
def _(found: float | np.floating) -> Any:
    return float(f"{float(found):.{DIGITS}g}") if np.isfinite(found) else str(found)


@plain.register
def _(found: np.integer | np.bool_) -> Any:
    return found.item()


@plain.register
def _(found: date) -> Any:
    return found.isoformat()


@plain.register(list)
@plain.register(tuple)
def _(found: list[object] | tuple[object, ...]) -> Any:
    return [plain(one) for one in found]


@plain.register
def _(found: np.ndarray) -> Any:
    return plain(found.tolist())


@plain.register(set)
@plain.register(frozenset)
def _(found: set[object] | frozenset[object]) -> Any:
    return sorted(plain(one) for one in found)


@plain.register(Mapping)
def _(found: Mapping[Any, Any]) -> Any:
    return [[plain(key), plain(value)] for key, value in found.items()]


def _passports(found: object) -> list[Passport]:
    """The passports of an answer, or of each of several."""
    each = found if isinstance(found, tuple) else (found,)
    return [one.passport for one in each if isinstance(getattr(one, "passport", None), Passport)]


def _numbered(found: Any, number: str) -> Any:
    if isinstance(found, tuple):
        return tuple(_numbered(one, number) for one in found)
    if isinstance(getattr(found, "passport", None), Passport):
        return replace(found, passport=replace(found.passport, number=number))
    if isinstance(found, Side):
        return replace(found, number=number)
    return found


def _written(one: Any) -> Any:
    if isinstance(one, Question):
        return {"kpi": one.kpi, "by": one.by, "where": one.where, "months": one.months}
    return one


def _read(one: Any) -> Any:
    if isinstance(one, dict):
        return Question(**{name: _read(value) for name, value in one.items()})
    return tuple(_read(each) for each in one) if isinstance(one, list) else one
