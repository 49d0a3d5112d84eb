"""How long the executive pack takes, from nothing asked to slides and workbook, beside its bare questions.

Run: `MILEPOST_HOME=… python -m benchmarks.packs` on a published company. Seconds of the processor, since a machine may
have other work.
"""

import io
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from pptx import Presentation

from asking.ask import Ask
from asking.books import EMPTY
from asking.memory import Remembering
from asking.verification import ask_again
from reports.executive.report import SECTIONS, Pack, executive_pack
from reports.pptx.slides import slides
from reports.xlsx.workbook import workbook
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.snapshot.snapshots import Snapshot, open_current
from wording.choices import Choices
from wording.reader import Reader

Found = TypeVar("Found")


def main(home: Home) -> None:
    """Print seconds of the description, the slides and the workbook, and their ratio to the questions alone."""
    snapshot = open_current(home)
    _described(snapshot)  # what is imported and read once
    described, pack = _seconds(lambda: _described(snapshot))
    drawn, deck = _seconds(lambda: slides(pack.report))
    written, _ = _seconds(lambda: workbook(pack.report))
    bare, _ = _seconds(lambda: [ask_again(one, snapshot) for one in pack.stated])
    whole = described + drawn + written
    print(
        f"executive pack: {len(Presentation(io.BytesIO(deck)).slides)} slides, {len(pack.stated)} questions"
    )
    print(
        f"  seconds: description {described:.1f}, slides {drawn:.1f}, workbook {written:.1f}; all {whole:.1f}"
    )
    print(f"  its questions alone {bare:.1f}; ratio {whole / bare:.1f}")


def _described(snapshot: Snapshot) -> Pack:
    reader = Reader(
        language="zh", snapshot=snapshot, ask=Ask(snapshot=snapshot, scope=WHOLE_HOUSE, memory=Remembering())
    )
    choices = Choices(before=snapshot.windows[0], after=snapshot.windows[1], where=())
    return executive_pack(
        reader,
        choices=choices,
        sections=SECTIONS,
        plans=[],
        decisions=(),
        book=EMPTY,
        made_at=datetime(2026, 1, 15),
        full=True,
        told=lambda *_: None,
    )


def _seconds(run: Callable[[], Found]) -> tuple[float, Found]:
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


if __name__ == "__main__":
    main(Home.from_environment())
