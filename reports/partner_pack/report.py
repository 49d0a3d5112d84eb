"""A pack as a report, made only from the pack, so that it prints nothing that the pack's database does not hold."""

from reports.description import Cell, Column, Notes, Page, Part, Report, Table
from reports.partner_pack.about import about_page, facts, records
from reports.partner_pack.charts import figures, trends
from reports.partner_pack.dealings import action_page, proposal_page, targets_page, terms_page
from reports.partner_pack.values import (
    VOLUMES,
    cases_words,
    change_cell,
    list_measures,
    middle_cell,
    name_of,
    partner_names,
    short_name,
    span_words,
    standing,
    standing_words,
    value_cell,
    verdict,
)
from reports.setting import LIGHT
from warehouse.packs.records import Cell as PackCell
from warehouse.packs.records import Measure, Pack
from warehouse.packs.score import score_of
from wording import formats
from wording.words import Language, say

CONTRACTS = "contracts_originated"


def pack_report(pack: Pack, language: Language) -> Report:
    """Return the report: overview, figures, quarters, how to read them, and definitions.

    The foot of every page states the recipient and the last day of validity.
    """
    about = pack.about
    versions = sorted({measure.version for measure in pack.contents.measures})
    return Report(
        title=say("pack.title", language, name=partner_names(pack, language)),
        subtitle=about.recipient,
        language=language,
        facts=facts(pack, language),
        foot=say(
            "pack.foot",
            language,
            recipient=about.recipient,
            day=about.expires_on.isoformat(),
            company=about.company,
            to=formats.last_day(about.as_of, about.timezone),
            number=about.number,
            snapshot=about.snapshot,
            versions=say("format.comma", language).join(versions),
            made=formats.moment(about.made_at, about.timezone),
        ),
        made_at=about.made_at,
        colour=about.colour or LIGHT.ink,
        template=None,
        board=(),
        full=True,
        pages=tuple(review_pages(pack, language).values()),
        data=records(pack, language),
    )


def review_pages(pack: Pack, language: Language) -> dict[str, Page]:
    """Return the pages of a review by their codes, in order: what the meeting's screens and every file show."""
    dealings = {
        "agreed": action_page(pack, language),
        "terms": terms_page(pack, language),
        "targets": targets_page(pack, language),
        "propose": proposal_page(pack, language),
    }
    return {
        "stand": _stand(pack, language),
        "measures": _measures(pack, language),
        **{code: page for code, page in dealings.items() if page is not None},
        **_trend(pack, language),
        "about": about_page(pack, language),
    }


def answer(pack: Pack, language: Language) -> str:
    """Return the score, how many contracts there were, and what is left out."""
    sentences = (_score(pack, language), _volume(pack, language), _name_absent(pack, language))
    return ("" if language == "zh" else " ").join(sentence for sentence in sentences if sentence)


def _score(pack: Pack, language: Language) -> str:
    score = score_of(pack.contents)
    if score is None:
        return say("pack.no_score", language)
    value, low, high = (f"{number:.0f}" for number in (score.value, score.lower, score.upper))
    told = {"value": value, "low": low, "high": high, "n": str(score.measures)}
    return say("pack.score", language, **told)


def _name_absent(pack: Pack, language: Language) -> str:
    """How many measures and pages can say nothing, by name."""
    told, dealt = list_measures(pack), pack.dealt
    names = [short_name(measure, language) for measure in pack.contents.measures if measure not in told]
    pages = {
        "agreed": dealt.agreed or dealt.met_on,
        "terms": pack.contents.terms,
        "targets": pack.contents.goals,
    }
    names += [say(f"pack.tab_{code}", language) for code, content in pages.items() if not content]
    if not names:
        return ""
    comma = say("format.comma", language)
    return say("pack.left_out", language, n=str(len(names)), names=comma.join(names))


def _volume(pack: Pack, language: Language) -> str:
    before, after = pack.contents.cell(CONTRACTS, "before"), pack.contents.cell(CONTRACTS, "after")
    if after is None or after.cases is None:
        return ""
    told = {
        "after": formats.count(after.cases, language),
        "after_months": span_words(after, language),
    }
    if before is None or before.cases is None:
        return say("pack.contracts_after", language, **told)
    return say(
        "pack.contracts",
        language,
        before=formats.count(before.cases, language),
        before_months=span_words(before, language),
        **told,
    )


def _changes(pack: Pack, language: Language) -> str:
    verdicts = [verdict(pack, measure) for measure in pack.contents.measures]
    # A clear change of a measure without a better direction is not counted.
    judged = [word for word in verdicts if word in ("better", "worse", "unclear")]
    if not judged:
        return say("pack.no_changes", language)
    return say(
        "pack.changes",
        language,
        n=str(len(judged)),
        better=str(judged.count("better")),
        worse=str(judged.count("worse")),
        unclear=str(judged.count("unclear")),
    )


