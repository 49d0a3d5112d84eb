"""What has changed since the last book as a slide for a board, and as a page of the workbook."""

from collections.abc import Sequence

from asking.books import LastBook
from reports.description import BoardPart, BoardSlide, Column, Grid, Notes, Page, Part, Table
from reports.since.changes import Moved, Restated, Side, Turned, compare_goals, compare_headlines, tell_levels
from warehouse.effects.evidence import Pair, evidence
from warehouse.effects.harm import standing
from wording import formats
from wording.choices import Choices
from wording.evidence.effects import Names, name_moved_part
from wording.evidence.names import names_of
from wording.naming import name_of
from wording.reader import Reader
from wording.sentences.answer import inside
from wording.status import status_with_sign

MOST_NAMED = 2  # headlines in a title


def since_slide(reader: Reader, choices: Choices, book: LastBook) -> BoardSlide | None:
    """Return the slide; None where nothing of the last book can be compared, or nothing is said otherwise."""
    moved, turned = compare_headlines(reader, choices, book), compare_goals(reader, book)
    table = _table(moved, reader)
    if not turned and all(
        then == now and same == reader.say("since.unchanged") for _, then, now, same in table.rows
    ):
        return None
    lines = (*_restatements(moved, reader), *_goals(turned, reader))
    notes: list[BoardPart] = [Notes(title="", lines=lines)] if lines else []
    return BoardSlide(
        title=_title(moved, turned, reader),
        kicker="",
        lead=_about(book, reader),
        columns=((Grid(table=table, colours=()), *notes),),
        remarks=(),
        reference="",
        notes=(reader.say("since.how"),),
    )


def since_page(reader: Reader, choices: Choices, book: LastBook) -> Page | None:
    """Return the page; None where nothing of the last book can be compared."""
    moved, turned = compare_headlines(reader, choices, book), compare_goals(reader, book)
    if not moved:
        return None
    parts: list[Part] = [_table(moved, reader)]
    for key, lines in (("restated", _restatements(moved, reader)), ("goals", _goals(turned, reader))):
        words = lines or (reader.say(f"since.no_{key}"),)
        parts.append(Notes(title=reader.say(f"since.{key}"), lines=words))
    parts.append(Notes(title="", lines=(_about(book, reader), reader.say("since.how"))))
    return Page(
        name=reader.say("since.tab"),
        title=reader.say("since.page_title"),
        answer=_title(moved, turned, reader),
        parts=tuple(parts),
        foot="",
    )


def since_line(reader: Reader, choices: Choices, book: LastBook) -> str:
    """Return what has changed in one line; "" where nothing of the last book can be compared."""
    moved = compare_headlines(reader, choices, book)
    return _title(moved, compare_goals(reader, book), reader) if moved else ""


def _about(book: LastBook, reader: Reader) -> str:
    zone = reader.snapshot.company.timezone
    return reader.say("since.about", day=formats.moment(book.at, zone)[:10], snapshot=book.snapshot)


def _title(moved: Sequence[Moved], turned: Sequence[Turned], reader: Reader) -> str:
    """Which headlines have another status, else whether any goal has another grade; and how much is restated."""
    names = [reader.say(f"verdict_name.{each.code}") for each in moved if each.turned]
    if names:
        first = names[0]
        rest = [inside(name, reader.language) for name in names[1:MOST_NAMED]]
        named = reader.say("format.comma").join([first, *rest])
        more = len(names) - MOST_NAMED
        words = reader.say("since.turned_more" if more > 0 else "since.turned", names=named, n=str(more))
    else:
        words = reader.say("since.goals_turned", n=str(len(turned))) if turned else reader.say("since.same")
    count = sum(each.restated is not None for each in moved)
    restated = reader.say("since.count" if count else "since.count_none", n=str(count), all=str(len(moved)))
    return reader.say("since.title", changed=words, restated=restated)


def _table(moved: Sequence[Moved], reader: Reader) -> Table:
    heads = (("column.kpi", 1.5), ("since.then", 3.0), ("since.now", 3.0), ("since.same_months", 1.9))
    return Table(
        title="",
        columns=tuple(
            Column(title=formats.capitalise(reader.say(key)), ranged=False, share=share)
            for key, share in heads
        ),
        rows=tuple(
            (
                reader.say(f"verdict_name.{each.code}"),
                _side(each.then, each.code, reader),
                _side(each.now, each.code, reader) if each.now is not None else reader.say("report.none"),
                each.restated.now if each.restated is not None else reader.say("since.unchanged"),
            )
            for each in moved
        ),
        called=("", "", ""),
    )


def _side(side: Side, code: str, reader: Reader) -> str:
    """Values, status, and whether the target was met."""
    parts = [tell_levels(side.change, code, reader), status_with_sign(side.judgement.status, reader.language)]
    if side.target is not None:
        parts.append(reader.say(f"since.target_{side.target}"))
    return " · ".join(parts)


def _restatements(moved: Sequence[Moved], reader: Reader) -> tuple[str, ...]:
    return tuple(
        reader.say(
            "since.restatement",
            kpi=name_of(reader.kpi(each.code), reader.language),
            then=each.restated.then,
            now=each.restated.now,
            why=_why(each.restated, reader),
        )
        for each in moved
        if each.restated is not None
    )


def _why(restated: Restated, reader: Reader) -> str:
    cause, language = restated.cause, reader.language
    if cause.why == "definition":
        return reader.say("since.why.definition", then=cause.about[0], now=cause.about[1])
    if cause.why == "setting":
        names = reader.say("format.comma").join(reader.say(f"setting.{name}") for name in cause.about)
        return reader.say("since.why.setting", names=names)
    if cause.why == "months":
        return reader.say("since.why.months", months=formats.month_list(cause.about, language))
    return reader.say(f"since.why.{cause.why}", n=formats.count(cause.rows, language))


def _goals(turned: Sequence[Turned], reader: Reader) -> tuple[str, ...]:
    names = names_of(reader, reader.ask.of(evidence)) if turned else {}
    return tuple(_goal(each, names, reader) for each in turned)


def _goal(each: Turned, names: Names, reader: Reader) -> str:
    return reader.say(
        "since.goal",
        initiative=names.get(each.initiative, each.initiative),
        kpi=inside(name_moved_part(reader.kpi(each.kpi), reader.language), reader.language),
        then=_grade(each.then, reader),
        now=_grade(each.now, reader),
    )


def _grade(pair: Pair | None, reader: Reader) -> str:
    return reader.say(f"grade.{standing(pair)}") if pair is not None else reader.say("since.no_goal")
