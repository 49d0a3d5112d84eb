"""How much of an effect is assumed to be real, depending on the evidence for it.

    source, grade            centre      spread (standard deviation)        why
    attributable             value       error                              earned by every gate of the evidence
    at least (harm)          value       error                              what fails a gate makes it look smaller
    other harm               value       max(error, |value| ÷ 1.96)         a plan gains nothing by doubt about harm;
                                                                            95 % runs from none of it to twice
    trend break              value ÷ 2   √((error ÷ 2)² + (value ÷ 4)²)     no control: what else began then is in it;
                                                                            95 % runs from none of it to all of it
    difference only,         0           max(error, |value| ÷ 1.96)         direction not known either; what is still
    cannot tell                                                             possible stays so, both ways
    claim                    value ÷ 4   |value| ÷ 4                        no sample, no baseline, chosen to be told:
                                                                            half for the choice, half for no control
    own range                middle      so that 80 % lie within            the user's word, and labelled so

Harm: the whole 95 % interval lies on the worse side. The factors ½ and ¼ are assumed, not estimated. Where the error is
unknown a claim takes its spread from its size.
"""

from math import hypot

NORMAL_975 = 1.959964
NORMAL_90 = 1.281552

RULES: dict[str, str] = {
    "attributable": "as measured",
    "at least": "as measured, at least",
    "harm": "as measured, from none to twice",
    "trend break": "half of it, from none to all",
    "difference only": "around 0, what is still possible",
    "cannot tell": "around 0, what is still possible",
    "claim": "a quarter of it, give or take as much",
    "own range": "as stated, 1 in 10 beyond each end",
}


def discount_measured(value: float, error: float, basis: str) -> tuple[float, float]:
    """Return centre and spread of a measured effect, depending on its basis."""
    possible = max(error, abs(value) / NORMAL_975)
    if basis in ("attributable", "at least"):
        return value, error
    if basis == "harm":
        return value, possible
    if basis == "trend break":
        return value / 2, hypot(error / 2, value / 4)
    return 0.0, possible


def discount_claim(value: float) -> tuple[float, float]:
    """Return centre and spread of a published effect."""
    return value / 4, abs(value) / 4


def discount_range(lower: float, upper: float) -> tuple[float, float]:
    """Return centre and spread of a range whose ends are the 10th and the 90th percentile."""
    return (lower + upper) / 2, (upper - lower) / 2 / NORMAL_90
