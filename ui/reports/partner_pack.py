"""The block of the Reports page that makes a partner's pack."""

import io
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from reports.partner_pack.handover import LONGEST_DAYS, Draft, make_pack
from reports.partner_pack.review import LONGEST_NAME
from state.database import state_of
from state.dealt import read_dealings
from state.meetings import Meetings
from state.passports import Passports
from ui import address
from ui.keys import PARTNER
from ui.view import View
from warehouse.contract.errors import MilepostError
from warehouse.contract.store import Home
from warehouse.partners.standings import roster
from wording import formats
from wording.naming import member_name
from wording.words import LANGUAGES, Language

USUAL_DAYS = 90
_MADE = "partner_pack_made"  # session: the pack that was made last


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A pack as ordered. `recipient`: "" for the partner itself; `days`: how long it is valid."""

    partner: str
    recipient: str
    days: int
    language: Language


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A pack ready for download: the folder as one archive, its number and checksum, and what was left out."""

    wanted: Wanted
    name: str
    archive: bytes
    number: str
    checksum: str
    expires_on: str
    without: tuple[str, ...]
    seconds: float


def partner_pack_block(view: View) -> None:
    """Draw the choices of a pack, the button that makes it, and the pack made last."""
    st.caption(view.say("partner_pack.about"))
    known = {partner.code for partner in view.ask.of(roster).partners}
    codes = tuple(code for code in view.ask.members("partner") if code in known)
    if not codes:
        st.markdown(view.say("partners.none"))
        return
    wanted = _order(view, codes)
    if wanted is not None:
        with st.status(view.say("partner_pack.building")) as status:
            try:
                st.session_state[_MADE] = _make(view, wanted)
                status.update(label=view.say("partner_pack.built"), state="complete", expanded=False)
            except MilepostError as error:
                st.session_state.pop(_MADE, None)
                status.update(label=view.say("partner_pack.not_built"), state="error", expanded=True)
                st.caption(str(error))
    ready: Ready | None = st.session_state.get(_MADE)
    if ready is not None:
        _draw_ready(view, ready)


def _order(view: View, codes: tuple[str, ...]) -> Wanted | None:
    """The order, once the button is pressed."""
    labels = view.ask.labels("partner")
    asked = next((code for code in address.read_codes(PARTNER) if code in codes), codes[0])
    with st.form("partner_pack", border=True):
        left, right = st.columns(2, gap="large")
        partner = left.selectbox(
            view.say("partner_pack.partner"),
            codes,
            index=codes.index(asked),
            format_func=lambda code: member_name(code, labels, view.language),
            key=f"partner_pack_of_{asked}",
        )
        recipient = left.text_input(
            view.say("partner_pack.recipient"),
            placeholder=view.say("partner_pack.itself"),
            max_chars=LONGEST_NAME,
            key="partner_pack_recipient",
        )
        days = right.number_input(
            view.say("partner_pack.days"), 1, LONGEST_DAYS, USUAL_DAYS, key="partner_pack_days"
        )
        language = right.segmented_control(
            view.say("reports.language"),
            (view.language, *(code for code in LANGUAGES if code != view.language)),
            default=view.language,
            required=True,
            format_func=lambda code: view.say(f"language.{code}"),
            key="partner_pack_language",
        )
        pressed = st.form_submit_button(
            view.say("partner_pack.build"), type=view.main_button, icon=":material/outgoing_mail:"
        )
    return (
        Wanted(partner=partner, recipient=recipient, days=int(days), language=language or view.language)
        if pressed
        else None
    )


def _make(view: View, wanted: Wanted) -> Ready:
    start, taken = time.monotonic(), Passports(state_of(Home.from_environment()))

    def note(draft: Draft) -> None:
        about = draft.pack.about
        what = f"partner pack {draft.name}, manifest {draft.checksum}"
        by = view.say("reports.by")
        taken.take(
            what,
            recipient=about.recipient,
            snapshot=view.snapshot.id,
            stated=[draft.stated],
            expires_on=about.expires_on,
            by=by,
        )

    with TemporaryDirectory() as folder:
        made = make_pack(
            view.snapshot,
            view.ask.scope,
            codes=(wanted.partner,),
            recipient=wanted.recipient,
            days=wanted.days,
            language=wanted.language,
            out=Path(folder),
            replace=False,
            dealt=read_dealings(Meetings(state_of(Home.from_environment())), (wanted.partner,)),
            note=note,
        )
        archive = _zip_folder(made.folder)
    draft = made.draft
    return Ready(
        wanted=wanted,
        name=draft.name,
        archive=archive,
        number=draft.stated.number,
        checksum=draft.checksum,
        expires_on=draft.pack.about.expires_on.isoformat(),
        without=tuple(made.left_out),
        seconds=time.monotonic() - start,
    )


def _zip_folder(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{folder.name}/{path.name}")
    return content.getvalue()


def _draw_ready(view: View, ready: Ready) -> None:
    labels = view.ask.labels("partner")
    name = member_name(ready.wanted.partner, labels, view.language)
    st.download_button(
        view.say("partner_pack.take", name=name),
        data=ready.archive,
        file_name=f"{ready.name}.zip",
        mime="application/zip",
        key="partner_pack_take",
        on_click="ignore",
        icon=":material/download:",
    )
    lines = [
        view.say(
            "partner_pack.made",
            size=formats.digits(len(ready.archive) / 1e6),
            seconds=formats.digits(ready.seconds),
            day=ready.expires_on,
        ),
        view.say("partner_pack.known", number=ready.number, checksum=ready.checksum),
    ]
    if ready.without:
        lines.append(view.say("partner_pack.without", files=view.say("format.comma").join(ready.without)))
    st.caption("  \n".join(lines))
