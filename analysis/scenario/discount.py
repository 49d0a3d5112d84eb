"""How much of an effect is believed, by what it rests on.

    source, grade            centre      spread (standard deviation)        why
    attributable             value       error                              earned by every gate of the evidence
    trend break              value ÷ 2   √((error ÷ 2)² + (value ÷ 4)²)     no control: what else began then is in it;
                                                                            95 % runs from none of it to all of it
    difference only,         0           max(error, |value| ÷ 1.96)         direction not known either; what is still
    cannot tell                                                             possible stays so, both ways
    claim                    value ÷ 4   |value| ÷ 4                        no sample, no baseline, chosen to be told:
                                                                            half for the choice, half for no control
    own range                middle      so that 80 % lie within            the user's word, and labelled so

The factors ½ and ¼ are assumed, not estimated. Where the error is unknown a claim takes its spread from its size.
"""

from math import hypot

from analysis.attribution.grading import Grade

NORMAL_975 = 1.959964
NORMAL_90 = 1.281552

RULES: dict[str, str] = {
    "attributable": "as measured",
    "trend break": "half of it, from none to all",
    "difference only": "around 0, what is still possible",
    "cannot tell": "around 0, what is still possible",
    "claim": "a quarter of it, give or take as much",
    "own range": "as stated, 1 in 10 beyond each end",
}


def measured(value: float, error: float, grade: Grade) -> tuple[float, float]:
    """Centre and spread of an effect of this grade."""
    if grade == "attributable":
        return value, error
    if grade == "trend break":
        return value / 2, hypot(error / 2, value / 4)
    return 0.0, max(error, abs(value) / NORMAL_975)


def claimed(value: float) -> tuple[float, float]:
    """Centre and spread of an effect that was published."""
    return value / 4, abs(value) / 4


def stated(lower: float, upper: float) -> tuple[float, float]:
    """Centre and spread of a range whose ends are the 10th and the 90th percentile."""
    return (lower + upper) / 2, (upper - lower) / 2 / NORMAL_90
