"""The limits of a question: its months, its filters, and the rows that a reader may see."""

from dataclasses import dataclass

Filters = tuple[tuple[str, tuple[str, ...]], ...]  # (dimension, its members), sorted


Months = tuple[str, str]  # first and last month, YYYY-MM, both included


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The rows that a reader may see: all of them if `partners` is None, else only those of the partners listed."""

    partners: tuple[str, ...] | None


WHOLE_HOUSE = Scope(partners=None)
