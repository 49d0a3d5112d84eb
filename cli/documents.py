"""Generate the reference documents from the records: docs/data.md, docs/kpis.md and docs/terms.md.

python -m cli.documents docs
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from cli.document_sources import sources
from warehouse.contract.columns import Column
from warehouse.contract.schema import TABLES, Table
from warehouse.kpis import KPIS
from warehouse.kpis.formulas import write_formula
from warehouse.kpis.record import Kpi, Quantile
from warehouse.query.lineage import row_of, settings_of
from warehouse.query.query import kpi_marts
from wording.glossary import TERMS

TYPE_WORDS = {
    "id": ("identifier, kept only as a keyed number", "编号（仅以密钥摘要保存）"),
    "name": ("identifier, kept as delivered", "编号（原样保存）"),
    "code": (
        "word of a list, or of your own: any script, blanks within, up to 64 signs; shown as delivered",
        "代码或名称（任何文字，可含空格，至多 64 个字符，按原样显示）",
    ),
    "text": ("text, without personal data", "文本（不得含个人信息）"),
    "integer": ("whole number", "整数"),
    "money": (
        "amount, 2 decimals; more are rounded and counted (a text such as 1.234, which may be a thousand: see above)",
        "金额（两位小数，多余小数四舍五入并计数；1.234 这类可能带千分位的文本见上文）",
    ),
    "rate": (
        "fraction, 6 decimals, more are rounded and counted; 0.05 is 5 %",
        "比例（六位小数，多余小数四舍五入并计数；0.05 即 5%）",
    ),
    "number": (
        "number, 4 decimals; more are rounded and counted",
        "数值（四位小数，多余小数四舍五入并计数）",
    ),
    "timestamp": (
        "moment, YYYY-MM-DD HH:MM:SS, with or without offset; without, a time the clocks skipped is refused, "
        "one they showed twice is the later",
        "时刻（可带时区偏移）；不带偏移时，夏令时跳过的时间不予接收，重复出现的时间取后一次",
    ),
    "date": (
        "day, YYYY-MM-DD, of the years 1900 to 2200, as of all times",
        "日期（与所有时间一样，限 1900 至 2200 年）",
    ),
    "month": ("month, YYYY-MM", "月份"),
    "boolean": ("yes or no: true, false, 1, 0, yes, no, 是, 否", "是否"),
}
CSV_RULES = (
    (
        "a record with more or fewer fields than the header, also where a surplus field is empty",
        "字段数多于或少于表头的记录，多出的字段为空也算",
        "`more fields than the header has columns: 5`",
    ),
    (
        "all lines below a quote that is never closed; the message names the line in which it opens",
        "引号一直未闭合，其后的各行全部拒收；提示中写明引号所在行",
        "`a quote that opens in line 202 is never closed`",
    ),
    (
        "lines that two stray quotes would join to one text, if they look like records; a text with line breaks loads",
        "两个多余引号之间的各行，且这些行本身像记录；正常的多行文本照常装载",
        "`a quote opens in line 3 and closes in line 14, with records between`",
    ),
    (
        'a field that ends in a quote but does not begin with one; `5" wheels` is a text like any other',
        '以引号结尾却不以引号开头的字段；`5" wheels` 这样的文本照常装载',
        "`a quote closes that was not opened`",
    ),
    (
        "a quoted field that goes on behind its closing quote; quotes inside are written twice",
        "闭合引号之后还有文字；字段内的引号须写两遍",
        "`text follows a closing quote`",
    ),
    (
        "zero bytes, a byte order mark inside the file, bytes of another encoding, a carriage return alone",
        "零字节、文件中间的字节顺序标记、其他编码的字节、单独的回车符",
        "`holds a zero byte`",
    ),
    (
        "the header once more, as where files were joined",
        "再次出现的表头（例如多个文件拼接而成）",
        "`the header once more`",
    ),
)
MADE = "<!-- Made by `make docs`; change the records and not this file. -->"


def data_markdown() -> str:
    """Return docs/data.md: how files are read, and every table with keys, columns, units, meanings and values."""
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
            *_csv_files(),
            "## Types · 类型",
            "",
            *_rows(("type", "how it is written", "写法"), types),
            *sources(),
            *(line for table in TABLES.values() for line in _table(table)),
            "",
        ]
    )


def kpi_markdown() -> str:
    """Return docs/kpis.md: every KPI with definition, unit, direction, maturity, guard, pitfalls and what it needs."""
    return "\n".join(
        [
            "# KPIs · 指标",
            MADE,
            "",
            *(line for kpi in KPIS.values() for line in _kpi(kpi)),
            "",
        ]
    )


def term_markdown() -> str:
    """Return docs/terms.md: the terms of the field in both languages, and what they mean."""
    return "\n".join(
        [
            "# Terms · 术语",
            MADE,
            "",
            "Shown on hover wherever a text uses them. · 页面文字用到时悬停可见。",
            "",
            *_rows(
                ("term", "术语", "meaning", "含义"),
                [(term.en, term.zh, term.plain_en, term.plain_zh) for term in TERMS],
            ),
            "",
        ]
    )


def write_reference(folder: Path) -> list[Path]:
    """Write the documents into the folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = {
        folder / "data.md": data_markdown(),
        folder / "kpis.md": kpi_markdown(),
        folder / "terms.md": term_markdown(),
    }
    for path, text in documents.items():
        path.write_text(text, encoding="utf-8")
    return list(documents)


