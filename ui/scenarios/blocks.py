"""Blocks of the Scenarios page: the scenarios on the desk, the answer, and the figures that compare them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from analysis.results import Reason
from analysis.scenario.comparison import OTHER_START, Ranking
from analysis.scenario.description import Scenario
from analysis.scenario.projection import Of
from analysis.scenario.trust import Split
from ui import address
from ui.scenarios import keys
from ui.scenarios.charts import levels, tornado
from ui.scenarios.charts.levels import SO_FAR
from ui.scenarios.charts.money_split import money_split
from ui.scenarios.desk import Laid, on_desk, open_one
from ui.scenarios.figure_notes import draw_scenario_figure
from ui.scenarios.refusals import refusal_words
from ui.switches import now, pick, switch
from ui.view import View
from ui.viewport import phone
from warehouse.contract.errors import MilepostError
from warehouse.effects.evidence import evidence
from warehouse.scenarios.fields import Impossible
from warehouse.scenarios.sides import (
    Side,
    rank_proven,
    rank_scenarios,
    side_of,
    side_on_proven,
    split_of,
)
from warehouse.scenarios.templates import PRESENT, templates
from wording.evidence.effects import Names
from wording.evidence.names import names_of
from wording.scenarios.comparison_table import (
    align,
    comparison_frame,
    comparison_lists,
    find_moved_series,
)
from wording.scenarios.findings import answer, name_scenario
from wording.scenarios.knowing import name_unproven
from wording.scenarios.terms import bases_of, series_name

BARS = 8  # of a tornado at once
TRUSTS = ("proven", "all")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The scenarios compared side by side.

    laid: all of them; sides: the results of those that could be run, places: where these are in `laid`; proven:
    whether results and ranking count proven effects alone; splits: of the same plans, what their NPV rests on. current:
    the scenario that the form and the single figures show; side: its result, None where it could not be run. present:
    doing nothing, on the same snapshot.
    """

    laid: tuple[Laid, ...]
    sides: tuple[Side, ...]
    proven: bool
    splits: tuple[Split, ...]
    places: tuple[int, ...]
    ranking: Ranking | Reason
    current: Laid
    side: Side | None
    present: Scenario
    names: Names


def lay_out(view: View) -> Desk | None:
    """Run the scenarios on the desk; None where the data carry no scenarios.

    Draws a warning for each scenario that no longer exists or cannot be run.
    """
    try:
        laid, gone = on_desk(view)
    except MilepostError:
        with st.container(border=True):
            st.header(view.say("scenarios.absent"), anchor=False)
            st.markdown(view.say("scenarios.not_carried"))
        return None
    for code in gone:
        st.warning(view.say("desk.gone", code=code), icon=":material/link_off:")
    proven = now(keys.TRUST, TRUSTS) == "proven"
    sides: dict[str, Side] = {}
    for scenario in laid:
        try:
            sides[scenario.code] = _side(scenario, proven)
        except MilepostError as refused:
            st.warning(f"{scenario.name}: {explain_refusal(view, refused)}", icon=":material/block:")
    run = [scenario for scenario in laid if scenario.code in sides]
    current = open_one(laid)
    return Desk(
        laid=laid,
        sides=tuple(sides[scenario.code] for scenario in run),
        proven=proven,
        splits=tuple(scenario.ask.of(split_of, scenario.plan) for scenario in run),
        places=tuple(laid.index(scenario) for scenario in run),
        ranking=_ranking(run, proven),
        current=current,
        side=sides.get(current.code),
        present=present_of(current),
        names=names_of(view, view.ask.of(evidence)),
    )


def present_of(scenario: Laid) -> Scenario:
    """Return doing nothing, on the snapshot that a scenario runs on."""
    present: Side = scenario.ask.of(side_of, dict(scenario.ask.of(templates))[PRESENT])
    return present.assembled.scenario


def _side(scenario: Laid, proven: bool) -> Side:
    ask, plan = scenario.ask, scenario.plan
    side: Side = ask.of(side_on_proven, plan) if proven else ask.of(side_of, plan)
    return side


def explain_refusal(view: View, refused: MilepostError) -> str:
    """Return why a plan cannot be run, in the reader's language."""
    if isinstance(refused, Impossible):
        return refusal_words(refused, view.language)
    return view.say("scenarios.not_carried")


def _ranking(run: Sequence[Laid], proven: bool) -> Ranking | Reason:
    """The ranking on the snapshot they all run on; OTHER_START where they run on several."""
    if len({scenario.ask.snapshot.id for scenario in run}) != 1:
        return OTHER_START
    ask, plans = run[0].ask, tuple(scenario.plan for scenario in run)
    ranking: Ranking | Reason = ask.of(rank_proven, plans) if proven else ask.of(rank_scenarios, plans)
    return ranking


def scenarios_answer_block(view: View, desk: Desk) -> None:
    """Draw which scenario brings most, how certain that is, and what it depends on."""
    if not desk.sides:
        return
    st.markdown(f"## {say_answer(view, desk)}")
    months = view.say("format.comma").join(map(str, dict.fromkeys(side.plan.months for side in desk.sides)))
    # Draws are shared where they are drawn equally often from the same data, as those that are ranked are.
    luck = view.say("scenarios.same_luck") if isinstance(desk.ranking, Ranking) else ""
    draws = view.say("format.comma").join(dict.fromkeys(f"{side.plan.draws:,}" for side in desk.sides))
    st.caption(view.say("scenarios.basis", months=months, draws=draws, luck=luck))


