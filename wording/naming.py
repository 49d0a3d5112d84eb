"""Names of KPIs, of members of dimensions, and of reasons why a number cannot be said."""

from collections.abc import Mapping, Sequence

from analysis.results import Reason
from warehouse.kpis.record import Kpi
from wording.words import Language, say, say_member

Labels = Mapping[str, Mapping[str, str]]  # code → {en, zh}


def name_of(kpi: Kpi, language: Language) -> str:
    """Return the name of a KPI."""
    return kpi.name_zh if language == "zh" else kpi.name_en


def sound_of(name: str) -> bytes:
    """Return what names are sorted by, so that a reader finds them: letters, then Chinese ones as they sound.

    GB18030 has the 3,755 common Chinese characters in the order of their pinyin, the others by their strokes.
    """
    return name.casefold().encode("gb18030")


def definition_of(kpi: Kpi, language: Language) -> str:
    """Return the definition of a KPI, one sentence."""
    return kpi.definition_zh if language == "zh" else kpi.definition_en


def member_name(code: str, labels: Labels, language: Language) -> str:
    """Return the name of a member: the company's, else the catalogue's, else its code."""
    own = labels.get(code, {}).get(language)
    return own or say_member("member", code, language)


def reason_words(reason: Reason, language: Language) -> str:
    """Return a reason in words; a dimension that it mentions is given by name."""
    about = name_dimension(reason.about, language)
    return say_member("reason", reason.code, language, about=about)


def name_dimension(code: str, language: Language) -> str:
    """Return the name of a dimension as it appears inside a sentence, without a capital; another code as it is."""
    words = say_member("dimension", code, language)
    return words if words == code else words.lower()


def name_columns(keys: Sequence[str], language: Language) -> tuple[str, ...]:
    """The words of a table's header, by the keys of its columns."""
    return tuple(say(f"column.{key}", language) for key in keys)
