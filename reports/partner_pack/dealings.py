"""What was agreed with a partner and what became of it: actions, terms, targets, and what is proposed."""

from reports import numbers
from reports.description import Cell, Column, Notes, Page, Part, Table
from reports.partner_pack.values import amount_words, list_measures, number, short_name, standing
from warehouse.contract.windows import months_between
from warehouse.packs import records
from warehouse.packs.disclosure import round_to_significant
from warehouse.packs.records import Agreed, Goal, Measure, Pack, Terms
from wording import formats
from wording.words import Language, say

LISTED = 12  # actions on a page
HELD = 6  # meetings named


def action_page(pack: Pack, language: Language) -> Page | None:
    """Return the actions agreed and the meetings held, None where there are none."""
    dealt, today = pack.dealt, pack.about.made_at.date().isoformat()
    if not dealt.agreed and not dealt.met_on:
        return None
    still = [action for action in dealt.agreed if action.state == "open"]
    rows = tuple(
        (action.text, action.owner, _due_words(action, language), _state_words(action, today, language))
        for action in (*still, *(each for each in dealt.agreed if each.state != "open"))[:LISTED]
    )
    held = say("format.comma", language).join(dealt.met_on[:HELD]) or say("pack.none", language)
    said = say(
        "pack.agreed_answer",
        language,
        n=str(len(still)),
        overdue=str(sum(action.due_on < today for action in still)),
        done=str(sum(action.state == "done" for action in dealt.agreed)),
        all=str(len(dealt.agreed)),
    )
    met = say("pack.met_on", language, n=str(len(dealt.met_on)), days=held)
    table = _table("agreed", _columns(language, action=4.4, owner=1.4, due=1.8, state=2.0), rows, language)
    return _page("agreed", said, (*((table,) if rows else ()), Notes(title="", lines=(met,))), language)


def _state_words(action: Agreed, today: str, language: Language) -> str:
    if action.state == "open":
        return say("pack.action_overdue" if action.due_on < today else "pack.action_open", language)
    late = "_late" if action.state == "done" and action.settled_on > action.first_due_on else ""
    return say(f"pack.action_{action.state}{late}", language, day=action.settled_on)


def _due_words(action: Agreed, language: Language) -> str:
    if action.due_on == action.first_due_on:
        return action.due_on
    return say("pack.put_off", language, now=action.due_on, first=action.first_due_on)


def terms_page(pack: Pack, language: Language) -> Page | None:
    """Return the terms in force and what the benefit would be at the others' rates, None where none are delivered."""
    if not pack.contents.terms:
        return None
    (terms,) = pack.contents.terms
    currency = pack.about.currency
    facts = {
        "investment": None
        if terms.investment is None
        else numbers.amount(terms.investment, currency, language),
        "paid": None if terms.paid is None else numbers.amount(terms.paid, currency, language),
        "risk": None if terms.risk_share is None else numbers.share(terms.risk_share),
        "review": terms.review_due or None,
    }
    rows = tuple(
        (say(f"pack.term_{key}", language), value) for key, value in facts.items() if value is not None
    )
    columns = _columns(language, fact=2.0, fact_value=2.0)
    title = say("pack.terms_since", language, day=terms.valid_from)
    told = Table(title=title, columns=columns, rows=rows, called=("", "", ""))
    supposed = _suppose(terms, currency, language)
    return _page("terms", _gap_words(pack, terms, language), (told, *supposed), language)


def benefit_rate(terms: Terms) -> float | None:
    """Return what the partner was paid as a part of its released amount lent, None where either is not told."""
    return None if terms.paid is None or not terms.lent else round_to_significant(terms.paid / terms.lent)


def _gap_words(pack: Pack, terms: Terms, language: Language) -> str:
    rate = benefit_rate(terms)
    if rate is None or terms.lower is None or terms.middle is None or terms.upper is None:
        return say("pack.terms_alone", language)
    position = "below" if rate < terms.lower else "above" if rate > terms.upper else "within"
    own, low, high = (_per_thousand(part, language) for part in (rate, terms.lower, terms.upper))
    return say(
        "pack.terms_answer",
        language,
        rate=own,
        low=low,
        high=high,
        standing=say(f"pack.{position}", language),
        kind=say(f"many_partners.{pack.about.kind}", language),
        months=formats.months(months_between(terms.first_month, terms.last_month), language),
    )


def _per_thousand(part: float, language: Language) -> str:
    return formats.plain(round_to_significant(1000 * part), language)


def _suppose(terms: Terms, currency: str, language: Language) -> tuple[Table, ...]:
    """What would have been paid at the others' rates, to two digits."""
    if terms.paid is None or not terms.lent or terms.middle is None:
        return ()
    rows = []
    for name, rate in (("lower", terms.lower), ("middle", terms.middle), ("upper", terms.upper)):
        if rate is not None:
            amount = round_to_significant(rate * terms.lent)
            gap = round_to_significant(amount - terms.paid)
            rows.append(
                (
                    say(f"pack.others_{name}", language),
                    _per_thousand(rate, language),
                    amount_words(amount, currency, language),
                    formats.add_sign(amount_words(gap, currency, language), gap),
                )
            )
    columns = _columns(language, supposed=2.6, per_thousand=1.8, would_be=1.8, beside_paid=1.8)
    return (_table("what_if", columns, tuple(rows), language),)


