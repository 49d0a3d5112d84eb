"""The contents of a pack about one partner, or several reviewed together: what `milepost pack` hands over."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.results import NO_ROWS, Reason
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import Scope
from warehouse.contract.windows import months_between
from warehouse.kpis import find
from warehouse.kpis.record import Kpi
from warehouse.packs import disclosure
from warehouse.packs.dealings import goals_of, terms_told
from warehouse.packs.disclosure import NO_EDGES
from warehouse.packs.measures import Asked, Taken, join_quarters, median, nothing, share
from warehouse.packs.quarters import Spans, spans_of
from warehouse.packs.ratios import ratio
from warehouse.packs.records import Band, Cell, Contents, How, Measure
from warehouse.packs.volumes import amounts, contracts
from warehouse.partners.standings import Partner, roster
from warehouse.query import sums
from warehouse.query.calendars import all_months
from warehouse.query.kpi_sums import by_members
from warehouse.query.notices import notices_of
from warehouse.query.query import kpi_marts, mart_for
from warehouse.snapshot.snapshots import Snapshot

MEASURES: tuple[tuple[str, How], ...] = (
    ("contracts_originated", "count"),
    ("originations", "amount"),
    ("approval_time_median", "median"),
    ("decided_within_24h", "share"),
    ("approval_rate", "share"),
    ("take_up_rate", "share"),
    ("npl_formation_same_age", "ratio"),
    ("first_payment_default", "ratio"),
    ("delinquency_30_count", "share"),
    ("fraud_rate", "ratio"),
    ("csat", "share"),
)
# What is counted by ratios, which are not the KPI itself.
RATIOS = {
    "npl_formation_same_age": (
        "Contracts that turned bad ÷ those expected at the rate of the others at the same age, shrunk towards it.",
        "转为不良的合同数 ÷ 按其他合作方同账龄水平的预期数，向其收缩。",
    ),
    "first_payment_default": (
        "Contracts whose first instalment was not paid within 30 days ÷ those expected at the rate of the others, "
        "shrunk towards it.",
        "首期款逾期 30 天未付的合同数 ÷ 按其他合作方水平的预期数，向其收缩。",
    ),
    "fraud_rate": (
        "Applications confirmed as fraud within 6 months of funding ÷ those expected at the rate of the others, shrunk "
        "towards it.",
        "放款后 6 个月内确认为欺诈的申请数 ÷ 按其他合作方水平的预期数，向其收缩。",
    ),
}
NOT_COMPARED = Reason(code="not compared")
SHARE = "share_of_company"


def members_of(snapshot: Snapshot, codes: Sequence[str], scope: Scope) -> tuple[Partner, ...]:
    """Return the partners of these codes, each once; MilepostError where one is unknown or their kinds differ."""
    known = {partner.code: partner for partner in roster(snapshot, scope).partners}
    if unknown := [code for code in codes if code not in known]:
        raise MilepostError(
            f"{unknown[0]}: no such partner; `milepost kpi contracts_originated --by partner` lists them"
        )
    members = tuple(known[code] for code in dict.fromkeys(codes))
    if len(kinds := sorted({partner.kind for partner in members})) > 1:
        raise MilepostError(
            f"{', '.join(codes)}: of several kinds ({', '.join(kinds)}); make a pack for each"
        )
    return members


def contents(snapshot: Snapshot, codes: tuple[str, ...], scope: Scope) -> Contents:
    """Compute the contents of a pack about these partners; MilepostError where the snapshot holds nothing of them."""
    partners = members_of(snapshot, codes, scope)
    own = tuple(partner.code for partner in partners)
    if not set(own) & set(snapshot.members("partner")):
        raise MilepostError(f"{', '.join(own)}: nothing of it in snapshot {snapshot.id}, so there is no pack")
    others = tuple(code for code in roster(snapshot, scope).codes(partners[0].kind) if code not in own)
    base = _amount_base(snapshot, own, scope)
    measures: list[Measure] = []
    cells: list[Cell] = []
    bands: list[Band] = []
    for code, how in MEASURES:
        kpi, spans = find(code), spans_of(snapshot, find(code))
        taken = _take(snapshot, kpi=kpi, how=how, own=own, others=others, spans=spans, base=base, scope=scope)
        measures.append(_measure(snapshot, kpi, how, taken.cells))
        cells += taken.cells
        bands.append(_band(code, taken))
    measures.insert(2, _share_of_company(measures[1]))
    cells += _shares(snapshot, own, cells, scope)
    bands.append(Band(measure=SHARE, others=0, at=NO_EDGES, usual=None, reason=NOT_COMPARED))
    lent = next(cell for cell in cells if (cell.measure, cell.span) == ("originations", "after"))
    return Contents(
        measures=tuple(measures),
        cells=tuple(cells),
        bands=tuple(bands),
        amount_base=base,
        terms=terms_told(snapshot, own, others, lent, scope),
        goals=goals_of(snapshot, own, tuple(measures)),
    )


def _band(code: str, taken: Taken) -> Band:
    others = disclosure.round_down_others(taken.behind)
    return Band(measure=code, others=others, at=taken.edges.at, usual=taken.usual, reason=taken.edges.reason)


def _take(
    snapshot: Snapshot,
    kpi: Kpi,
    how: How,
    own: tuple[str, ...],
    others: tuple[str, ...],
    spans: Spans,
    base: float | None,
    scope: Scope,
) -> Taken:
    mart, reason = mart_for(snapshot, kpi=kpi, by=("partner",), where=(), scope=scope, marts=kpi_marts(kpi))
    if mart is None or reason is not None:
        return nothing(kpi.code, reason or NO_ROWS)
    asked = Asked(
        snapshot=snapshot,
        code=kpi.code,
        kpi=kpi,
        mart=mart,
        partners=own,
        others=others,
        spans=spans,
        scope=scope,
    )
    if how == "amount":
        return amounts(asked, base) if base else nothing(kpi.code, NO_ROWS)
    return {"count": contracts, "median": median, "share": share, "ratio": ratio}[how](asked)


def _measure(snapshot: Snapshot, kpi: Kpi, how: How, cells: Sequence[Cell]) -> Measure:
    before, after = (
        list(months_between(cell.first_month, cell.last_month)) if cell.first_month else []
        for cell in cells[:2]
    )
    notices = notices_of(snapshot, kpi.code, before, after) if before and after else ()
    unit = snapshot.company.currency if kpi.unit == "currency" else kpi.unit
    definition_en, definition_zh = (
        RATIOS[kpi.code] if how == "ratio" else (kpi.definition_en, kpi.definition_zh)
    )
    return Measure(
        code=kpi.code,
        how=how,
        name_en=kpi.name_en,
        name_zh=kpi.name_zh,
        definition_en=definition_en,
        definition_zh=definition_zh,
        version=kpi.version,
        unit=unit,
        better=kpi.better,
        notices=notices,
    )


def _share_of_company(lent: Measure) -> Measure:
    return replace(
        lent,
        code=SHARE,
        how="share of company",
        name_en="Share of what the company lent",
        name_zh="占公司放款额的比重",
        definition_en="Principal disbursed through the partner ÷ principal disbursed by the company.",
        definition_zh="经该合作方发放的贷款本金 ÷ 公司发放的贷款本金。",
        unit="fraction",
        better="neither",
    )


def _amount_base(snapshot: Snapshot, own: tuple[str, ...], scope: Scope) -> float | None:
    """From the contracts of the year before, which never moves; from all where that has fewer than five."""
    kpi = find("originations")
    mart, reason = mart_for(snapshot, kpi=kpi, by=("partner",), where=(), scope=scope, marts=kpi_marts(kpi))
    if mart is None or reason is not None:
        return None
    for months in (join_quarters(spans_of(snapshot, kpi).before), all_months(snapshot, kpi)):
        plan = sums.Plan(kpi=kpi, mart=mart, by=(), where=(("partner", own),), months=months, scope=scope)
        _, (rows,), _ = by_members(snapshot, (plan,))
        if len(rows) and rows[0][3] >= disclosure.FEWEST:
            return disclosure.amount_base(float(rows[0][0] / rows[0][3]))
    return None


def _shares(snapshot: Snapshot, own: tuple[str, ...], cells: Sequence[Cell], scope: Scope) -> list[Cell]:
    """Of what the company lent, before and after, from the released amounts of the partner."""
    kpi = find("originations")
    mart = mart_for(snapshot, kpi=kpi, by=("partner",), where=(), scope=scope, marts=kpi_marts(kpi))[0]
    shares = []
    for cell in cells:
        if cell.measure != kpi.code or cell.span not in ("before", "after"):
            continue
        share: int | Reason = cell.reason or NO_ROWS
        if mart is not None and cell.value is not None:
            months = months_between(cell.first_month, cell.last_month)
            members, (rows,), _ = by_members(
                snapshot,
                (sums.Plan(kpi=kpi, mart=mart, by=("partner",), where=(), months=months, scope=scope),),
            )
            lent = {member[0]: float(row[0]) for member, row in zip(members, rows, strict=True)}
            rest = lent.pop("", 0.0)
            others = [amount for code, amount in lent.items() if code not in own]
            share = disclosure.company_share(cell.value, others, rest)
        shares.append(
            replace(
                cell,
                measure=SHARE,
                cases=None,
                value=share / 100 if isinstance(share, int) else None,
                reason=share if isinstance(share, Reason) else None,
            )
        )
    return shares
