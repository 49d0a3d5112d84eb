"""Whether a faster service is faster for each kind of handler, or only goes to a bot more often."""

from warehouse.kpis.record import Kpi
from warehouse.query.answers import Comparison
from wording import formats
from wording.judgement import verdict
from wording.words import Language, say

BOTS = ("bot", "bot_then_agent")  # contacts that began with a bot


def handlers(whole: Comparison, by: Comparison, kpi: Kpi, language: Language) -> str:
    """Return how the share of bots moved where the whole clearly changed but no kind of handler did so; else "".

    by: the same comparison split by `handled_by`. The shares of bots are arithmetic of the mix, not a cause.
    """
    told = verdict(whole.changes[0], kpi)
    if any(change.absolute.value is None for change in by.changes):
        return ""
    if told not in ("better", "worse") or told in {verdict(change, kpi) for change in by.changes}:
        return ""
    bots = [change for change in by.changes if change.members[0] in BOTS]
    if not bots:
        return ""
    shares = [
        sum(getattr(change, side).n for change in bots) / getattr(whole.changes[0], side).n
        for side in ("before", "after")
    ]
    before, after = (formats.percent(share) for share in shares)
    return say("service.within", language, before=before, after=after)
