"""The command that makes or checks a partner's review: `milepost pack`."""

import argparse
import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reports.partner_pack.handover import Draft, make_pack
from state.database import state_of
from state.dealt import read_dealings
from state.meetings import Meetings
from state.passports import Passports
from warehouse.contract.errors import MilepostError
from warehouse.contract.scope import WHOLE_HOUSE
from warehouse.contract.store import Home
from warehouse.packs import folder as pack_folder
from warehouse.snapshot import snapshots
from wording.words import LANGUAGES


def add_packs(commands: Any) -> None:
    """Add the command `pack` to a parser."""
    pack = commands.add_parser("pack", help="a partner's review, as a folder that may leave the house")
    pack.add_argument("partners", metavar="PARTNER[,PARTNER]", nargs="?")
    pack.add_argument("--out", type=Path, metavar="DIR")
    pack.add_argument("--language", choices=LANGUAGES, default="zh")
    pack.add_argument("--recipient", metavar="NAME", help="by default the name of the partner")
    pack.add_argument("--days", type=int, default=90, help="how long it is valid")
    pack.add_argument("--replace", action="store_true", help="make a pack anew that is there already")
    pack.add_argument("--check", type=Path, metavar="DIR", help="whether a pack is whole and still valid")
    pack.set_defaults(run=_pack)


def _pack(given: argparse.Namespace) -> None:
    if given.check is not None:
        checked = pack_folder.check(given.check, datetime.now(UTC))
        print(
            f"whole: {checked.files} files for {checked.recipient}, valid until {checked.expires_on.isoformat()}"
        )
        print(f"manifest {checked.manifest}: so it was printed when the pack was made, or it is another one")
        return
    codes = tuple(code for code in (given.partners or "").split(",") if code)
    if not codes or given.out is None:
        raise MilepostError("pack: needs PARTNER and --out DIR, or --check DIR")
    home = Home.from_environment()
    snapshot, state = snapshots.open_current(home), Passports(state_of(home))

    def note(draft: Draft) -> None:
        what = f"partner pack {draft.name}, manifest {draft.checksum}"
        about = draft.pack.about
        state.take(
            what,
            recipient=about.recipient,
            snapshot=snapshot.id,
            stated=[draft.stated],
            expires_on=about.expires_on,
            by=_who(),
        )

    made = make_pack(
        snapshot,
        scope=WHOLE_HOUSE,
        codes=codes,
        recipient=given.recipient or "",
        days=given.days,
        language=given.language,
        out=given.out,
        replace=given.replace,
        dealt=read_dealings(Meetings(state_of(home)), codes),
        note=note,
    )
    print(made.folder)
    for file, why in made.left_out.items():
        print(f"without {file}: {why}")
    draft = made.draft
    until = draft.pack.about.expires_on.isoformat()
    print(f"{draft.stated.number}, manifest {draft.checksum}, valid until {until}")


def _who() -> str:
    """Who makes the pack, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
