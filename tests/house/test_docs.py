"""The documents against the repository: what they and the code point to is there."""

import ast
import importlib
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
WRITTEN = {".py", ".sql", ".md"}
NOT_OURS = {"build", "data"}

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
# A path of the repository: a file by its ending, or a folder by its last sign.
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*\.(?:py|sql|csv|md)|[\w-]+(?:/[\w-]+)*/")
# Written into a company's home, or into a pack, and not in the repository.
ELSEWHERE = {"snapshots/", "staging/"}
# What the guides make up: a page called fees, a mart called NAME.
PYTHON = re.compile(r"^```python\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
MADE_UP = re.compile(r"\bfees\b|\bNAME\b")

# A section of this project's statistics is a whole number; those of the published report have a point (§3.2).
SECTION = re.compile(r"§ ?(\d+)(?!\.?\d)")
POINTS = re.compile(
    r"§ ?(\d+),? (?:rules?|steps?) (\d+)(?: (and|to) (\d+))?|[Rr]ule (\d+) of statistics §(\d+)"
)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def written_files() -> list[Path]:
    """Every file of code and documents, without this one and what tools have made."""
    tops = [top for top in ROOT.iterdir() if not top.name.startswith(".") and top.name not in NOT_OURS]
    files = chain(tops, *(top.rglob("*") for top in tops if top.is_dir()))
    return [file for file in files if file.suffix in WRITTEN and file != Path(__file__)]


def statistics_sections() -> dict[int, set[int]]:
    """Each section of the statistics, with the numbers of its rules or steps."""
    parts = re.split(r"^## §(\d+) ", text_of(DOCS / "statistics.md"), flags=re.MULTILINE)[1:]
    numbered = zip(parts[::2], parts[1::2], strict=True)
    return {int(n): set(map(int, re.findall(r"^(\d+)\. ", part, re.MULTILINE))) for n, part in numbered}


def cited_points(text: str) -> Iterator[tuple[int, int]]:
    """(section, rule or step) of each citation, both ends of "4 and 5" and of "1 to 5"."""
    for section, first, _, last, only, of in POINTS.findall(text):
        if only:
            yield int(of), int(only)
        else:
            yield from ((int(section), int(point)) for point in (first, last) if point)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = HEADING.findall(FENCE.sub("", text_of(page)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_section_cited_is_in_the_statistics() -> None:
    sections = statistics_sections()
    cited = [(file, int(n)) for file in written_files() for n in SECTION.findall(text_of(file))]
    assert {file.suffix for file, _ in cited} == WRITTEN
    assert {n for _, n in cited} >= {1, 4, 8, 9, 10}
    assert [(str(file.relative_to(ROOT)), n) for file, n in cited if n not in sections] == []


def test_every_rule_and_step_cited_is_in_its_section() -> None:
    sections = statistics_sections()
    cited = {point for file in written_files() for point in cited_points(" ".join(text_of(file).split()))}
    assert cited >= {(1, 1), (1, 5), (9, 3), (9, 5), (10, 1), (10, 9)}
    assert {(section, point) for section, point in cited if point not in sections[section]} == set()


def test_the_number_of_a_section_of_the_report_is_none_of_the_statistics() -> None:
    text = "(statistics §4, §10 rule 4), as in §2.1(2) and §12.3; steps: §9, steps 1 to 5"
    assert SECTION.findall(text) == ["4", "10", "9"]
    assert list(cited_points(text)) == [(10, 4), (9, 1), (9, 5)]


def test_every_link_leads_somewhere() -> None:
    links = [
        (page, link)
        for page in PAGES
        for link in LINK.findall(FENCE.sub("", text_of(page)))
        if not link.startswith(("http://", "https://"))
    ]
    assert len(links) > len(list(DECISIONS.glob("0*.md"))) > 0
    lost = []
    for page, link in links:
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append((page.name, link))
    assert lost == []


def test_every_path_mentioned_exists() -> None:
    paths = {
        (page.name, path)
        for page in PAGES
        for path in QUOTED.findall(FENCE.sub("", text_of(page)))
        if PATH.fullmatch(path) and path not in ELSEWHERE and not MADE_UP.search(path)
    }
    assert len(paths) > 50
    assert {suffix for _, path in paths if (suffix := Path(path).suffix)} >= {".py", ".csv"}
    assert any(path.endswith("/") for _, path in paths)
    assert [path for path in sorted(paths) if not (ROOT / path[1]).exists()] == []


def test_every_document_that_code_names_exists() -> None:
    code = [file for file in written_files() if file.suffix == ".py"]
    named = {(file.name, name) for file in code for name in re.findall(r"\bdocs/[\w/-]+\.md", text_of(file))}
    assert named
    assert [name for name in sorted(named) if not (ROOT / name[1]).exists()] == []


def test_every_decision_is_listed_under_its_title() -> None:
    files = {file.name: text_of(file) for file in DECISIONS.glob("*.md") if file.name != "README.md"}
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", text_of(DECISIONS / "README.md"), re.MULTILINE)
    assert files
    assert sorted(name for _, name in listed) == sorted(files)
    assert {name: title for title, name in listed} == {
        name: text.splitlines()[0].removeprefix("# ") for name, text in files.items()
    }


def test_every_decision_is_numbered_dated_and_gives_its_reason() -> None:
    names = sorted(file.name for file in DECISIONS.glob("*.md") if file.name != "README.md")
    assert names
    assert [name[:5] for name in names] == [f"{number:04}-" for number in range(1, len(names) + 1)]
    for name in names:
        title, date, blank, *body = text_of(DECISIONS / name).splitlines()
        assert title.startswith("# ") and re.fullmatch(r"\d{4}-\d\d-\d\d", date) and not blank, name
        starts = [
            line.split(":")[0]
            for line in body
            if line.startswith(("Decided:", "Because:", "Instead of:", "Costs:"))
        ]
        assert starts[0] == "Decided" and len(starts) > 1, name


def test_code_in_documents_imports_what_there_is() -> None:
    fences = [code for page in PAGES for code in PYTHON.findall(text_of(page))]
    imports = [
        node for code in fences for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)
    ]
    assert imports
    for node in imports:
        module = importlib.import_module(node.module or "")
        assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []
