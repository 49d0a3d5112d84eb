"""What a reader has chosen to see: two windows and filters."""

from dataclasses import dataclass

from warehouse.contract.scope import Filters, Months
from wording import formats
from wording.naming import member_name
from wording.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The windows and filters of a page; the windows are None where there are none to compare."""

    before: Months | None
    after: Months | None
    where: Filters

    def windows_text(self, reader: Reader) -> str:
        """Return the windows in words."""
        if self.before is None or self.after is None:
            return reader.say("state.no_windows")
        before, after = (
            reader.say(
                "format.span",
                first=formats.month(first, reader.language),
                last=formats.month(last, reader.language),
            )
            for first, last in (self.before, self.after)
        )
        return reader.say("executive.windows", before=before, after=after)

    def filters_text(self, reader: Reader) -> str:
        """Return the filters in words, for notes and exports."""
        parts = [
            reader.say(
                "filter.chip",
                dimension=reader.say(f"dimension.{dimension}"),
                members=reader.say("format.comma").join(name_member(reader, dimension, m) for m in members),
            )
            for dimension, members in self.where
        ]
        return " · ".join(parts) or reader.say("filter.all")


def name_member(reader: Reader, dimension: str, member: str) -> str:
    """Return the name of a member of a dimension."""
    return member_name(member, reader.ask.labels(dimension), reader.language)
