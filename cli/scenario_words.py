"""What the Scenarios page says of plans, on the command line."""

from analysis.scenario.description import Scenario, Target
from analysis.scenario.goal_seek import Sought
from asking.ask import Ask
from asking.memory import Remembering
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.effects.evidence import evidence
from warehouse.snapshot.snapshots import Snapshot
from wording.evidence.effects import Names
from wording.evidence.names import names_of
from wording.reader import Reader
from wording.scenarios.seeking import seek_answer
from wording.scenarios.terms import target_words


def names_of_initiatives(kept: Snapshot) -> Names:
    """Return code → name of the company's initiatives, in English."""
    ask = Ask(snapshot=kept, scope=WHOLE_HOUSE, memory=Remembering())
    return names_of(Reader(language="en", snapshot=kept, ask=ask), ask.of(evidence))


def seek_lines(
    scenario: Scenario, target: Target, wanted: float, sought: Sought, kept: Snapshot
) -> tuple[str, str]:
    """Return a target in words, and what reaches it or comes nearest."""
    currency = kept.company.currency
    answer = seek_answer(
        sought,
        target,
        wanted,
        months=scenario.months,
        names=names_of_initiatives(kept),
        currency=currency,
        language="en",
    )
    return target_words(target, scenario.baseline.last_month, currency, "en"), answer
