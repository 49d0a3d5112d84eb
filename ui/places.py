"""The files of the pages, and the page that explains each KPI."""

from pathlib import Path

from warehouse.kpis.record import Kpi

PAGES = Path(__file__).resolve().parent.parent / "pages"
URLS = tuple(sorted(path.stem.replace("_", "-") for path in PAGES.glob("[a-z]*.py")))  # their addresses
FIRST = "scorecard"  # the address that the bare one leads to
INITIATIVES = PAGES / "initiatives.py"  # what of a change is attributable, and how that is known

_OF_FAMILY = {
    "approval": "approval",
    "work": "approval",
    "risk": "risk",
    "satisfaction": "satisfaction",
    "service": "satisfaction",
    "customer": "churn",
    "finance": "growth",
    "growth": "growth",
}
_OF_KPI = {"clv": "value", "clv_to_cac": "value", "clv_net": "value"}
ELSEWHERE = "definitions"  # families without a page of their own


def page_of(kpi: Kpi) -> Path:
    """Return the file of the page that explains why a KPI changed, or of the definitions if none does."""
    name = _OF_KPI.get(kpi.code) or _OF_FAMILY.get(kpi.family, ELSEWHERE)
    return PAGES / f"{name}.py"
