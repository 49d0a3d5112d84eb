"""The words people see, each in English and Chinese, under one stable key.

`say("approval.title", language)` gives a text, `say_member("reason", code, language)` one of a family
whose key is only known at run time. Texts take named values: `say("note.n", language, n="12.3k")`.
"""

from typing import Literal

from wording.words import (
    board,
    books,
    cards,
    change,
    claims,
    customers,
    data,
    decisions,
    definitions,
    evidence,
    executive,
    figures,
    growth,
    harm,
    initiative_verdict,
    initiatives,
    meetings,
    packs,
    partner_pack_page,
    partner_review,
    partners,
    passports,
    power,
    reports,
    risk,
    scenario_page,
    scenarios,
    scorecard,
    scorecard_verdict,
    screens,
    statements,
    status,
    voices,
)

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

MODULES = (
    screens,
    statements,
    status,
    figures,
    data,
    cards,
    scorecard,
    scorecard_verdict,
    change,
    risk,
    voices,
    customers,
    growth,
    initiatives,
    evidence,
    harm,
    power,
    initiative_verdict,
    reports,
    executive,
    board,
    books,
    definitions,
    claims,
    scenarios,
    scenario_page,
    partners,
    packs,
    partner_pack_page,
    partner_review,
    passports,
    meetings,
    decisions,
)
CATALOGUE: dict[str, dict[Language, str]] = {
    key: {"en": en, "zh": zh} for module in MODULES for key, (en, zh) in module.WORDS.items()
}


def say(key: str, language: Language, **values: str) -> str:
    """The text under `key`; KeyError where there is none, so that no key is shown to people."""
    return CATALOGUE[key][language].format(**values)


def say_member(family: str, code: str, language: Language, **values: str) -> str:
    """The text of `code` in a family of keys; the code itself where the catalogue does not know it."""
    entry = CATALOGUE.get(f"{family}.{code}")
    return entry[language].format(**values) if entry else code
