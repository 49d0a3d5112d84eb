"""The company's own master for slides: a PPTX file that it puts into its home and names in company.toml."""

import io
import zipfile
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError

from warehouse.contract.company import Company
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def read_template(home: Home, company: Company) -> bytes | None:
    """Return the file, None where the company names none.

    Raises MilepostError where it is missing, no presentation, or without a layout that has a title.
    """
    name = company.report_template
    if name is None:
        return None
    about = f"company.toml [report] template: {name}"
    try:
        content = (home.root / name).read_bytes()
    except OSError as error:
        raise MilepostError(f"{about} cannot be read in {home.root} ({error.strerror})") from None
    try:
        deck: Any = Presentation(io.BytesIO(content))
    except (PythonPptxError, zipfile.BadZipFile, KeyError, ValueError):
        raise MilepostError(f"{about} is no presentation") from None
    kinds = [place.placeholder_format.type for layout in deck.slide_layouts for place in layout.placeholders]
    if not any(kind in TITLES for kind in kinds):
        raise MilepostError(f"{about} has no layout with a title")
    return content
