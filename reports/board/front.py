"""The first two slides: the verdict with a tile per headline, and the five headlines in a table."""

from collections.abc import Sequence

from reports.board.money import name_plans
from reports.description import BoardPart, BoardSlide, Column, Grid, Notes, Page, Table, Tile, Tiles
from reports.executive.rows import name_value_columns
from reports.setting import LIGHT
from warehouse.effects.benefits import benefits
from warehouse.effects.evidence import Evidence, evidence
from warehouse.kpis.headlines import HEADLINES
from wording import formats
from wording.cards.compared import card_of
from wording.choices import Choices
from wording.evidence.in_line import initiatives_line
from wording.evidence.names import names_of
from wording.markup import strip_markup
from wording.reader import Reader
from wording.scorecard.headlines import SENTENCES
from wording.scorecard.verdict import Finding, count_by_status, find_out, name_in_verdict, verdict_of
from wording.sentences.answer import inside
from wording.status import caveat_words, colour_of, status_with_sign
from wording.words import Language

BRIEF = {"en": 12, "zh": 20}  # words, signs


def tile_of(reader: Reader, choices: Choices, code: str, name: str) -> Tile:
    """Return a headline in the words of its card, under this name."""
    card, none = card_of(reader, choices, code), reader.say("report.none")
    levels = f"{card.before} → {card.after}" if card.before else card.after
    status = status_with_sign(card.judgement.status, reader.language)
    more = caveat_words(card.judgement, reader.language) or card.beside
    return Tile(
        name=name,
        change=card.change or none,
        interval=card.interval,
        levels=levels,
        status=reader.say("executive.stop").join(part for part in (status, more) if part),
        colour=colour_of(card.judgement.tone, LIGHT),
    )


def verdict_slide(reader: Reader, choices: Choices, plans: Sequence[Page]) -> BoardSlide:
    """Return the cover: the verdict, a tile per headline, which initiatives are proven, and what is asked for."""
    company = reader.snapshot.company.report_name_in(reader.language)
    verdict = verdict_of(reader, choices, HEADLINES)
    title = verdict if is_brief(verdict, reader.language) else _count(reader, choices)
    tiles = tuple(tile_of(reader, choices, code, reader.say(f"verdict_name.{code}")) for code in HEADLINES)
    lines = [_initiatives(reader, bool(choices.where))]
    if asked := name_plans(plans, reader):
        lines.append(reader.say("board.asked", names=asked))
    if title != verdict:
        lines.append(verdict)  # last: the first to go where people's words need the room
    parts: list[BoardPart] = [Tiles(tiles=tiles)]
    if told := tuple(line for line in lines if line):
        parts.append(Notes(title="", lines=told))
    return BoardSlide(
        title=title,
        kicker=reader.say("board.cover", company=company, title=reader.say("executive.title")),
        lead=reader.say(
            "board.period",
            windows=choices.windows_text(reader),
            filters=choices.filters_text(reader),
            day=reader.day,
        ),
        columns=(tuple(parts),),
        remarks=(),
        reference="",
        notes=(),
    )


def is_brief(verdict: str, language: Language) -> bool:
    """Return whether a verdict is read at a glance."""
    if language == "zh":
        return sum(sign.isalnum() for sign in verdict) <= BRIEF["zh"]
    return len(verdict.split()) <= BRIEF["en"]


def _count(reader: Reader, choices: Choices) -> str:
    return count_by_status([find_out(reader, choices, code) for code in HEADLINES], reader.language)


def _name_attributable(reader: Reader, choices: Choices) -> str:
    """Which headlines moved by what initiatives did."""
    findings = (find_out(reader, choices, code) for code in HEADLINES)
    named = [
        name_in_verdict(finding, reader.language)
        for finding in findings
        if finding.judgement.status.endswith("_attributable")
    ]
    if not named:
        return reader.say("board.attributable_none")
    names = reader.say("format.comma").join(inside(name, reader.language) for name in named)
    return reader.say(
        "board.attributable",
        names=names,
        n=str(len(named)),
        all=str(len(HEADLINES)),
    )


def _initiatives(reader: Reader, narrowed: bool) -> str:
    known: Evidence = reader.ask.of(evidence)
    names = names_of(reader, known)
    line = initiatives_line(
        known, reader.ask.of(benefits), names, narrowed=narrowed, language=reader.language
    )
    return strip_markup(line)


def five_slide(
    reader: Reader, choices: Choices, others: Sequence[Finding], full: bool, since: str
) -> BoardSlide | None:
    """Return the slide with a row per headline; None without windows.

    others: those that moved but have no slide of their own. full: whether more about them follows as slides.
    since: what has changed since the last report, "" where another slide says it or there is none.
    """
    if choices.before is None or choices.after is None:
        return None
    heads = (
        ("column.kpi", 1.8),
        ("window.before", 1.2),
        ("window.after", 1.2),
        ("executive.change", 2.3),
        ("column.status", 2.1),
    )
    rows, colours = [], []
    for code in HEADLINES:
        card = card_of(reader, choices, code)
        tile = tile_of(reader, choices, code, card.name)
        change = f"{tile.change} {tile.interval}".strip()
        rows.append((tile.name, card.before or reader.say("report.none"), card.after, change, tile.status))
        colours.append(tile.colour)
    columns = tuple(
        Column(title=formats.capitalise(reader.say(key)), ranged=False, share=share) for key, share in heads
    )
    table = Table(title="", columns=columns, rows=tuple(rows), called=name_value_columns(reader.language))
    parts: list[BoardPart] = [Grid(table=table, colours=tuple(colours))]
    lines = (_name_others(reader, others, full), since)
    if told := tuple(line for line in lines if line):
        parts.append(Notes(title="", lines=told))
    return BoardSlide(
        title=_name_attributable(reader, choices),
        kicker="",
        lead=choices.windows_text(reader),
        columns=(tuple(parts),),
        remarks=(),
        reference="",
        notes=tell_headlines(reader, choices, HEADLINES),
    )


def _name_others(reader: Reader, others: Sequence[Finding], full: bool) -> str:
    if not others:
        return ""
    first, *rest = (name_in_verdict(finding, reader.language) for finding in others)
    names = reader.say("format.comma").join([first, *(inside(name, reader.language) for name in rest)])
    return reader.say("board.others_full" if full else "board.others", names=names)


def tell_headlines(reader: Reader, choices: Choices, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the sentence of each of these headlines, which may be longer than a slide holds; none without windows."""
    if choices.before is None or choices.after is None:
        return ()
    return tuple(SENTENCES[code](reader, choices, choices.before, choices.after) for code in codes)
