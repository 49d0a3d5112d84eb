"""A company that delivers little: every page opens, and what lacks data says so."""

from pathlib import Path

import pytest

from cli.publishing import publish
from tests.kit.loading import home, run
from tests.kit.pages import FAILED, ROOT, words_of
from tests.kit.pages import run as opened
from tests.kit.tree import files
from warehouse.contract.store import Home

PAGES = [path.stem for path in files(ROOT / "pages", "[a-z]*.py")]
LOANS = "loan_id,customer_id,product,channel,region,disbursed_on,principal\nL1,C1,new,app,四川 省,2023-12-05,1000\n"
MONTHS = "loan_id,month_end,balance,days_past_due\n" + "".join(
    f"L1,{day},{balance},0\n"
    for day, balance in (("2023-12-31", 1000), ("2024-01-31", 980), ("2024-02-29", -960))
)
FILES = {"loans": LOANS, "loan_months": MONTHS, "partners": "partner_id,name,kind\nP1,Bank,bank\n"}


def published(folder: Path, *tables: str) -> Home:
    sources = "".join(
        f'[[source]]\ntable = "{name}"\nfile = "{name}.csv"\nas_of = 2024-02-29\n' for name in tables
    )
    report = run(folder, sources, {f"{name}.csv": FILES[name] for name in tables})
    assert (report.stopped, [file.rejected for file in report.files]) == ("", [0] * len(tables))
    publish(home(folder), lambda line: None)
    return home(folder)


@pytest.fixture(scope="module", params=[("loans", "loan_months"), ("partners",)], ids=["loans", "partners"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    return published(tmp_path_factory.mktemp("little"), *request.param)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(company: Home, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    app = opened(company, monkeypatch, page)
    assert not app.exception
    assert not any(words in words_of(app) for words in FAILED)
