"""The conditions an effect must meet to be called "attributable", each with its figure."""

from analysis.attribution.grading import Gate
from warehouse.effects.evidence import Design, Pair
from wording import formats
from wording.evidence.effects import Names, quote_name
from wording.evidence.trials import on_scale, p_words
from wording.words import Language, say, say_member

SIGNS = {True: "✓", False: "✗", None: "–"}


def gates_title(pair: Pair, language: Language) -> str:
    """Return how many conditions hold; no count where the effect cannot be separated from another's."""
    if _describe_inseparable(pair) is not None:
        return say("gate.uncounted", language)
    n, of = sum(gate.passed is True for gate in pair.gates), len(pair.gates)
    if pair.method == "interrupted series":
        key = "gate.break" if n == of else "gate.no_break"
        return say(key, language, n=str(n), all=str(of))
    return say("gate.title", language, n=str(n), all=str(of))


def gate_lines(pair: Pair, names: Names, currency: str, language: Language) -> list[str]:
    """Return a line per condition; those after a failed separation from another initiative stay untested."""
    stop = _describe_inseparable(pair)
    shown = pair.gates if stop is None else pair.gates[: stop + 1]
    lines = [gate_line(gate, pair, names, currency, language) for gate in shown]
    if stop is not None:
        other = quote_name(names.get(_other(pair), _other(pair)), language)
        lines.append(say("gate.rest_untried", language, other=other))
    return lines


def _describe_inseparable(pair: Pair) -> int | None:
    """The position of the condition of being separable, where it fails."""
    places = (n for n, gate in enumerate(pair.gates) if gate.code == "separable" and gate.passed is False)
    return next(places, None)


def _other(pair: Pair) -> str:
    """The initiative whose effect cannot be separated from this one's."""
    return pair.design.nearest if pair.design else pair.reason.about if pair.reason else ""


def gate_line(gate: Gate, pair: Pair, names: Names, currency: str, language: Language) -> str:
    """Return one condition with its sign and the figure observed; its name is bold unless it passed."""
    name = say_member("gate", gate.code, language)
    if gate.passed is not True:
        name = f"**{name}**"
    figure = _describe_seen(gate, pair, names, currency, language)
    if gate.passed is None:
        figure = say("gate.untried", language)
    if not figure:
        return f"{SIGNS[gate.passed]} {name}"
    return say("gate.line", language, sign=SIGNS[gate.passed], name=name, figure=figure)


def _describe_seen(gate: Gate, pair: Pair, names: Names, currency: str, language: Language) -> str:
    """The observed figure in words; "" for a condition without a figure."""
    if gate.code in ("units", "staggered", "separable") and pair.design is not None:
        return _design(gate.code, pair.design, names, language)
    if gate.figure is None:
        return ""
    if gate.code in ("discovered", "placebo"):
        return p_words(gate.figure)
    if gate.code == "stands_out":
        return say("gate.stands_out_seen", language, n=formats.count(gate.figure, language))
    if gate.code in ("choosing", "mix", "answers"):
        return on_scale(gate.figure, pair, currency, language)
    return formats.digits(gate.figure)


def _design(code: str, design: Design, names: Names, language: Language) -> str:
    """What the units and their go-lives allow."""
    said = {
        "units": str(design.units),
        "live": str(design.live_units),
        "worth": formats.digits(design.effective_units),
        "n": str(design.go_lives),
        "never": str(design.never_live_units),
        "share": formats.percent(design.own_share),
        "nearest": quote_name(names.get(design.nearest, design.nearest), language),
    }
    key = "separable_alone" if code == "separable" and not design.nearest else f"{code}_seen"
    return say(f"gate.{key}", language, **said)
