"""What is read of a snapshot once."""

import gc
from pathlib import Path
from weakref import ref

import pytest

from tests.golden_sql.company import publish_company
from warehouse.snapshot.once import once
from warehouse.snapshot.snapshots import Snapshot


def test_a_snapshot_is_read_once_and_what_was_read_goes_with_it(tmp_path: Path) -> None:
    path = publish_company(tmp_path)
    read: list[str] = []

    @once
    def members(snapshot: Snapshot) -> tuple[str, ...]:
        read.append(snapshot.id)
        if len(read) == 1:
            raise OSError
        return snapshot.members("region")

    first, second = Snapshot(path), Snapshot(path)
    with pytest.raises(OSError):
        members(first)
    assert members(first) is members(first)
    assert members(second) == members(first)
    assert len(read) == 3  # the failure, and once for each
    gone = ref(second)
    del second
    gc.collect()
    assert gone() is None
