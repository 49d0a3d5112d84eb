"""Why a value of a plan was refused, in words."""

from ui.scenarios.draft import PER_CENT, Path
from warehouse.scenarios.fields import Impossible
from wording.words import Language, say

SHOWN_AS_PERCENT = ("share", "adoption", "lower", "upper")


def refusal_words(refused: Impossible, language: Language) -> str:
    """Return the reason for a refusal, with its limits in the unit that the form shows."""
    about = dict(zip("abc", (_format_limit(text, refused.path) for text in refused.about), strict=False))
    return say(f"refused.{refused.code}", language, **about)


def _format_limit(text: str, path: Path) -> str:
    """A limit in percent where the field is in percent."""
    if not path or path[0] != "initiative" or path[-1] not in SHOWN_AS_PERCENT:
        return text
    try:
        return f"{float(text) * PER_CENT:g}"
    except ValueError:
        return text
