"""The part of docs/data.md about sources: columns of event logs, workbooks, and what `sql` may do."""

XES_COLUMNS = (
    (
        "case_id",
        "text",
        "name of the case (`concept:name` of the trace)",
        "案例编号（trace 的 `concept:name`）",
    ),
    ("activity", "text", "name of the event (`concept:name`)", "活动名称（事件的 `concept:name`）"),
    (
        "lifecycle",
        "text",
        "`lifecycle:transition`, such as start or complete",
        "生命周期状态，如 start、complete",
    ),
    ("resource", "text", "who did it (`org:resource`)", "执行者（`org:resource`）"),
    (
        "at",
        "moment",
        "`time:timestamp`; without offset in the source's `timezone`",
        "发生时刻；无时区偏移时按来源的 `timezone`",
    ),
    ("case_attributes", "JSON", "all other attributes of the case", "案例的其余属性"),
    ("event_attributes", "JSON", "all other attributes of the event", "事件的其余属性"),
)

SQL_EN = """\
`sql` turns the rows of a file into ours: DuckDB SQL in which the file is the table `source`. The columns have the names of the file, and
`_record` is the number of the record; the columns of the result have the names of their aliases, whatever their case.

- It is **exactly one SELECT** (WITH, UNION, VALUES and FROM first count), and reads only its own tables: no other files, no network, no facts, no settings. Functions that read
  files or run a text as SQL are refused; of those that make tables there are `unnest`, `range`, `generate_series`, `json_each` and `json_tree`.
- It may take **600 seconds**; `sql_seconds = 1800` in the source allows more.
- Two columns of one name are refused: write `select * exclude (topic), upper(topic) as topic`.
- Values of CSV and workbooks are text, those of Parquet and event logs have their types.
- Rows that cannot be read are refused before, and are not in `source`.
- **Further files** that it joins stand under `beside`, one file a table, its path absolute or from the folder of company.toml (or `--data`) on. They are read with the settings of the source, its `sheet` and `header` excepted, or their own
  `encoding`, `delimiter`, `sheet` and `header`. Records of theirs that cannot be read count as refused, and where one of the files has changed the source is loaded again.
- With `database`, `sql` is one query that is sent to that server in a read-only transaction, with the same time limit; what it may read is decided by the rights of the user, who best has none but to read.

```toml
[[source]]
table  = "loans"
file   = "exports/loans_*.csv"
beside = { customers = "exports/customers.csv", areas = { file = "areas.xlsx", sheet = "2025" } }
sql    = "select s.*, c.segment from source as s left join customers as c using (customer_id)"
```
"""

SQL_ZH = """\
`sql` 用 DuckDB SQL 把文件的行改写为本系统的行，文件即表 `source`；`_record` 为记录序号。结果列以别名命名，不区分大小写。

- 只接受**一条 SELECT**（可含 WITH、UNION、VALUES 或以 FROM 开头），且只能读取本来源的表：不得读取其他文件、网络、已装载数据或系统设置。
- 时限 **600 秒**，可在来源中以 `sql_seconds` 放宽。
- 不允许出现两个同名列。
- CSV 与工作簿的值均为文本，Parquet 与事件日志保留各自的类型；无法读取的行在此之前已被拒收。
- 需要关联的其他文件写在 `beside` 中，每个文件一张表，路径可写绝对路径，或相对于 company.toml 所在目录（或 `--data` 目录）的路径，可另行指定 `encoding`、`delimiter`、`sheet`、`header`（后两项不沿用来源的设置）；其中任一文件有变动，该来源会重新装载；其中无法读取的记录计入拒收。
- 数据源为 `database` 时，`sql` 作为一条查询以只读事务发送至该服务器，时限相同；可读范围取决于所用账号的权限，建议使用只读账号。
"""

WORKBOOKS = """\
Rows are refused, with the address of the cell, where a cell that is loaded holds an error such as `#REF!`, a formula whose result is not stored, or, in a column of ids, names or codes, a number of more than 15 digits:
Excel keeps 15 and makes the others 0, so store such ids as text. With `sql` every column of the sheet counts as loaded, and whole numbers of more than 15 digits are refused in all of them. Hidden sheets, rows and columns
and merged cells are named after the load. In `.xls`, `.xlsb` and `.ods` errors, formulas without a result, hidden rows and hidden columns **are not seen**: such a cell is empty there, or holds the words of the error.

单元格为错误值（如 `#REF!`）、公式未保存结果，或编号、名称、代码列中的数字超过 15 位时，该行连同单元格地址一并拒收：Excel 只保留 15 位有效数字，此类编号应以文本存储。
隐藏的工作表、行、列及合并单元格会在装载后提示。`.xls`、`.xlsb`、`.ods` 中无法识别错误值、未保存结果的公式以及隐藏的行列，相应单元格按空值或错误文字读取。
"""


def sources() -> list[str]:
    """Return the sections on event logs, workbooks and sql, as lines of Markdown."""
    return [
        "",
        "## Event logs · 事件日志",
        "",
        "An `.xes` file offers one row per event, with these columns; most need `sql`, which takes attributes out of the JSON "
        "as `case_attributes ->> 'AMOUNT_REQ'`.",
        "",
        "`.xes` 文件每个事件一行，列如下；其余属性可在 `sql` 中以 `case_attributes ->> 'AMOUNT_REQ'` 取得。",
        "",
        "| column | type | meaning | 含义 |",
        "| --- | --- | --- | --- |",
        *(f"| `{name}` | {kind} | {en} | {zh} |" for name, kind, en, zh in XES_COLUMNS),
        "",
        "## Workbooks · 工作簿",
        "",
        *WORKBOOKS.splitlines(),
        "",
        "## sql",
        "",
        *SQL_EN.splitlines(),
        "",
        *SQL_ZH.splitlines(),
    ]
