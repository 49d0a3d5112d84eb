"""The slide on initiatives: where each is live since when, and what it moved."""

from collections.abc import Sequence
from typing import Literal

from reports.description import BoardSlide, Calendar, Lane, Mark
from reports.setting import LIGHT
from warehouse.effects.benefits import benefits
from warehouse.effects.coverage import Course, courses
from warehouse.effects.evidence import Evidence, Pair, evidence
from warehouse.effects.harm import find_worse_effects, standing
from warehouse.kpis import find
from warehouse.kpis.headlines import HEADLINES
from wording.evidence.counts import count_effects, limits
from wording.evidence.coverage import describe_reach
from wording.evidence.effects import choose_meaning, company_effect, name_moved_part
from wording.evidence.harm import size_in_a_cell
from wording.evidence.names import names_of
from wording.evidence.proven import verdict_within
from wording.evidence.strongest import weigh
from wording.naming import name_of
from wording.reader import Reader

TITLE = {"en": 130, "zh": 70}  # signs, which is two lines of a title
MOST_LANES, MOST_MARKS = 8, 2  # initiatives, and effects of each
SIGNS: dict[str, Literal["filled", "hollow", "square", "diamond", "grey"]] = {
    "attributable": "filled",
    "at least": "square",
    "trend break": "diamond",
    "difference only": "hollow",
    "cannot tell": "grey",
}


def initiatives_slide(reader: Reader) -> BoardSlide | None:
    """Return the slide with a lane per initiative; None where none went live."""
    known: Evidence = reader.ask.of(evidence)
    seen: tuple[Course, ...] = reader.ask.of(courses)
    if not seen:
        return None
    names, language = names_of(reader, known), reader.language
    harm = find_worse_effects(known)
    shown = [pair for pair in known.pairs if pair.stated or pair in harm]
    lanes = tuple(
        Lane(
            name=names.get(course.initiative, course.initiative),
            shares=tuple(month.live / course.units for month in course.months),
            reach=describe_reach(course, language),
            marks=tuple(_mark(pair, reader) for pair in pairs[:MOST_MARKS]),
            more=f"+{len(pairs) - MOST_MARKS}" if len(pairs) > MOST_MARKS else "",
        )
        for course, pairs in _choose(seen, shown)
    )
    key = reader.say("board.key")
    if rest := len(seen) - len(lanes):
        key = f"{key} {reader.say('board.more', n=str(rest))}"
    title = verdict_within(
        TITLE[language], known, reader.ask.of(benefits), names, currency=reader.currency, language=language
    )
    told = (count_effects(known, names, reader.currency, language), limits(known, names, language))
    return BoardSlide(
        title=title if known.pairs else reader.say("initiatives.no_pairs"),
        kicker="",
        lead="",
        columns=(
            (
                Calendar(
                    head=reader.say("board.effects"),
                    months=tuple(month.month for month in seen[0].months),
                    lanes=lanes,
                    colour=LIGHT.sequence,
                    key=key,
                ),
            ),
        ),
        remarks=(),
        reference="",
        notes=tuple(line for line in told if line) if known.pairs else (),
    )


def _choose(seen: Sequence[Course], shown: Sequence[Pair]) -> list[tuple[Course, list[Pair]]]:
    """The initiatives with the surest effects, in the order of their roll-out; of each the surest effects first."""
    order = list(SIGNS)
    ranked = sorted(shown, key=lambda pair: (order.index(standing(pair)), -weigh(pair)))
    lanes = [(course, [pair for pair in ranked if pair.initiative == course.initiative]) for course in seen]
    surest = sorted(
        lanes, key=lambda lane: min((order.index(standing(pair)) for pair in lane[1]), default=len(order))
    )
    kept = [course for course, _ in surest[:MOST_LANES]]
    return [lane for lane in lanes if lane[0] in kept]


def _mark(pair: Pair, reader: Reader) -> Mark:
    size, _ = company_effect(pair)
    way = choose_meaning(pair, find(pair.kpi))
    colour = {"better": LIGHT.better, "worse": LIGHT.worse, "neither": LIGHT.ink}[way]
    sure = standing(pair) != "cannot tell" and size is not None
    return Mark(
        sign=SIGNS[standing(pair)] if size is not None else "unknown",
        colour=colour if sure else LIGHT.neutral,
        name=name_briefly(pair.kpi, reader),
        size=size_in_a_cell(pair, reader.currency, reader.language),
    )


def name_briefly(code: str, reader: Reader) -> str:
    """Return the name of what an initiative moved; of a headline that is moved as a whole its short name."""
    kpi = reader.kpi(code)
    words = name_moved_part(kpi, reader.language)
    whole = code in HEADLINES and words == name_of(kpi, reader.language)
    return reader.say(f"headline.{code}") if whole else words
