"""Errors as sentences with a way on; a page runs inside `page()`."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app import session
from app.navigation import link
from app.plain_text import plain
from graph.errors import BuildError, GradusError, StoreError


@contextmanager
def page(name: str) -> Iterator[None]:
    """Title of a page, and what it says where the build or the store is out of reach."""
    say = session.words()
    st.title(say(f"{name}.title"), anchor=False)
    try:
        yield
    except BuildError as error:
        st.info(say("errors.no_build"))
        st.caption(plain(str(error)))
        link("build", say("errors.to_build"), icon=":material/construction:")
    except StoreError as error:
        st.error(say("errors.store_down"))
        st.caption(plain(str(error)))
        if st.button(say("errors.try_again"), key="try-again"):
            st.rerun()
        link("explore", say("errors.to_explore"), icon=":material/hub:")
    except GradusError as error:
        st.error(plain(str(error)))
