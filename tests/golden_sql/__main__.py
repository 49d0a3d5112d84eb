"""Write the SQL of every golden question anew, and delete what no question writes any more."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden_sql import FOLDER, GOLDEN, Listening, golden_path, statements_of, text_of
from tests.golden_sql.company import publish_company

with TemporaryDirectory() as folder:
    snapshot = Listening(publish_company(Path(folder)))
    for path in FOLDER.glob("*.sql"):
        path.unlink()
    for kpi, cut in GOLDEN:
        golden_path(kpi, cut).write_text(text_of(statements_of(snapshot, kpi, cut)), encoding="utf-8")
    snapshot.close()
print(f"{len(GOLDEN)} files in {FOLDER}")