def targets_page(pack: Pack, language: Language) -> Page | None:
    """Return the targets by quarter, or by year where no quarter is told, with their status; None without targets."""
    measures = {measure.code: measure for measure in pack.contents.measures}
    judged = [
        (measures[goal.measure], goal, cell) for goal in pack.contents.goals for cell in _cells_of(pack, goal)
    ]
    if not pack.contents.goals:
        return None
    rows = tuple(_goal_row(measure, goal, cell, language) for measure, goal, cell in judged)
    states = [status(measure, goal, cell) for measure, goal, cell in judged]
    said = say(
        "pack.targets_answer",
        language,
        n=str(len(pack.contents.goals)),
        met=str(states.count("met")),
        missed=str(states.count("missed")),
        open=str(states.count("unclear")),
    )
    columns = _columns(language, measure=2.8, period=2.0, target=1.4, reached=1.6, status=1.8)
    return _page("targets", said, (_table("targets", columns, rows, language),) if rows else (), language)


def _cells_of(pack: Pack, goal: Goal) -> tuple[records.Cell, ...]:
    """The quarters that the target holds for, else the year; the last first."""

    def holds(cell: records.Cell) -> bool:
        return cell.last_month >= goal.first_month and (
            not goal.last_month or cell.first_month <= goal.last_month
        )

    quarters = [
        cell
        for cell in pack.contents.quarters(goal.measure)
        if cell.first_month >= goal.first_month and holds(cell)
    ]
    year = pack.contents.cell(goal.measure, "after")
    cells = quarters or [cell for cell in (year,) if cell is not None and holds(cell)]
    return tuple(cell for cell in reversed(cells) if cell.value is not None)


def status(measure: Measure, goal: Goal, cell: records.Cell) -> str:
    """Return met, missed, or unclear where the interval holds the target with its tolerance."""
    sign = -1.0 if measure.better == "lower" else 1.0
    least = sign * goal.value - (goal.tolerance or 0.0)
    own = cell.value or 0.0
    ends = sorted(sign * (own if end is None else end) for end in (cell.lower, cell.upper))
    if sign * own >= least:
        return "met"
    return "unclear" if ends[1] >= least else "missed"


def _goal_row(measure: Measure, goal: Goal, cell: records.Cell, language: Language) -> tuple[Cell, ...]:
    return (
        short_name(measure, language),
        formats.months(months_between(cell.first_month, cell.last_month), language),
        number(goal.value, measure, language),
        number(cell.value or 0.0, measure, language),
        say(f"pack.target_{status(measure, goal, cell)}", language),
    )


def proposal_page(pack: Pack, language: Language) -> Page:
    """Return what is to be talked about: measures behind, targets missed, actions overdue, terms due."""
    today = pack.about.made_at.date().isoformat()
    measures = {measure.code: measure for measure in pack.contents.measures}
    lines = [
        say("pack.propose_behind", language, name=short_name(measure, language))
        for measure in list_measures(pack)
        if standing(pack, measure) == "behind"
    ]
    missed = {
        goal.measure
        for goal in pack.contents.goals
        for cell in _cells_of(pack, goal)[:1]
        if status(measures[goal.measure], goal, cell) == "missed"
    }
    lines += [
        say("pack.propose_target", language, name=short_name(measures[code], language))
        for code in sorted(missed)
    ]
    lines += [
        say("pack.propose_action", language, action=action.text, day=action.due_on)
        for action in pack.dealt.agreed
        if action.state == "open" and action.due_on < today
    ]
    lines += [
        say("pack.propose_terms", language, day=terms.review_due)
        for terms in pack.contents.terms
        if terms.review_due and terms.review_due <= today
    ]
    said = say("pack.propose_answer" if lines else "pack.propose_nothing", language, n=str(len(lines)))
    return _page("propose", said, (Notes(title="", lines=tuple(lines)),) if lines else (), language)


def _page(code: str, said: str, parts: tuple[Part, ...], language: Language) -> Page:
    """A page; where it has nothing but its answer, that is its only line."""
    return Page(
        name=say(f"pack.tab_{code}", language),
        title=say(f"pack.title_{code}", language),
        answer=said,
        parts=parts or (Notes(title="", lines=(said,)),),
        foot="",
    )


def _columns(language: Language, **shares: float) -> tuple[Column, ...]:
    return tuple(
        Column(title=say(f"pack.{key}", language), ranged=False, share=share) for key, share in shares.items()
    )


def _table(
    code: str, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...], language: Language
) -> Table:
    return Table(title=say(f"pack.table_{code}", language), columns=columns, rows=rows, called=("", "", ""))
