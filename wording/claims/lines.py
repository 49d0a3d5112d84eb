"""The comparison of published figures with ours: the answer in one sentence, and a line per KPI."""

from collections import Counter

from warehouse.claims.comparison import Beside, ClaimCheck
from warehouse.query.subjects.npl_split import npl_split
from wording.cards.compared import compare_windows
from wording.choices import Choices
from wording.claims.published import describe_beside, is_unjudged
from wording.levels import describe_sample_pair
from wording.naming import reason_words
from wording.reader import Reader
from wording.sentences.answer import headline
from wording.sentences.bulk_exits import bulk_exit_sentence
from wording.sentences.risk import describe_led, npl_sentence

LED_BY_FORMATION = "npl_rate"


def claims_answer(reader: Reader, choices: Choices, claim_check: ClaimCheck) -> str:
    """Return how many published figures can be compared, and how many compare how, which add up to those."""
    verdicts, total = _count_verdicts(claim_check), _count(claim_check)
    if choices.before is None or choices.after is None:
        return reader.say("claims.answer_unset", **total)
    return reader.say(
        "claims.answer",
        inside=str(verdicts["inside"]),
        more=str(verdicts["claims more"]),
        less=str(verdicts["claims less"]),
        unjudged=reader.say("claims.unjudged", n=str(unjudged)) if (unjudged := verdicts["unjudged"]) else "",
        untold=str(verdicts["cannot tell"]),
        **total,
    )


def claims_rest(reader: Reader, choices: Choices, claim_check: ClaimCheck) -> tuple[str, ...]:
    """Return why the other figures cannot be compared, and what must be known of those on the NPL rate."""
    matches = dict(claim_check.by_match)
    rest = reader.say(
        "claims.rest",
        rest=str(len(claim_check.claims) - matches["same"] - matches["near"]),
        other=str(matches["other definition"]),
        no_data=str(matches["no data"]),
        vague=str(matches["vague"]),
        forecast=str(matches["forecast"]),
    )
    return tuple(text for text in (rest, _describe_led(reader, choices, claim_check)) if text)


def _count(claim_check: ClaimCheck) -> dict[str, str]:
    """How many figures there are, and how many of them can be compared."""
    matches = dict(claim_check.by_match)
    return {"all": str(len(claim_check.claims)), "placed": str(matches["same"] + matches["near"])}


def _count_verdicts(claim_check: ClaimCheck) -> Counter[str]:
    """How many figures compare how with ours; those of a stock of late loans are counted apart, as not judged."""
    return Counter(
        "unjudged" if is_unjudged(row.kpi, placed.verdict) else placed.verdict
        for row in claim_check.beside
        for placed in row.placed
    )


def _describe_led(reader: Reader, choices: Choices, claim_check: ClaimCheck) -> str:
    """How many figures lie below a fall of the NPL rate that is none in what goes bad, "" where it is one."""
    placed = next((row.placed for row in claim_check.beside if row.kpi == LED_BY_FORMATION), ())
    n = sum(figure.verdict == "claims less" for figure in placed)
    if not n or choices.before is None or choices.after is None:
        return ""
    split = reader.ask.of(npl_split, choices.before, choices.after, choices.where)
    formation = compare_windows(reader, choices, reader.kpi(LED_BY_FORMATION).guard)
    return describe_led(split, formation.changes[0], n, reader.language) if formation is not None else ""


def claim_lines(reader: Reader, choices: Choices, claim_check: ClaimCheck) -> tuple[str, ...]:
    """Return a line per KPI: how far apart the published figures are, and our change with what it is read with."""
    return tuple(_line(reader, choices, row) for row in claim_check.beside)


def _line(reader: Reader, choices: Choices, row: Beside) -> str:
    reasons = [placed.reason for placed in row.placed if placed.reason]
    reason = reason_words(reasons[0], reader.language) if reasons else ""
    change = row.comparison.changes[0]
    return reader.say(
        "claims.line",
        told=describe_beside(row, reason, reader.language),
        ours=_own_sentence(reader, choices, row),
        n=describe_sample_pair(change.before.n, change.after.n, reader.kpi(row.kpi), reader.language),
    )


def _own_sentence(reader: Reader, choices: Choices, row: Beside) -> str:
    """Our own change with its guard; a stock of late loans led by what goes bad (statistics §10, rule 4)."""
    kpi = reader.kpi(row.kpi)
    guard = compare_windows(reader, choices, kpi.guard)
    if guard is None or choices.before is None or choices.after is None:
        return ""
    if row.kpi == LED_BY_FORMATION:
        split = reader.ask.of(npl_split, choices.before, choices.after, choices.where)
        parts = (npl_sentence(split, guard.changes[0], reader.language), bulk_exit_sentence(reader, choices))
        return ("" if reader.language == "zh" else " ").join(part for part in parts if part)
    return headline(row.comparison, kpi, guard, reader.kpi(kpi.guard), reader.language)
