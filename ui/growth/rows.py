"""CSV rows behind the figure of the cost structure."""

from warehouse.query.subjects.costs import Base, CostStructure
from wording.downloads import Rows
from wording.words import Language, say


def cost_rows(cost_structure: CostStructure, base: Base, language: Language) -> Rows:
    """Return a row per account: what it is divided by, both windows and their difference."""
    return Rows(
        columns=tuple(
            say(f"column.{key}", language) for key in ("account", "base", "before", "after", "absolute")
        ),
        rows=tuple(
            (
                say(f"account.{line.account}", language),
                say(f"base.{base}", language),
                line.before,
                line.after,
                line.after - line.before,
            )
            for line in cost_structure.lines
        ),
    )