def _csv_files() -> list[str]:
    return [
        "## CSV files · CSV 文件",
        "",
        "Lines are refused one by one, count as rows read and refused against `reject_limit`, and stand in "
        "the quarantine under `(record)` with their text; line numbers count from the first line of the "
        "file. Blank lines are passed over, lines may end in LF or CR LF. A file is refused as a whole "
        "where its first line is a title above the names, or looks like data: then `header = false` names "
        "the columns `column1`, `column2`, …, to be used in `columns` and `sql` alike, and `header = true` "
        "says that these are names.",
        "",
        "不合格的行逐行拒收，计入读取与拒收行数，受 `reject_limit` 约束，"
        "并以原文存于隔离区的 `(record)` 项下；行号自文件首行起计。"
        "空行略过，行尾可用 LF 或 CR LF。首行若是表头上方的标题，或看起来就是数据，则整个文件拒收："
        "没有表头的文件请写 `header = false`，各列依次名为 `column1`、`column2`……，`columns` 与 `sql` 均可使用；"
        "若首行确为列名，请写 `header = true`。",
        "",
        *_rows(("refused", "拒收", "message"), CSV_RULES),
        "",
        "Numbers are written 1234.5. `decimal` (a comma) and `thousands` (a comma, a point, a blank or an "
        "apostrophe) say otherwise for numbers that are text: all of a CSV file, and those that the `sql` of "
        "a source leaves text. A separator of thousands out of place (12,34) is refused. "
        '`percent = ["annual_rate"]` divides a column by 100, with or without %. What `values` puts in the '
        "place of a word is left as it is. An amount below a thousand with exactly three decimals (12.345) is refused "
        "where it is text and the source states neither `decimal` nor `thousands`, as it may be meant for twelve "
        'thousand: `decimal = "."` says that it is not. Stated so, and where it is a number already (Parquet, a '
        "numeric of PostgreSQL, the result of `sql`, a column of a workbook without text), it is rounded and counted.",
        "",
        '数字写作 1234.5。CSV 中的数字，以及 `sql` 结果中仍为文本的数字，可用 `decimal = ","` 指定小数点、'
        '`thousands = "."`（或 `,`、空格、`\'`）指定千分位；千分位位置不对（如 12,34）即拒收。'
        '`percent = ["annual_rate"]` 将该列除以 100，有无百分号均可。`values` 换入的值不再换算。'
        "一千以下、恰有三位小数的金额（如 12.345）若为文本，且来源既未指定 `decimal` 也未指定 `thousands`，"
        '即予拒收，因其可能表示一万二千余；写明 `decimal = "."` 即按小数处理。已写明的，或本身就是数值的'
        "（Parquet、PostgreSQL 的 numeric、`sql` 的计算结果、工作簿中不含文本的列），四舍五入并计数。",
        "",
    ]


def _table(table: Table) -> list[str]:
    if table.key:
        replaced = "the row with the same key"
    else:
        unit = table.unit_of_replacement
        replaced = f"all rows of the same `{unit}`" if unit else "the rows of the same file"
        replaced += '; with `delivers = "additions"` it adds to them. What stands twice counts once'
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
    """Say whether a column is key, required, both or neither ("")."""
    if column.name in table.key:
        return "key" if column.name in table.required else "key, may be empty"
    return "required" if column.name in table.required else ""


def _kpi(kpi: Kpi) -> list[str]:
    facts = {
        "catalogue · 目录": kpi.catalogue_code,
        "unit · 单位": kpi.unit,
        "better · 方向": kpi.better,
        "counts once seen for · 成熟期": f"{kpi.follow_up_days} days after the month",
        "shortest wait · 最短时长": "1 minute: shorter waits are not told apart, and 1 means under 1 minute · "
        "1 分钟：更短的时长不再区分，1 即不足 1 分钟"
        if isinstance(kpi.formula, Quantile)
        else "",
        "guard · 护栏": f"`{kpi.guard}`" if kpi.guard else "",
        "formula · 公式": f"`{write_formula(kpi)}`",
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