def say_answer(view: View, desk: Desk) -> str:
    """Return the answer on the screen, which downloads repeat."""
    splits = desk.splits if desk.proven else None
    return answer(
        [side.plan for side in desk.sides],
        desk.ranking,
        splits=splits,
        names=desk.names,
        currency=view.currency,
        language=view.language,
    )


def split_block(view: View, desk: Desk) -> None:
    """Draw the NPV of each plan by what it rests on, and the switch between proven effects and all."""
    if not desk.sides:
        return
    switch(view, keys.TRUST, view.say("scenarios.trust"), TRUSTS, "trust")
    plans = [(side.plan.name, split) for side, split in zip(desk.sides, desk.splits, strict=True)]
    draw = partial(money_split, plans, currency=view.currency, language=view.language, theme=view.theme)
    figure = view.figure(_key(view, desk, "split"), draw)
    title = view.say("scenarios.split")
    more = view.say("scenarios.split_note") + name_unproven(desk.splits, desk.names, view.language)
    draw_scenario_figure(view, key="split", title=title, figure=figure, sides=desk.sides, more=more)


def table_block(view: View, desk: Desk) -> None:
    """Draw a table of outcomes and sums with their intervals, a column per scenario; on a phone a list per scenario."""
    if not desk.sides:
        return
    of = against(view)
    frame = comparison_frame(desk.sides, desk.ranking, of, view.currency, view.language)
    if phone():
        st.markdown(comparison_lists(frame, view.language))
    else:
        st.table(frame, hide_index=True, border="horizontal", alt=view.say("scenarios.table"))
    st.caption(view.say("scenarios.table_note"))


def against(view: View) -> Of:
    """Draw the switch between differences to doing nothing, the default, and levels; return the choice."""
    chosen = switch(view, keys.AGAINST, view.say("scenarios.against"), ("difference", "scenario"), "against")
    return "scenario" if chosen == "scenario" else "difference"


def fans_block(view: View, desk: Desk) -> None:
    """Draw one outcome or sum over time, a fan per scenario."""
    if not desk.sides:
        return
    of: Of = "scenario" if address.read_codes(keys.AGAINST) == ("scenario",) else "difference"
    names = {series: series_name(series, view.language) for series in find_moved_series(desk.sides)}
    options = [*((SO_FAR,) if of == "difference" else ()), *names]
    series = next((code for code in address.read_codes(keys.PATH) if code in options), options[0])
    pick(
        view,
        key=keys.PATH,
        label=view.say("scenarios.path"),
        options=options,
        chosen=series,
        names={SO_FAR: view.say("planned.so_far")} | names,
    )
    first, sides = align(desk.sides)
    draw = partial(
        levels.fans,
        sides,
        series=series,
        of=of,
        first_month=first,
        narrow=phone(),
        currency=view.currency,
        language=view.language,
        theme=view.theme,
    )
    figure = view.figure(_key(view, desk, "fans", series, of), draw)
    title = view.say("scenarios.fans")
    draw_scenario_figure(
        view, key="fans", title=title, figure=figure, sides=desk.sides, more=view.say("scenarios.fans_note")
    )


def hangs_block(view: View, desk: Desk) -> None:
    """Draw what matters most for the order of the first two scenarios, or for the NPV of the current one."""
    if not desk.sides:
        return
    ranking = desk.ranking
    options = ("order", "one") if isinstance(ranking, Ranking) and len(desk.sides) > 1 else ("one",)
    shown = switch(view, keys.HANGS, view.say("scenarios.hangs"), options, "hangs")
    title = view.say("scenarios.hangs")
    if shown == "order" and isinstance(ranking, Ranking):
        bases = {
            luck: basis for side in desk.sides for luck, basis in bases_of(side.assembled.scenario).items()
        }
        plans = [side.plan for side in desk.sides]
        first, second = (name_scenario(place, plans, view.language) for place in ranking.order[:2])
        draw = partial(
            tornado.ranking_bars,
            ranking,
            first=first,
            second=second,
            bases=bases,
            names=desk.names,
            shown=BARS,
            narrow=phone(),
            currency=view.currency,
            language=view.language,
            theme=view.theme,
        )
    elif desk.side is not None:
        result = desk.side.result
        draw = partial(
            tornado.tornado,
            result.bars,
            middle=result.middle,
            bases=bases_of(desk.side.assembled.scenario),
            names=desk.names,
            shown=BARS,
            narrow=phone(),
            currency=view.currency,
            language=view.language,
            theme=view.theme,
        )
        st.markdown(view.say("scenarios.hangs_one", name=desk.current.name))
    else:
        return
    figure = view.figure(_key(view, desk, "hangs", shown, desk.current.code), draw)
    draw_scenario_figure(view, key="hangs", title=title, figure=figure, sides=desk.sides, more="")


def _key(view: View, desk: Desk, *about: str) -> tuple[Hashable, ...]:
    """The key under which a figure of scenarios is cached."""
    ids = tuple((side.assembled.scenario.id, side.plan.name) for side in desk.sides)
    return (*about, ids, phone(), view.language, view.theme)
