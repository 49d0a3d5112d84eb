"""Of what is asked: the months, the filters, and the rows that a reader may see."""

from dataclasses import dataclass

Filters = tuple[tuple[str, tuple[str, ...]], ...]  # (dimension, its members), sorted


Months = tuple[str, str]  # first and last month, YYYY-MM, both included


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The rows a reader may see: `partners` None is the whole house, else only these partners' rows."""

    partners: tuple[str, ...] | None


WHOLE_HOUSE = Scope(partners=None)
