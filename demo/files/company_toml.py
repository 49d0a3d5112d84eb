"""The company.toml of the simulated company: its settings, its words, and the mapping of its exports."""

from collections.abc import Mapping, Sequence

from demo.files.exports import Export
from demo.setting import codes, regions, timeline
from demo.setting.initiatives import INITIATIVES

AS_OF = "2026-01-01T00:00:00+08:00"  # the end of 2025-12-31

_HEAD = """\
# A simulated auto-finance company. Nothing in it is real; the same seed gives the same rows.

name = "示例汽车金融"
currency = "CNY"
timezone = "Asia/Shanghai"

[names]
en = "Example Auto Finance"
zh = "示例汽车金融"

[transformation]
before = ["{before[0]}", "{before[1]}"]
after = ["{after[0]}", "{after[1]}"]

[calendar]
opens = "09:00"
closes = "18:00"
weekdays = [1, 2, 3, 4, 5]
holidays = {holidays}
extra_workdays = {extra_workdays}

[approval]
limits = [15, 60, 1440, 4320]

[npl]
basis = "classification"
days = 90

[clv]
horizon_months = 60
annual_discount_rate = 0.08

[churn]
return_months = 3
repeat_months = 12

[statistics]
unit = "region"

[deliveries]
ended = true  # these files are all there will ever be

[availability]
systems = {systems}
"""


def company_toml(exports: Sequence[Export], partners: Mapping[str, tuple[str, str]]) -> str:
    """The file as text. `partners`: code → its names, Chinese and English."""
    head = _HEAD.format(
        before=timeline.BEFORE,
        after=timeline.AFTER,
        holidays=_list(timeline.holidays()),
        extra_workdays=_list(timeline.EXTRA_WORKDAYS),
        systems=_table(dict.fromkeys(codes.SYSTEM, "24x7")),
    )
    sources = [_source(export) for export in exports]
    return "\n".join([head, *_labels(), *sources, _label("partner", partners)])


def _labels() -> list[str]:
    tables: dict[str, Mapping[str, tuple[str, str]]] = {
        "region": {c: (zh, en) for c, zh, en in zip(regions.CODES, regions.ZH, regions.EN, strict=True)},
        "product": codes.PRODUCT,
        "channel": codes.CHANNEL,
        "contact_channel": codes.CONTACT_CHANNEL,
        "score_band": codes.SCORE_BAND,
        "segment": codes.SEGMENT,
        "age_band": codes.AGE_BAND,
        "acquisition_channel": codes.ACQUISITION_CHANNEL,
        "activity": codes.ACTIVITY,
        "touchpoint": codes.TOUCHPOINT,
        "topic": codes.TOPIC,
        "partner_kind": codes.PARTNER_KIND,
        "tier": codes.TIER,
        "system": codes.SYSTEM,
        "check_kind": codes.CHECK,
        "fraud_kind": codes.FRAUD_KIND,
        "lever": codes.LEVER,
        "owner": codes.OWNER,
        "initiative": {i.code: (i.zh, i.en) for i in INITIATIVES},
    }
    return [_label(dimension, table) for dimension, table in tables.items()]


def _label(dimension: str, names: Mapping[str, tuple[str, str]]) -> str:
    lines = (f'{_key(code)} = {{ en = "{en}", zh = "{zh}" }}\n' for code, (zh, en) in names.items())
    return f"[labels.{dimension}]\n" + "".join(lines)


def _source(export: Export) -> str:
    lines = ["[[source]]", f'table = "{export.table}"', f'file = "{export.file}"', f'as_of = "{AS_OF}"']
    if export.encoding == "gb18030":
        lines.append('encoding = "gb18030"')
    if export.delimiter != ",":
        lines.append(f'delimiter = "{export.delimiter.replace(chr(9), chr(92) + "t")}"')
    if export.sheet:
        lines.append(f'sheet = "{export.sheet}"')
    if export.sql:
        lines.append(f'sql = """\n{export.sql}\n"""')
    renamed = {ours: theirs for ours, theirs in export.columns.items() if ours != theirs}
    if renamed and not export.sql:
        lines.append(f"columns = {_table(renamed)}")
    lines += [
        f"values.{column} = {_table({theirs: ours for ours, theirs in said.items()})}"
        for column, said in export.values.items()
    ]
    if export.formats:
        lines.append(f"formats = {_table(export.formats)}")
    return "\n".join(lines) + "\n"


def _key(text: str) -> str:
    plain = text.isascii() and text.replace("_", "").replace("-", "").isalnum()
    return text if plain else f'"{text}"'


def _table(pairs: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f'{_key(k)} = "{v}"' for k, v in pairs.items()) + " }"


def _list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"
