"""What customers say: their contacts with service and their surveys, month by month into files."""

from collections.abc import Mapping

import numpy as np

from demo.applying.applications import Columns
from demo.applying.intake import Intake
from demo.files.exports import Export
from demo.files.write import Files
from demo.service import rows as contact_rows
from demo.service import surveys
from demo.service.contacts import Contacts, contacts_of
from demo.setting.streams import stream
from demo.setting.timeline import MONTHS, month_text
from demo.setting.world import World


class Voices:
    """Keeps the running numbers, and the surveys of a year where they go into one workbook."""

    def __init__(self, world: World, exports: Mapping[str, Export], files: Files) -> None:
        self._world, self._exports, self._files = world, exports, files
        self._contacts, self._surveys = 1, 1
        self._year: list[Columns] = []

    def month(self, lots: list[Intake], live: Columns, month: int) -> tuple[Contacts, Columns]:
        """Contacts and surveys that begin in a month, written to their files."""
        contacts = contacts_of(live, month, self._world, stream(self._world.seed, f"service {month}"))
        numbers = self._contacts + np.arange(len(contacts.response_with))
        self._contacts += len(numbers)
        rows = contact_rows.service_contacts(contacts, live, numbers)
        quarter = f"{month_text(month)[:4]}Q{month % 12 // 3 + 1}"
        self._files.append(self._exports["service_contacts"], quarter, rows)
        rng = stream(self._world.seed, f"surveys {month}")
        asked = surveys.join(
            [
                *(surveys.about_approval(lot, self._world, month, rng) for lot in lots),
                surveys.about_service(contacts, live, numbers, world=self._world, month=month, rng=rng),
                surveys.about_the_relationship(live, self._world, month, rng),
            ]
        )
        self._write(asked, month)
        return contacts, asked

    def _write(self, asked: Columns, month: int) -> None:
        export = self._exports["surveys"]
        yearly = export.file.endswith(".xlsx")
        self._year.append(asked)
        if not yearly or month % 12 == 11 or month == MONTHS - 1:
            lot = surveys.join(self._year)
            part = month_text(month)[:4] if yearly else month_text(month)
            rows = contact_rows.surveys(lot, self._surveys, len(self._world.partners.kind))
            self._files.append(export, part, rows)
            self._surveys += len(lot["sent"])
            self._year = []
