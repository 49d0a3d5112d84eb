"""The slide of a headline that moved: its message, its figure, and beside it size, cause, target and guardrail."""

from reports.board.figures import figure_of
from reports.board.front import tell_headlines, tile_of
from reports.description import BoardPart, BoardSlide, Notes, Tiles
from wording.cards.cards import Card
from wording.cards.compared import card_of
from wording.choices import Choices
from wording.markup import strip_markup
from wording.reader import Reader
from wording.scorecard.verdict import Finding, tell_alone


def headline_slide(finding: Finding, reader: Reader, choices: Choices) -> BoardSlide:
    """Return the slide of a headline; its title is the clause of the verdict with the values before and after."""
    code = finding.code
    card = card_of(reader, choices, code)
    clause = tell_alone(finding, reader.language)
    beside: tuple[BoardPart, ...] = (
        Tiles(tiles=(tile_of(reader, choices, code, card.name),)),
        Notes(title="", lines=_lines(card, reader, choices)),
    )
    figure = figure_of(code, reader, choices)
    return BoardSlide(
        title=reader.say("board.moved", clause=clause, before=card.before, after=card.after),
        kicker="",
        lead="",
        columns=((figure,), beside) if figure is not None else (beside,),
        remarks=(),
        reference="",
        notes=tell_headlines(reader, choices, (code,)),
    )


def _lines(card: Card, reader: Reader, choices: Choices) -> tuple[str, ...]:
    """What the change rests on, else the sentence of the headline; then target and guardrail."""
    label = reader.say("why.evidence")
    cause = [fact.text for fact in card.facts if fact.label == label] or tell_headlines(
        reader, choices, (card.code,)
    )
    guard = reader.say("board.guard", guard=card.guard) if card.guard else ""
    return tuple(strip_markup(line) for line in (*cause, card.target, guard) if line)
