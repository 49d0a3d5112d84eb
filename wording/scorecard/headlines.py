"""A short sentence per headline KPI, for reports and meetings, where there is room for more than its card says."""

from collections.abc import Callable

from warehouse.contract.scope import Months
from warehouse.kpis.record import Kpi
from warehouse.query.answers import Change
from warehouse.query.subjects.lifetimes import customer_value
from warehouse.query.subjects.npl_split import npl_split
from warehouse.query.subjects.surveys import satisfaction
from wording.choices import Choices
from wording.judgement import verdict
from wording.reader import Reader
from wording.sentences.answer import inside
from wording.sentences.lead import clause_of
from wording.sentences.risk import npl_short
from wording.sentences.satisfaction import csat_short
from wording.sentences.value import churn_short, clv_short
from wording.words import Language, say


def approval(reader: Reader, choices: Choices, before: Months, after: Months) -> str:
    """Say whether applicants got their answer sooner, and what happened to the guard."""
    code = "approval_time_median"
    kpi = reader.kpi(code)
    guard = reader.kpi(kpi.guard)
    changes = [
        reader.ask.change(kpi_code, before, after, (), choices.where).changes[0]
        for kpi_code in (code, guard.code)
    ]
    return speed_short(changes[0], kpi, changes[1], guard, reader.language)


def npl(reader: Reader, choices: Choices, before: Months, after: Months) -> str:
    """Say whether loans got better, and what else moved the stock."""
    split = reader.ask.of(npl_split, before, after, choices.where)
    formation = reader.ask.change("npl_formation_same_age", before, after, (), choices.where)
    return npl_short(split, formation.changes[0], reader.language)


def csat(reader: Reader, choices: Choices, before: Months, after: Months) -> str:
    """Say whether customers are more satisfied, and how many answered."""
    return csat_short(reader.ask.of(satisfaction, before, after, choices.where), reader.language)


def churn(reader: Reader, choices: Choices, before: Months, after: Months) -> str:
    """Say whether fewer customers leave at equal tenure, and how much of the crude change is tenure."""
    equal, crude = (
        reader.ask.change(code, before, after, (), choices.where).changes[0]
        for code in ("churn_rate", "churn_rate_crude")
    )
    return churn_short(equal, crude, reader.language)


def value(reader: Reader, choices: Choices, before: Months, after: Months) -> str:
    """Say whether customers are worth more, and how much of that is modelled."""
    worth = reader.ask.of(customer_value, before, after, choices.where)
    change = reader.ask.change("clv", before, after, (), choices.where).changes[0]
    return clv_short(worth, change, reader.currency, reader.language)


SENTENCES: dict[str, Callable[[Reader, Choices, Months, Months], str]] = {
    "approval_time_median": approval,
    "npl_rate": npl,
    "csat": csat,
    "churn_rate": churn,
    "clv": value,
}


def speed_short(speed: Change, kpi: Kpi, guard: Change, guard_kpi: Kpi, language: Language) -> str:
    """Say what happened to a speed and to its guard, with "but" where one got better and the other worse."""
    pair = {verdict(speed, kpi), verdict(guard, guard_kpi)}
    key = "sentence.guard_but" if pair == {"better", "worse"} else "sentence.guard_and"
    told, watched = clause_of(speed, kpi, language), clause_of(guard, guard_kpi, language)
    return say(key, language, speed=told, guard=inside(watched, language))
