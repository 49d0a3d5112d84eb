"""Pages drawn without a reader: they ask what their default view shows, and what they draw goes nowhere."""

import runpy
from threading import current_thread

from streamlit import runtime
from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunContext, add_script_run_ctx
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SafeSessionState, SessionState

from ui.places import FRAME
from wording.words import Language

SESSION = "rehearsal"


def rehearse(address: str, language: Language) -> None:
    """Draw the page at an address in this thread, for a session of its own that no browser looks at.

    Without a session Streamlit would take every element for one that all readers share.
    """
    pages = PagesManager(str(FRAME), ScriptCache())
    pages.set_script_intent("", address)
    session = ScriptRunContext(
        session_id=SESSION,
        _enqueue=lambda message: None,
        query_string="",
        session_state=SafeSessionState(SessionState(), lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager(""),
        main_script_path=str(FRAME),
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=pages,
        context_info=ContextInfo(locale=language),
    )
    add_script_run_ctx(current_thread(), session)
    try:
        runpy.run_path(str(FRAME))
    finally:
        add_script_run_ctx(current_thread(), None)
        _forget_files()


def _forget_files() -> None:
    """What the session would have downloaded."""
    server = runtime.get_instance()
    server.media_file_mgr.clear_session_refs(SESSION)
    server.dataframe_source_mgr.clear_session_refs(SESSION)
