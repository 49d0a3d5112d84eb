"""The status of a KPI as it is shown: sign, words and colour, the same on every page, export and command."""

from wording.judgement import Judgement, Status, Tone
from wording.theme import Colours
from wording.words import Language, say

# A filled sign for what is attributable, a thin one for a mere difference.
SIGNS: dict[Status, str] = {
    "improved_attributable": "✔",
    "improved_before_after": "○",
    "worse_attributable": "✘",
    "worse_before_after": "✗",
    "moved_not_judged": "↕",
    "no_clear_change": "≈",
    "cannot_tell": "?",
}
# The most urgent first, in tables that are sorted by status.
URGENCY: tuple[Status, ...] = (
    "worse_attributable",
    "worse_before_after",
    "improved_attributable",
    "improved_before_after",
    "moved_not_judged",
    "no_clear_change",
    "cannot_tell",
)


def status_words(status: Status, language: Language) -> str:
    """Return a status in words, such as: Improved, attributable."""
    return say(f"status.{status}", language)


def status_with_sign(status: Status, language: Language) -> str:
    """Return a status in words after its sign, for texts without colour."""
    return f"{SIGNS[status]} {status_words(status, language)}"


def caveat_words(judgement: Judgement, language: Language) -> str:
    """Return in about three words why a clear change has no colour, "" where it has one."""
    return say(f"caveat.{judgement.caveat}", language) if judgement.caveat else ""


def colour_of(tone: Tone, colours: Colours) -> str:
    """Return the colour of a tone in a theme."""
    return {"better": colours.better, "worse": colours.worse, "neutral": colours.neutral}[tone]
