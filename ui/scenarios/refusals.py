"""Why a value of a plan was refused, in words."""

from analysis.scenario.coefficients import COEFFICIENTS
from ui.scenarios.draft import PER_CENT, TABLES, Path, percent_of
from warehouse.scenarios.fields import Impossible
from wording.words import Language, say

SHOWN_AS_PERCENT = ("share", "adoption", "lower", "upper")


def refusal_words(refused: Impossible, language: Language) -> str:
    """Return the reason for a refusal, with its limits in the unit that the form shows."""
    about = dict(zip("abc", (_format_limit(text, refused.path) for text in refused.about), strict=False))
    return say(f"refused.{refused.code}", language, **about)


def _format_limit(text: str, path: Path) -> str:
    """A limit in percent where the field is in percent."""
    by = _scale_at(path)
    try:
        return text if by == 1 else f"{float(text) * by:g}"
    except ValueError:
        return text


def _scale_at(path: Path) -> float:
    """The factor from a value of the plan to what the field at the path shows."""
    if len(path) > 1 and path[0] in TABLES.values() and path[1] in COEFFICIENTS:
        return percent_of(str(path[1]))
    return PER_CENT if path and path[0] == "initiative" and path[-1] in SHOWN_AS_PERCENT else 1
