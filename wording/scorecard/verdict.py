"""The verdict of the scorecard: one sentence that counts the headline KPIs by status and names them.

It is built from the statuses on the cards, so that it cannot contradict one. What does not fit into a line is told
more briefly, from full clauses down to bare numbers; what is worse is always in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analysis.equal_age import AGE, STAYING
from analysis.results import WINDOWS_REVERSED
from warehouse.effects.attributed import find_attributed, is_covered, largest_mover
from warehouse.effects.evidence import Evidence, evidence
from warehouse.kpis import find
from warehouse.query.judged import STOCK, classify_change
from warehouse.query.shortage import are_reversed
from warehouse.query.subjects.npl_split import npl_split
from wording import formats
from wording.cards.compared import compare_windows, judgement_of
from wording.choices import Choices
from wording.evidence.names import names_of
from wording.judgement import Judgement, Status
from wording.naming import reason_words
from wording.reader import Reader
from wording.sentences.answer import inside
from wording.words import Language, say

WORDS_EN, CHARACTERS_ZH = 25, 40  # the longest verdict
LONGEST_NAME: dict[Language, int] = {"en": 24, "zh": 8}  # characters of an initiative's name
HALVED = (0.45, 0.55)  # of a relative change that is called so
MOSTLY = 0.5  # of the change, on the scale of the ledger

BETTER: tuple[Status, ...] = ("improved_attributable", "improved_before_after")
WORSE: tuple[Status, ...] = ("worse_attributable", "worse_before_after")
OPEN: tuple[Status, ...] = ("no_clear_change", "cannot_tell")
Cause = Literal["sooner", "younger"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What the verdict knows of a headline KPI.

    relative: its change, None where there is none. initiative: the name of the one with the largest attributable part,
    "" without. mostly: whether the attributable parts make up more than half of the change. causes: what else lowered
    a stock of bad loans.
    """

    code: str
    judgement: Judgement
    relative: float | None
    initiative: str
    mostly: bool
    causes: tuple[Cause, ...]


def verdict_of(reader: Reader, choices: Choices, codes: Sequence[str]) -> str:
    """Return the verdict for a reader's choices."""
    if choices.before is None or choices.after is None:
        return reader.say("state.no_windows")
    if are_reversed(choices.before, choices.after):
        why = reason_words(WINDOWS_REVERSED, reader.language)
        return reader.say("verdict_line.stop", text=formats.capitalise(why))
    return verdict([find_out(reader, choices, code) for code in codes], reader.language)


def verdict(findings: Sequence[Finding], language: Language) -> str:
    """Return the fullest sentence that fits into WORDS_EN words or CHARACTERS_ZH characters."""
    levels: tuple[Callable[[Finding, Language], str], ...] = (_full, _shorter, _nameless, _plain)
    sentences = (_sentence(findings, tell, language) for tell in levels)
    return next((text for text in sentences if fits(text, language)), count_by_status(findings, language))


def fits(text: str, language: Language) -> bool:
    """Return whether a verdict is short enough; punctuation and spaces do not count in Chinese."""
    if language == "zh":
        return sum(sign.isalnum() for sign in text) <= CHARACTERS_ZH
    return len(text.split()) <= WORDS_EN


def _sentence(
    findings: Sequence[Finding], tell: Callable[[Finding, Language], str], language: Language
) -> str:
    clauses = []
    for statuses in (WORSE, BETTER[:1], ("moved_not_judged",), BETTER[1:]):
        group = [finding for finding in findings if finding.judgement.status in statuses]
        # A size without a word such as "worse" would leave the reader to know which way is better.
        if len(group) > 1 or (group and statuses in (WORSE, BETTER[1:])):
            clauses.append(_together(group, language))
        else:
            clauses += [tell(finding, language) for finding in group]
    if unclear := _unclear(findings, language):
        clauses.append(unclear)
    text = say("format.semicolon", language).join(
        clause if n == 0 else inside(clause, language) for n, clause in enumerate(clauses)
    )
    return say("verdict_line.stop", language, text=formats.capitalise(text))


def tell_alone(finding: Finding, language: Language) -> str:
    """Return the clause about one KPI as it stands without the others, with size and cause where they are proven."""
    if finding.judgement.status in (*BETTER[:1], "moved_not_judged"):
        return _full(finding, language)
    return _together([finding], language)


def _unclear(findings: Sequence[Finding], language: Language) -> str:
    """How many of all cannot be told yet."""
    n, total = _count(findings, OPEN), len(findings)
    if n == 0:
        return ""
    if n == total:
        nothing = all(finding.judgement.status == "cannot_tell" for finding in findings)
        return say(
            "verdict_line.nothing" if nothing else "verdict_line.all_open", language, n=_number(n, language)
        )
    return say("verdict_line.open", language, n=_number(n, language), total=_number(total, language))


def _together(group: Sequence[Finding], language: Language) -> str:
    """Several KPIs of one status, or those that are better without a known cause."""
    names = [name_in_verdict(finding, language) for finding in group]
    joined = names[0]
    if len(names) > 1:
        first = say("format.comma", language).join((names[0], *(inside(n, language) for n in names[1:-1])))
        joined = say("verdict_line.and", language, first=first, last=inside(names[-1], language))
    return say(f"verdict_line.group.{group[0].judgement.status}", language, names=joined) + _but(
        group, language
    )


def _but(group: Sequence[Finding], language: Language) -> str:
    worse = any(f.judgement.caveat == "guard_worse" and f.judgement.status in BETTER for f in group)
    return say("verdict_line.but", language) if worse else ""


def _full(finding: Finding, language: Language) -> str:
    """A clause with its size and its cause."""
    return _clause(finding, finding.causes, language)


