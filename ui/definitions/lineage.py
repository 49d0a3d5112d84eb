"""The lineage of a KPI from the company's files through tables and marts, as a diagram and as one line of names."""

from warehouse.kpis.record import Kpi
from warehouse.query.lineage import Provenance
from warehouse.query.query import kpi_marts
from wording.naming import name_of
from wording.words import Language, say, say_member


def diagram(kpi: Kpi, lineage: Provenance, narrow: bool, language: Language) -> str:
    """Return the Mermaid source of the diagram file → table → mart → KPI, from top to bottom if `narrow`."""
    lines = [f"flowchart {'TB' if narrow else 'LR'}", f'kpi(["{name_of(kpi, language)}"])']
    for place, (table, files) in enumerate(lineage.files):
        lines.append(f'table{place}["{say_member("table", table, language)}"]')
        if files:
            lines.append(f'file{place}[/"{_files(files, language)}"/] --> table{place}')
    for place, mart in enumerate(kpi_marts(kpi)):
        lines.append(f'mart{place}[("{mart.name}")] --> kpi')
        needed = [n for n, (table, _) in enumerate(lineage.files) if table in mart.needs] or [0]
        lines += [f"table{n} --> mart{place}" for n in needed]
    # Tables that only a column is needed of feed every mart.
    direct = {table for mart in kpi_marts(kpi) for table in mart.needs}
    lines += [
        f"table{n} --> mart{place}"
        for n, (table, _) in enumerate(lineage.files)
        if table not in direct
        for place in range(len(kpi_marts(kpi)))
    ]
    return "\n".join(lines)


def in_one_line(kpi: Kpi, lineage: Provenance, language: Language) -> str:
    """Return the same lineage on one line, as the alternative text of the diagram."""
    files = [_files(files, language) for _, files in lineage.files if files]
    tables = [say_member("table", table, language) for table, _ in lineage.files]
    steps = (files, tables, [mart.name for mart in kpi_marts(kpi)], [name_of(kpi, language)])
    return " → ".join(say("format.comma", language).join(names) for names in steps if names)


def _files(files: tuple[str, ...], language: Language) -> str:
    if len(files) == 1:
        return files[0]
    return say("definitions.files", language, first=files[0], n=str(len(files)))
