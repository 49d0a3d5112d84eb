"""Where the numbers of a slide come from: one reference on it, all passports in the notes for the speaker."""

from collections.abc import Mapping
from dataclasses import replace

from asking.statements import Stated
from reports.description import BoardSlide
from reports.executive.about import question_of, subject_of
from wording.choices import Choices
from wording.reader import Reader


def refer(slide: BoardSlide, reader: Reader, choices: Choices, noted: Mapping[str, Stated]) -> BoardSlide:
    """Return the slide with its reference, and with windows, filters, snapshot and every passport in its notes."""
    numbers = list(noted)
    company = reader.snapshot.company.report_name_in(reader.language)
    parts = [company, reader.say("board.day", day=reader.day)]
    if choices.where:
        parts.insert(1, choices.filters_text(reader))
    if numbers:
        alone = len(numbers) == 1
        parts.append(
            reader.say(
                "board.reference" if alone else "board.references", number=numbers[0], n=str(len(numbers) - 1)
            )
        )
    about = (
        choices.windows_text(reader),
        reader.say("board.filters", filters=choices.filters_text(reader)),
        reader.say("board.snapshot", snapshot=reader.snapshot.id, day=reader.day),
    )
    passports = [reader.say("board.passports"), *(_line(stated, reader) for stated in noted.values())]
    return replace(
        slide,
        title=slide.title.rstrip(".。"),
        reference=" · ".join(parts),
        notes=(*slide.notes, *about, *(passports if numbers else ())),
    )


def _line(stated: Stated, reader: Reader) -> str:
    about = f"{stated.number} · {subject_of(stated, reader)} · {question_of(stated, reader)}"
    return f"{about} · {reader.say('report.version')} {stated.version}" if stated.version else about