def _shorter(finding: Finding, language: Language) -> str:
    """A clause with one cause at most."""
    return _clause(finding, finding.causes[:1], language)


def _nameless(finding: Finding, language: Language) -> str:
    """A clause with its size, without causes or names of initiatives."""
    return _clause(replace(finding, initiative=""), (), language)


def _plain(finding: Finding, language: Language) -> str:
    """A clause without size or cause."""
    if finding.judgement.status == "moved_not_judged":
        return _tell_moved(finding, (), language)
    return _together([finding], language)


def _clause(finding: Finding, causes: Sequence[Cause], language: Language) -> str:
    judgement = finding.judgement
    if judgement.status == "moved_not_judged":
        return _tell_moved(finding, causes, language)
    moved = _size(finding, language)
    if not moved:
        return _together([finding], language)
    if not finding.initiative:
        return say("verdict_line.attributable", language, moved=moved) + _but([finding], language)
    share = "mostly" if finding.mostly else "partly"
    initiative = shorten(finding.initiative, language)
    return say(f"verdict_line.through.{share}", language, moved=moved, initiative=initiative) + _but(
        [finding], language
    )


def _size(finding: Finding, language: Language) -> str:
    """How far a KPI moved; "" where no relative change says it."""
    if finding.relative is None or abs(finding.relative) < 0.005:
        return ""
    halved = -HALVED[1] <= finding.relative <= -HALVED[0]
    way = "halved" if halved else "up" if finding.relative > 0 else "down"
    if way == "down" and find(finding.code).unit == "minutes":
        way = "shorter"
    size = formats.plain_percent(round(abs(finding.relative), 2), language)
    return say(f"verdict_line.size.{way}", language, name=name_in_verdict(finding, language), size=size)


def _tell_moved(finding: Finding, causes: Sequence[Cause], language: Language) -> str:
    """A stock of bad loans that moved although loans of the same age did not, with the arithmetic causes known."""
    fell = (finding.relative or 0.0) < 0
    if finding.judgement.caveat == "no_direction":
        return _together([finding], language)
    way = "lower" if fell else "higher"
    name, lending = (
        name_in_verdict(finding, language),
        "worse" if finding.judgement.caveat == "guard_worse" else "open",
    )
    if not causes or not fell:
        return say(f"verdict_line.moved.{way}.{lending}", language, name=name)
    joined = say(f"verdict_line.cause.{'_'.join(causes)}", language)
    return say(f"verdict_line.because.{lending}", language, name=name, causes=joined)


def count_by_status(findings: Sequence[Finding], language: Language) -> str:
    """Return how many KPIs improved, got worse, moved or are open, in bare numbers, which always fit."""
    numbers = {"better": BETTER, "worse": WORSE, "moved": ("moved_not_judged",), "open": OPEN}
    counts = ((key, _count(findings, statuses)) for key, statuses in numbers.items())
    parts = [say(f"verdict_line.count.{key}", language, n=_number(n, language)) for key, n in counts if n]
    text = say("format.comma", language).join(parts)
    return say("verdict_line.counted", language, total=_number(len(findings), language), parts=text)


def _count(findings: Sequence[Finding], statuses: Sequence[str]) -> int:
    return sum(finding.judgement.status in statuses for finding in findings)


def _number(n: int, language: Language) -> str:
    return say(f"number.{n}", language)


def name_in_verdict(finding: Finding, language: Language) -> str:
    """Return the short name of a KPI, as in the verdict."""
    return say(f"verdict_name.{finding.code}", language)


def shorten(name: str, language: Language) -> str:
    """Return a name of at most LONGEST_NAME characters, cut at a word in English."""
    longest = LONGEST_NAME[language]
    if len(name) <= longest:
        return name
    cut = name[: longest - 1]
    return f"{(cut.rpartition(' ')[0] or cut) if language == 'en' else cut}…"


def find_out(reader: Reader, choices: Choices, code: str) -> Finding:
    """Return what the verdict knows of a headline KPI for a reader's choices."""
    comparison = compare_windows(reader, choices, code)
    change = comparison.changes[0] if comparison is not None and comparison.changes else None
    judgement = judgement_of(reader, choices, code)
    initiative, mostly = (
        _find_attributed(reader, choices, code) if judgement.status.endswith("_attributable") else ("", False)
    )
    return Finding(
        code=code,
        judgement=judgement,
        relative=change.relative.value if change is not None else None,
        initiative=initiative,
        mostly=mostly,
        causes=_causes(reader, choices) if code == STOCK and judgement.status == "moved_not_judged" else (),
    )


def _find_attributed(reader: Reader, choices: Choices, code: str) -> tuple[str, bool]:
    """The initiative with the largest part, and whether all parts make up more than half of the change."""
    measured: Evidence = reader.ask.of(evidence)
    ledger = find_attributed(measured, code)
    if ledger is None or not is_covered(reader.snapshot, choices.before, choices.after, choices.where):
        return "", False
    largest = largest_mover(ledger)
    name = names_of(reader, measured).get(largest, largest)
    parts, whole = sum(part.value for _, part in ledger.parts), ledger.observed.value
    return name, whole != 0 and parts / whole > MOSTLY


def _causes(reader: Reader, choices: Choices) -> tuple[Cause, ...]:
    """What lowered the stock although the loans did not get better, the larger first."""
    split = reader.ask.of(npl_split, choices.before, choices.after, choices.where).split
    if split is None:
        return ()
    fell = [part for part in split.parts if classify_change(part.relative) == "fell"]
    fell.sort(key=lambda part: part.relative.value or 0.0)
    causes: dict[str, Cause] = {STAYING: "sooner", AGE: "younger"}
    return tuple(causes[part.name] for part in fell if part.name in causes)
