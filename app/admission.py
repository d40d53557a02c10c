"""The optional password of a shared app."""

import hmac
import time

import streamlit as st

from app.settings import Settings
from app.wording import Wording

_WRONG_COSTS_S = 1.0


def admitted(say: Wording) -> bool:
    """Whether this session may see the app; asks for the password where GRADUS_PASSWORD is set."""
    password = Settings().password.get_secret_value()
    if not password or st.session_state.get("admitted"):
        return True
    st.title("Gradus", anchor=False)
    with st.form("admission"):
        given = st.text_input(say("app.password"), type="password")
        if st.form_submit_button(say("app.enter"), type="primary"):
            if hmac.compare_digest(given.encode(), password.encode()):
                st.session_state["admitted"] = True
                st.rerun()
            time.sleep(_WRONG_COSTS_S)
            st.error(say("app.wrong_password"))
    return False
