"""Terms: both languages, one sentence each, and found in the texts that use them."""

import re

import pytest

from warehouse.kpis import KPIS
from wording.glossary import TERMS, Term, explain_terms, terms_in
from wording.naming import definition_of, name_of
from wording.words import CATALOGUE, LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.en)
def test_a_term_has_one_plain_sentence(term: Term, language: Language) -> None:
    plain, stop = term.plain(language), "。" if language == "zh" else "."
    assert plain.endswith(stop) and len(re.findall(r"[.。](?=\s|$)", plain)) == 1
    assert len(plain) <= (60 if language == "zh" else 130)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_not_given_twice(language: Language) -> None:
    names = [term.name(language) for term in TERMS]
    assert len(set(names)) == len(names)


def test_words_are_found_whole() -> None:
    assert [term.en for term in terms_in("Checks of the medians", "en")] == []
    assert [term.en for term in terms_in("The NPL rate fell 0.4 pp by charge-offs", "en")] == [
        "Percentage point",
        "NPL rate",
        "Charge-off",
    ]
    assert [term.zh for term in terms_in("不良率下降，主要因核销加快", "zh")] == ["不良贷款率", "核销"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tooltip_has_a_line_per_term_used(language: Language) -> None:
    text = " ".join(term.name(language) for term in TERMS[:3])
    assert len(explain_terms(text, language).splitlines()) == len(terms_in(text, language)) >= 3
    assert explain_terms("…", language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_used_somewhere(language: Language) -> None:
    """A term that no text uses explains nothing."""
    of_kpis = [
        text for kpi in KPIS.values() for text in (name_of(kpi, language), definition_of(kpi, language))
    ]
    texts = [*(words[language] for words in CATALOGUE.values()), *of_kpis]
    used = {term.en for text in texts for term in terms_in(text, language)}
    assert {term.en for term in TERMS} - used == set()
