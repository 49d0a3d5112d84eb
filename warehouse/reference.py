"""The reference documents, generated from the records: docs/data.md (tables) and docs/kpis.md (KPIs).

python -m warehouse.reference docs
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from warehouse.columns import Column
from warehouse.kpis import KPIS
from warehouse.kpis.formulas import written
from warehouse.kpis.record import Kpi
from warehouse.lineage import row_of, settings_of
from warehouse.query import kpi_marts
from warehouse.reference_sources import sources
from warehouse.schema import TABLES, Table

TYPE_WORDS = {
    "id": ("identifier, kept only as a keyed number", "编号（仅以密钥摘要保存）"),
    "name": ("identifier, kept as delivered", "编号（原样保存）"),
    "code": (
        "code: up to 64 ASCII letters, digits and signs, no blanks",
        "代码（至多 64 个 ASCII 字符，无空格）",
    ),
    "text": ("text, without personal data", "文本（不得含个人信息）"),
    "integer": ("whole number", "整数"),
    "money": ("amount, 2 decimals", "金额（两位小数）"),
    "rate": ("fraction, 6 decimals; 0.05 is 5 %", "比例（六位小数，0.05 即 5%）"),
    "number": ("number, 4 decimals", "数值（四位小数）"),
    "timestamp": ("moment, YYYY-MM-DD HH:MM:SS, with or without offset", "时刻（可带时区偏移）"),
    "date": ("day, YYYY-MM-DD", "日期"),
    "month": ("month, YYYY-MM", "月份"),
    "boolean": ("yes or no: true, false, 1, 0, yes, no, 是, 否", "是否"),
}
MADE = "<!-- Made by `make docs`; change the records and not this file. -->"


def data_markdown() -> str:
    """docs/data.md: what is read how, and every table with keys, columns, units, meanings and values."""
    types = [[f"`{kind}`", en, zh] for kind, (en, zh) in TYPE_WORDS.items()]
    return "\n".join(
        [
            "# Operational tables · 业务数据表",
            MADE,
            "",
            "What a company's systems deliver to Milepost. `milepost init DIR` writes a company.toml and an empty "
            "file for each table. **Key** columns name a row together; **required** ones must be filled. "
            "Tables may be absent: the KPIs that need one then say so.",
            "",
            "企业业务系统向 Milepost 提供的数据。`milepost init DIR` 会生成 company.toml 及每张表的空白模板。"
            "**key** 为主键列，**required** 为必填列。各表均可缺省，依赖它的指标会注明缺少数据。",
            "",
            "## Types · 类型",
            "",
            *_rows(("type", "how it is written", "写法"), types),
            *sources(),
            *(line for table in TABLES.values() for line in _table(table)),
            "",
        ]
    )


def kpi_markdown() -> str:
    """docs/kpis.md: every KPI with definition, unit, direction, maturity, guard, pitfalls and what it needs."""
    return "\n".join(
        [
            "# KPIs · 指标",
            MADE,
            "",
            *(line for kpi in KPIS.values() for line in _kpi(kpi)),
            "",
        ]
    )


def write_reference(folder: Path) -> list[Path]:
    """Write both documents anew."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = {folder / "data.md": data_markdown(), folder / "kpis.md": kpi_markdown()}
    for path, text in documents.items():
        path.write_text(text, encoding="utf-8")
    return list(documents)


def _table(table: Table) -> list[str]:
    if table.key:
        replaced = "the row with the same key"
    else:
        unit = table.unit_of_replacement
        replaced = f"all rows of the same `{unit}`" if unit else "the rows of the same file"
    return [
        "",
        f"## {table.name}",
        "",
        f"{table.en.capitalize()} · {table.zh}. A later file replaces {replaced}.",
        "",
        *_rows(
            ("column", "", "type", "unit", "meaning", "含义", "allowed values", "refers to"),
            [_column(table, column) for column in table.columns],
        ),
    ]


def _column(table: Table, column: Column) -> Sequence[str]:
    return (
        f"`{column.name}`",
        standing(table, column),
        f"`{column.type}`",
        column.unit,
        column.en,
        column.zh,
        ", ".join(f"`{value}`" for value in table.allowed.get(column.name, ())),
        f"`{table.references[column.name]}`" if column.name in table.references else "",
    )


def standing(table: Table, column: Column) -> str:
    """key, required, both or neither."""
    if column.name in table.key:
        return "key" if column.name in table.required else "key, may be empty"
    return "required" if column.name in table.required else ""


def _kpi(kpi: Kpi) -> list[str]:
    facts = {
        "catalogue · 目录": kpi.catalogue_code,
        "unit · 单位": kpi.unit,
        "better · 方向": kpi.better,
        "counts once seen for · 成熟期": f"{kpi.follow_up_days} days after the month",
        "guard · 护栏": f"`{kpi.guard}`" if kpi.guard else "",
        "formula · 公式": f"`{written(kpi)}`",
        "one row per · 汇总粒度": "; ".join(
            f"`{mart.name}`: {mart.month_of} × {' × '.join(row_of(mart)) or 'company'}"
            for mart in kpi_marts(kpi)
        ),
        "settings · 公司参数": ", ".join(f"`{setting}`" for setting in settings_of(kpi)),
        "needs · 所需字段": ", ".join(f"`{column}`" for column in kpi.needs),
        "version · 版本": kpi.version,
    }
    return [
        "",
        f"## {kpi.code}",
        "",
        f"**{kpi.name_en} · {kpi.name_zh}**",
        "",
        kpi.definition_en,
        "",
        kpi.definition_zh,
        "",
        *(f"- {name}: {value}" for name, value in facts.items() if value),
        f"- pitfalls: {kpi.pitfalls_en}",
        f"- 注意：{kpi.pitfalls_zh}",
    ]


def _rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (header, ["---"] * len(header), *rows)]


if __name__ == "__main__":
    for document in write_reference(Path(sys.argv[1])):
        print(document)
