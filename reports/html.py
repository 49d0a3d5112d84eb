"""A report as one self-contained page for a browser; its content policy forbids all connections."""

from collections.abc import Mapping
from html import escape

from reports.description import Notes, Page, Panels, Part, Report, Table
from reports.pptx.layout import text_of
from wording.theme import COLOURS, FONT

_LIGHT = COLOURS["light"]
_FEW = 3  # columns that a phone has room for
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "font-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'"
)
_STYLE = f"""
body {{ margin: 0 auto; max-width: 1080px; padding: 24px 16px 64px; font: 15px/1.5 {FONT}; color: {_LIGHT.ink};
  background: {_LIGHT.paper}; }}
h1 {{ font-size: 26px; margin: 0 0 4px; }}
h2 {{ font-size: 19px; margin: 40px 0 4px; }}
h3 {{ font-size: 15px; margin: 20px 0 6px; }}
p.answer {{ color: {_LIGHT.after}; margin: 0 0 12px; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; font-size: 14px; }}
th, td {{ text-align: left; vertical-align: top; padding: 5px 10px 5px 0; border-bottom: 1px solid {_LIGHT.line}; }}
th {{ border-bottom-color: {_LIGHT.quiet}; white-space: nowrap; }}
td {{ min-width: 72px; overflow-wrap: break-word; }}
@media (max-width: 640px) {{ .wide table.many {{ min-width: 720px; }} }}
li {{ margin: 0 0 6px; }}
.note {{ color: {_LIGHT.quiet}; font-size: 13px; margin: 4px 0; }}
footer {{ color: {_LIGHT.quiet}; font-size: 12px; border-top: 1px solid {_LIGHT.line}; padding: 6px 0;
  margin-top: 16px; }}
@media print {{ section {{ break-after: page; }} .wide {{ overflow: visible; }} }}
"""


def page(report: Report, figures: Mapping[str, str], library: str) -> str:
    """Return the HTML document.

    figures: name of a page → HTML in place of its native charts. library: the script that draws it.
    """
    sections = "\n".join(
        _section(report, report_page, figures.get(report_page.name, "")) for report_page in report.pages
    )
    language = "zh-CN" if report.language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style>\n"
        f"<script>{library}</script></head>\n<body>\n{sections}\n</body></html>\n"
    )


def _section(report: Report, report_page: Page, figure: str) -> str:
    heading = "h1" if report_page is report.pages[0] else "h2"
    parts = [
        f"<{heading}>{escape(report_page.title)}</{heading}>",
        f'<p class="answer">{escape(report_page.answer)}</p>',
        figure,
    ]
    parts += [_part(part) for part in report_page.parts if not isinstance(part, Panels)]
    return f"<section>{''.join(parts)}<footer>{escape(report.foot)}</footer></section>"


def _part(part: Part) -> str:
    title = f"<h3>{escape(part.title)}</h3>" if part.title else ""
    if isinstance(part, Notes):
        return f"{title}<ul>{''.join(f'<li>{escape(line)}</li>' for line in part.lines)}</ul>"
    assert isinstance(part, Table)
    head = "".join(f"<th>{escape(column.title)}</th>" for column in part.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(text_of(cell))}</td>' for cell in row)}</tr>" for row in part.rows
    )
    many = ' class="many"' if len(part.columns) > _FEW else ""
    return f'{title}<div class="wide"><table{many}><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
