"""One reader's session with a running Streamlit server, as a browser holds it: protobuf messages over a websocket."""

import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

HEADLINES = 5
PATIENCE_SECONDS = 120.0
Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A page as it arrived: milliseconds until its headlines and until it was complete, elements, kilobytes.

    `headlines`: until the fifth card; of a page with fewer, until it was complete.
    """

    headlines: float
    complete: float
    elements: int
    kilobytes: float


class Session:
    """A session: every page it opens is drawn in full before the next is asked for."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pages: dict[str, str] = {}  # address → the server's name of the page
        self._kept: set[str] = set()  # large messages that a browser keeps and is not sent again
        self._socket = connect(
            f"{url.replace('http', 'ws', 1)}/_stcore/stream",
            origin=Origin(url),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def draw(self, page: str, query: Query) -> Drawn:
        """Ask for a page with query parameters, as by following a link, and wait until it is complete."""
        sent = BackMsg()
        rerun = sent.rerun_script
        rerun.query_string = urlencode(query)
        rerun.page_script_hash = self._pages.get(page, "")
        rerun.page_name = "" if page in self._pages else page
        rerun.cached_message_hashes.extend(self._kept)
        rerun.context_info.CopyFrom(
            ContextInfo(timezone="UTC", locale="en-US", url=f"{self._url}/{page}", color_scheme="light")
        )
        rerun.is_history_navigation = True
        start = time.perf_counter()
        self._socket.send(sent.SerializeToString())
        return self._read(start)

    def _read(self, start: float) -> Drawn:
        cards, size, elements = [], 0, 0
        while True:
            received = self._socket.recv(timeout=PATIENCE_SECONDS)
            assert isinstance(received, bytes)
            passed = (time.perf_counter() - start) * 1_000
            size += len(received)
            message = ForwardMsg.FromString(received)
            kind = message.WhichOneof("type")
            if message.metadata.cacheable:
                self._kept.add(message.hash)
            if kind == "navigation":
                self._pages = {one.url_pathname: one.page_script_hash for one in message.navigation.app_pages}
            elif kind in ("delta", "ref_hash"):
                elements += 1
                if kind == "delta" and _is_card(message.delta.new_element):
                    cards.append(passed)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return Drawn(
                    headlines=cards[HEADLINES - 1] if len(cards) >= HEADLINES else passed,
                    complete=passed,
                    elements=elements,
                    kilobytes=size / 1_000,
                )


def _is_card(element: Element) -> bool:
    """Whether it holds the numbers of a KPI card, which are drawn as HTML with an image; what failed stops all."""
    if element.HasField("exception"):
        raise AssertionError(element.exception.message)
    return element.HasField("html") and "<img" in element.html.body