def _standing(pack: Pack, language: Language) -> str:
    quality = [measure for measure in list_measures(pack) if measure.how not in VOLUMES]
    standings = [told for measure in quality if (told := standing(pack, measure)) is not None]
    kind = say(f"many_partners.{pack.about.kind}", language)
    if not standings:
        return say("pack.no_standing", language, kind=kind)
    return say(
        "pack.standing",
        language,
        kind=kind,
        n=str(len(standings)),
        ahead=str(standings.count("ahead")),
        behind=str(standings.count("behind")),
    )


def _page(tab: str, title: str, said: str, parts: tuple[Part, ...]) -> Page:
    return Page(name=tab, title=title, answer=said, parts=parts, foot="")


def _stand(pack: Pack, language: Language) -> Page:
    """The score, the volume, what is left out, and some measures on the bands of the others."""
    drawn = figures(pack, language)
    return _page(
        say("pack.tab_overview", language),
        say("pack.title", language, name=partner_names(pack, language)),
        answer(pack, language),
        drawn or (Notes(title="", lines=(say("pack.no_figures", language),)),),
    )


def _measures(pack: Pack, language: Language) -> Page:
    columns = (
        Column(title=say("pack.measure", language), ranged=False, share=2.8),
        Column(title=say("pack.before", language), ranged=False, share=1.7),
        Column(title=say("pack.after", language), ranged=False, share=1.7),
        Column(title=say("pack.change", language), ranged=True, share=2.7),
        Column(title=say("pack.middle", language), ranged=False, share=1.9),
        Column(title=say("pack.among", language), ranged=False, share=1.6),
        Column(title=say("pack.cases", language), ranged=False, share=1.2),
    )
    rows = tuple(_row(pack, measure, language) for measure in list_measures(pack))
    called = (say("pack.change", language), *_ends(language))
    said = ("" if language == "zh" else " ").join(
        sentence for sentence in (_changes(pack, language), _standing(pack, language)) if sentence
    )
    return _page(
        say("pack.tab_measures", language),
        say("pack.title_measures", language),
        said,
        (Table(title=say("pack.glance", language), columns=columns, rows=rows, called=called),),
    )


def _ends(language: Language) -> tuple[str, str]:
    return say("pack.lower", language), say("pack.upper", language)


def _row(pack: Pack, measure: Measure, language: Language) -> tuple[Cell, ...]:
    contents = pack.contents
    return (
        name_of(measure, language),
        value_cell(contents.cell(measure.code, "before"), measure, language),
        value_cell(contents.cell(measure.code, "after"), measure, language),
        change_cell(pack, measure, language),
        middle_cell(pack, measure, language),
        standing_words(pack, measure, language),
        cases_words(pack, measure, language),
    )


def _trend(pack: Pack, language: Language) -> dict[str, Page]:
    """The page by quarter, none where no measure has quarters."""
    told = [
        (measure, cells)
        for measure in pack.contents.measures
        if (cells := pack.contents.quarters(measure.code))
    ]
    tab, title = say("pack.tab_trend", language), say("pack.title_trend", language)
    if not told:
        return {}
    quarters = sorted({cell.last_month for _, cells in told for cell in cells})
    first, last = (_quarter_words(quarters[end], language) for end in (0, -1))
    page = _page(
        tab,
        title,
        say("pack.trend_answer", language, first=first, last=last),
        (*trends(pack, language), _quarters(told, quarters, language)),
    )
    return {"trend": page}


def _quarters(
    told: list[tuple[Measure, tuple[PackCell, ...]]], quarters: list[str], language: Language
) -> Table:
    columns = [Column(title=say("pack.quarter", language), ranged=False, share=1.2)]
    columns += [Column(title=short_name(measure, language), ranged=False, share=1.8) for measure, _ in told]
    by_quarter = [(measure, {cell.last_month: cell for cell in cells}) for measure, cells in told]
    rows = tuple(
        (
            _quarter_words(quarter, language),
            *(value_cell(cells.get(quarter), measure, language) for measure, cells in by_quarter),
        )
        for quarter in reversed(quarters)
    )
    return Table(title=say("pack.trend", language), columns=tuple(columns), rows=rows, called=("", "", ""))


def _quarter_words(last_month: str, language: Language) -> str:
    year, month = last_month.split("-")
    return say("pack.quarter_of", language, year=year, quarter=str(int(month) // 3))
