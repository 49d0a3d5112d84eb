"""How much of a KPI's change is business mix, in one line behind "why?"."""

from warehouse.query.mix import dimensions_of, has_mix, mix_of
from wording.cards.cards import Fact
from wording.choices import Choices
from wording.naming import reason_words
from wording.reader import Reader
from wording.sentences.mix import same_mix


def mix_fact(reader: Reader, choices: Choices, code: str) -> Fact | None:
    """Return what a change would be at the same mix, or why that cannot be told.

    None for a KPI without a mix, such as a ratio of amounts, and without windows.
    """
    if choices.before is None or choices.after is None or not has_mix(reader.kpi(code)):
        return None
    dims = reader.ask.of(dimensions_of, code, choices.where)
    mix = reader.ask.of(mix_of, code, choices.before, choices.after, dims, choices.where)
    if mix.mixed is not None:
        text = same_mix(mix.mixed, reader.kpi(mix.kpi), reader.language)
    else:
        reason = reason_words(mix.reason, reader.language) if mix.reason else ""
        text = reader.say("mix.cannot_say", reason=reason)
    return Fact(label=reader.say("why.mix"), text=text)
