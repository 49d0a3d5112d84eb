"""The slides on what cannot be told with what would tell it, and on what needs attention."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.attribution.power import Plan
from reports.board.front import tell_headlines
from reports.board.initiatives import name_briefly
from reports.description import BoardSlide, Notes
from warehouse.effects.evidence import Evidence, Pair, evidence
from warehouse.effects.power import Power, list_plannable, power
from warehouse.kpis.headlines import HEADLINES
from wording import formats
from wording.cards.compared import compare_windows, judgement_of
from wording.choices import Choices
from wording.evidence.counts import limits
from wording.evidence.effects import Names, why
from wording.evidence.names import names_of
from wording.evidence.power import rehearsal_line
from wording.markup import strip_markup
from wording.reader import Reader
from wording.scorecard.concerns import EFFECTS, concerns, count_testable
from wording.scorecard.verdict import OPEN
from wording.sentences.answer import inside

USUAL = Plan(waves=4, gap=3, share=0.8)  # what the Initiatives page rehearses unless it is told otherwise
FEW = 12  # lines that have room on one slide
MOST_REHEARSED = 2  # KPIs; each rehearsal takes about a second


def gaps_slide(reader: Reader, choices: Choices) -> BoardSlide | None:
    """Return the slide on headlines and goals that cannot be told; None where there are none."""
    known: Evidence = reader.ask.of(evidence)
    goals = [pair for pair in known.pairs if pair.stated]
    unproven = [pair for pair in goals if pair.grade != "attributable"]
    unclear = [code for code in HEADLINES if judgement_of(reader, choices, code).status in OPEN]
    if not unproven and not unclear:
        return None
    names = names_of(reader, known)
    counted = {"n": str(len(unproven)), "all": str(len(goals))}
    if not unproven:
        counted = {"n": str(len(unclear)), "all": str(len(HEADLINES))}
    # Where there are goals, the slide of the five headlines says enough of those that are unclear.
    lines = _reasons(unproven, names, reader) if unproven else tell_headlines(reader, choices, unclear)
    columns = [Notes(title=reader.say("board.cannot_tell"), lines=lines)] if lines else []
    proven = {pair.kpi for pair in goals if pair not in unproven}
    if would_tell := _rehearse([pair for pair in unproven if pair.kpi not in proven], reader):
        columns.append(Notes(title=reader.say("board.would_tell"), lines=would_tell))
    rest = limits(known, names, reader.language)
    return BoardSlide(
        title=reader.say("board.unproven" if unproven else "board.unclear", **counted),
        kicker="",
        lead="",
        columns=(tuple(columns),),
        remarks=(),
        reference="",
        notes=(rest,) if rest else (),
    )


def _reasons(unproven: Sequence[Pair], names: Names, reader: Reader) -> tuple[str, ...]:
    """A line per reason with the goals that cannot be told for it, by initiative."""
    goals: dict[str, dict[str, list[str]]] = {}
    for pair in unproven:
        reason = why(pair, names, reader.language) or reader.say(f"grade.{pair.grade}")
        kpi = inside(name_briefly(pair.kpi, reader), reader.language)
        goals.setdefault(reason, {}).setdefault(names.get(pair.initiative, pair.initiative), []).append(kpi)
    return tuple(
        reader.say(
            "board.reason",
            reason=formats.capitalise(reason),
            goals=reader.say("proven.semicolon").join(
                reader.say("paid.goal", initiative=initiative, kpi=reader.say("format.comma").join(kpis))
                for initiative, kpis in by_initiative.items()
            ),
        )
        for reason, by_initiative in goals.items()
    )


def _rehearse(unproven: Sequence[Pair], reader: Reader) -> tuple[str, ...]:
    """What a roll-out in waves would show on these KPIs, headlines first."""
    plannable = reader.ask.of(list_plannable)
    order = (*HEADLINES, *plannable)
    codes = sorted({pair.kpi for pair in unproven if pair.kpi in plannable}, key=order.index)
    powers: list[Power] = [reader.ask.of(power, code, USUAL) for code in codes[:MOST_REHEARSED]]
    line = rehearsal_line(
        powers,
        names={shown.kpi: name_briefly(shown.kpi, reader) for shown in powers},
        waves=USUAL.waves,
        gap=USUAL.gap,
        unit_kind=reader.snapshot.company.statistics_unit,
        currency=reader.currency,
        language=reader.language,
    )
    return (line,) if line else ()


def attention_slide(reader: Reader, quiet: Reader, choices: Choices) -> BoardSlide:
    """Return the slide on what needs attention.

    quiet: searches all KPIs without noting statements. reader: asks again for what is listed, so that it is noted.
    """
    listed = concerns(quiet, choices, HEADLINES)
    for concern in listed:
        if concern.code == EFFECTS:
            reader.ask.of(evidence)
        elif concern.code:
            compare_windows(reader, choices, concern.code, concern.by)
    words = tuple(strip_markup(concern.words) for concern in listed)
    nothing = reader.say("scorecard.nothing" if count_testable(quiet, choices) else "scorecard.untested")
    return BoardSlide(
        title=_count_matters(len(words), reader) if words else nothing,
        kicker="",
        lead="",
        columns=((Notes(title=reader.say("executive.title_attention"), lines=words or (nothing,)),),),
        remarks=(),
        reference="",
        notes=(),
    )


def _count_matters(n: int, reader: Reader) -> str:
    return reader.say("board.attention_one") if n == 1 else reader.say("board.attention", n=str(n))


def both_slide(reader: Reader, quiet: Reader, choices: Choices) -> BoardSlide | None:
    """Return both slides as one, side by side; quiet is as in `attention_slide`."""
    left, right = gaps_slide(reader, choices), attention_slide(reader, quiet, choices)
    if left is None:
        return right
    return replace(
        right,
        title=reader.say("board.both", left=left.title, right=inside(right.title, reader.language)),
        columns=(*left.columns, *right.columns),
        notes=left.notes,
    )


def is_short(*slides: BoardSlide | None) -> bool:
    """Return whether slides of notes would be half empty."""
    columns = [parts for slide in slides if slide is not None for parts in slide.columns]
    return sum(len(part.lines) for parts in columns for part in parts if isinstance(part, Notes)) <= FEW
