"""What of the code a snapshot depends on, read from its source: the SQL, and what the modules that build it do.

Left out is what moves no number: comments, docstrings, layout, where a module lies and what it is called, and every
module that the build does not reach. So the same facts keep their id when the house is tidied up, and change it
when a formula changes. A module counts by its syntax tree, and what it imports of ours by the content of the module
that defines it. The digest is the same under Python 3.11, 3.12 and 3.13.

Known drawbacks: an import that is written as a text is not seen, and `import a.b` of a module of ours counts by its
name.
"""

import ast
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OURS = ("analysis", "warehouse")  # the packages a build may import from
NOTHING = "[]"  # the body of a module that only describes its package


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A name that a module imports: from which module, what of it ("" the module itself), and what it is called."""

    module: str
    name: str
    alias: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """A module as it counts: its body as text, its imports, and the modules of ours numbered by first use."""

    body: str
    imports: tuple[Imported, ...]
    numbers: dict[str, int]


def code_digest(folder: Path, start: str) -> str:
    """SHA-256 of all SQL in the packages below `folder`, and of the module `start` with all that it imports of ours."""
    sources = find_sources(folder, start)
    bodies = {name: _digest(source.body) for name, source in sources.items()}
    modules = {
        _digest([bodies[name], _imports_by_content(source, bodies)]) for name, source in sources.items()
    }
    files = [path for package in OURS for path in (folder / package).rglob("*.sql")]
    sql = sorted((path.stem, path.read_text(encoding="utf-8")) for path in files)
    return _digest([sql, sorted(modules)])


def find_sources(folder: Path, start: str) -> dict[str, Source]:
    """The modules of ours that run when `start` is imported, with itself, by name; not the empty ones."""
    sources: dict[str, Source] = {}
    waiting, seen = [start], set()
    while waiting:
        name = waiting.pop()
        path = _path_of(folder, name)
        if path is None or name in seen:
            continue
        seen.add(name)
        source = _read(folder, path)
        waiting += [name.rpartition(".")[0], *(imported.module for imported in source.imports)]
        if source.body != NOTHING or source.imports:
            sources[name] = source
    return sources


def _path_of(folder: Path, name: str) -> Path | None:
    """The file of a module of ours, None where it is none."""
    parts = name.split(".")
    if parts[0] not in OURS:
        return None
    path = folder.joinpath(*parts)
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def _read(folder: Path, path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    imports = tuple(_imports(folder, tree))
    modules = {
        imported.alias for imported in imports if not imported.name and imported.module.split(".")[0] in OURS
    }
    numbers: dict[str, int] = {}
    body = [
        statement for statement in tree.body if "__file__" not in text or not _says_where_it_lies(statement)
    ]
    return Source(body=_dump(body, modules, numbers), imports=imports, numbers=numbers)


def _imports(folder: Path, tree: ast.Module) -> Iterator[Imported]:
    for node in _statements(tree.body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Imported(module=alias.name, name="", alias=alias.asname or alias.name)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                module, name = (inner, "") if _path_of(folder, inner) else (node.module or "", alias.name)
                yield Imported(module=module, name=name, alias=alias.asname or alias.name)


def _statements(nodes: list[Any]) -> Iterator[Any]:
    """These and all that stand within them; expressions, which hold no import, are not gone through."""
    for node in nodes:
        yield node
        for block in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from _statements(getattr(node, block, []))


def _says_where_it_lies(statement: ast.stmt) -> bool:
    """A constant such as the folder of the SQL, which is written otherwise from another place."""
    return isinstance(statement, ast.Assign) and any(
        isinstance(node, ast.Name) and node.id == "__file__" for node in ast.walk(statement.value)
    )


def _dump(part: Any, modules: set[str], numbers: dict[str, int]) -> str:
    """A syntax tree as text. Empty fields are left out, of which newer Pythons have more.

    So is `ctx`, which follows from where a name stands. A module of ours is numbered as it is first used, so that its
    own name does not count.
    """
    if isinstance(part, list):
        return f"[{' '.join(_dump(item, modules, numbers) for item in part if not _does_nothing(item))}]"
    if isinstance(part, ast.Name) and part.id in modules:
        return f"(module {numbers.setdefault(part.id, len(numbers))})"
    if isinstance(part, ast.AST):
        fields = ((name, getattr(part, name, None)) for name in part._fields if name != "ctx")
        kept = ((name, value) for name, value in fields if value is not None and value != [])
        told = " ".join(f"{name} {_dump(value, modules, numbers)}" for name, value in kept)
        return f"({type(part).__name__} {told})"
    return repr(part)


def _does_nothing(part: Any) -> bool:
    """Docstrings and other texts on their own, and imports, which are told by content (→ `Imported`)."""
    text = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
    return text or isinstance(part, ast.Import | ast.ImportFrom | ast.Pass)


def _imports_by_content(source: Source, bodies: dict[str, str]) -> list[list[str]]:
    return sorted(
        [
            bodies.get(imported.module, imported.module),
            imported.name,
            str(source.numbers.get(imported.alias, ""))
            if imported.module in bodies and not imported.name
            else imported.alias,
        ]
        for imported in source.imports
    )


def _digest(told: Any) -> str:
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
