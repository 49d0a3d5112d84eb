"""Every text people see has both languages, and the catalogue holds just the keys that are used."""

import ast
import re
import string
from pathlib import Path

import pytest

from analysis.results import Reason
from etl.check import REASONS
from tests.kit.tree import files
from warehouse.contract.schema import TABLES
from warehouse.kpis import KPIS
from warehouse.marts.families import FAMILIES
from wording.glossary import TERMS
from wording.naming import name_dimension, reason_words, sound_of
from wording.words import CATALOGUE, LANGUAGES, MODULES, Language, say, say_member

ROOT = Path(__file__).parents[2]
SAYING = {"say", "say_member"}


def calls() -> list[tuple[str, ast.expr]]:
    """(function, key) of every call that says something, in ui/, pages/ and reports/."""
    found = []
    for path in [
        f for top in ("ui", "pages", "reports", "wording", "figures") for f in files(ROOT / top, "*.py")
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in SAYING and node.args:
                    found.append((name, node.args[0]))
    return found


def patterns() -> list[re.Pattern[str]]:
    """What each call can say: `say("a.b")` one key, `say(f"a.{x}")` and `say_member("a", x)` a family."""
    found = []
    for name, key in calls():
        if isinstance(key, ast.JoinedStr):
            parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".*" for p in key.values]
            if parts[0] != ".*":  # a family that is itself handed on stands below, or every key would be used
                found.append(re.compile("".join(parts)))
        elif isinstance(key, ast.Constant):
            found.append(re.compile(re.escape(str(key.value)) + (r"\..*" if name == "say_member" else "")))
        elif isinstance(key, ast.IfExp):
            found += [
                re.compile(re.escape(str(k.value)))
                for k in (key.body, key.orelse)
                if isinstance(k, ast.Constant)
            ]
    # Handed on by name: a switch says the codes of its family, a table the keys of its columns and its title.
    handed = (
        *(rf"{family}\..*" for family in switch_families()),
        r"column\..*",
        r"[a-z]+\.title",
        r"unit\.(per_day|net_score|per_1000|hours_per_1000)",
        r"(speed|value|more|less)\..*",
        r"alt\.(answers|make_up)",
        r"health\.(freshness|rejects|loads|checks|references)",
    )
    return found + [re.compile(text) for text in (*handed, r"sentence\.guard_(and|but)", r"nav\..*")]


def switch_families() -> set[str]:
    """The families of words that switches offer: the last argument of each."""
    found = {"dimension"}
    for path in [
        f for top in ("ui", "pages", "reports", "wording", "figures") for f in files(ROOT / top, "*.py")
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "switch":
                last = node.args[-1]
                assert isinstance(last, ast.Constant), f"{path.name}: a switch names its family"
                found.add(str(last.value))
    return found


def test_no_key_stands_twice() -> None:
    total = sum(len(module.WORDS) for module in MODULES)
    assert len(CATALOGUE) == total


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_key_has_both_languages_with_the_same_values(key: str) -> None:
    fields = {
        language: {name for _, name, _, _ in string.Formatter().parse(CATALOGUE[key][language]) if name}
        for language in LANGUAGES
    }
    assert all(CATALOGUE[key][language].strip() for language in LANGUAGES)
    assert fields["en"] == fields["zh"]


def test_no_key_is_unused() -> None:
    used = patterns()
    assert [key for key in CATALOGUE if not any(pattern.fullmatch(key) for pattern in used)] == []


def test_no_key_is_missing() -> None:
    missing = [
        key.value
        for name, key in calls()
        if name == "say" and isinstance(key, ast.Constant) and key.value not in CATALOGUE
    ]
    assert missing == []


def test_an_unknown_key_is_an_error_and_an_unknown_member_its_own_code() -> None:
    with pytest.raises(KeyError):
        say("no.such", "en")
    assert say_member("region", "CN-44", "zh") == "CN-44"


def test_every_table_and_every_reason_of_a_refusal_has_words() -> None:
    assert {f"table.{name}" for name in TABLES} <= set(CATALOGUE)
    assert {f"reject.{code}" for code in REASONS} <= set(CATALOGUE)


def test_english_holds_no_chinese_and_chinese_no_english_sentence() -> None:
    """A Chinese text may hold a name, a command or a unit, never two English words in a row."""
    chinese, english = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3,} [A-Za-z]{3,}")
    for key, texts in CATALOGUE.items():
        if not key.startswith("language."):
            assert not chinese.search(texts["en"]), key
        assert not english.search(re.sub(r"`[^`]*`", "", texts["zh"])), key


def test_every_check_of_a_snapshot_has_words() -> None:
    """A snapshot's checks are named in English by the warehouse; the page says them in the reader's language."""
    rules = {name.partition(": ")[2] for f in FAMILIES for name in (*f.rules, *f.totals)}
    assert {f"check.{rule}" for rule in rules} <= set(CATALOGUE)


# What readers stumbled over: turns of phrase of a translation, and jargon for which the catalogue has a plain word.
AVOIDED = {
    "en": (
        r"what came\b",
        r"\bbeside\b",
        r"\bcan(not)? be (said|told)(?! apart)",
        r"\bgo(es|ing)? bad\b",
        r"\blent\b",
        r"\btaken? away\b",
        r"\bturn\w* .*\bround\b",
        r"\bluck\b",
        r"\bpassport",
        r"\bguard\b",
        r"\balike\b",
        r"\bneither way\b",
        r"\bsilen(t|ce)\b",
        r"\bsigns\b",
        r"\banew\b",
        r"\bany more\b",
        r"\bof the kind\b",
        r"\bleaves? out\b",
        r"\bdraws\b",
        r"\breckon",
        r"\b1 (days|months|hours|years)\b",
    ),
    "zh": (
        "护栏",
        "护照",
        "在险",
        "出表加快",
        "情景规划",
        "会议模式",
        "孰优",
        "同龄",
        "⋯",
        "窗口期生命表",
        "(?<!申请)中途放弃率",
        "提前离开",
        "其中项",
        "处于风险",
        r"[\u4e00-\u9fff ]\(|\)[\u4e00-\u9fff]",
    ),
}


def texts_for_readers(language: Language) -> list[tuple[str, str]]:
    """(where, text) of the catalogue, the definitions of KPIs and the glossary."""
    definitions = ("name", "definition", "pitfalls")
    return [
        *((key, texts[language]) for key, texts in CATALOGUE.items()),
        *((kpi.code, getattr(kpi, f"{part}_{language}")) for kpi in KPIS.values() for part in definitions),
        *((term.en, getattr(term, part + language)) for term in TERMS for part in ("", "plain_")),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_a_word_that_readers_stumbled_over(language: Language) -> None:
    fields = re.compile(r"\{[^}]*\}|`[^`]*`")
    found = [
        (where, word)
        for where, text in texts_for_readers(language)
        for word in AVOIDED[language]
        if re.search(word, fields.sub("", text), re.IGNORECASE)
    ]
    assert found == []


def test_a_dimension_inside_a_sentence_has_no_capital() -> None:
    for code in (key.partition(".")[2] for key in CATALOGUE if key.startswith("dimension.")):
        reason = reason_words(Reason(code="not kept by", about=code), "en")
        assert reason == reason.lower() and name_dimension(code, "en") in reason
    assert name_dimension("CN-44", "en") == "CN-44"


def test_names_are_sorted_as_they_sound() -> None:
    names = ["资金成本", "不良贷款率", "客户满意度", "Churn", "审批时长", "24 小时内审结率", "approval"]
    order = ["24 小时内审结率", "approval", "Churn", "不良贷款率", "客户满意度", "审批时长", "资金成本"]
    assert sorted(names, key=sound_of) == order


def test_a_bracketed_interval_follows_its_value_without_a_space_in_chinese() -> None:
    """Brackets are full-width there and bring their own room."""
    loose = re.compile(r"[^\s（(~] \{(interval|between|relative_interval)\}")
    assert [key for key, texts in CATALOGUE.items() if loose.search(texts["zh"])] == []
