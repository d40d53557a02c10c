"""Build: make the graph from a folder or from uploaded notes, watch it, and see what changed."""

from pathlib import Path

import streamlit as st

from app import session
from app.atlas import label, sentence
from app.build_changes import Changes, changes
from app.build_run import BuildRun, start_build
from app.navigation import link
from app.page_errors import page
from app.plain_text import plain
from app.session import Workspace
from app.settings import Settings
from app.uploads import MAX_FILE_MB, SUFFIXES, save, session_folder
from graph.build_folder import read_manifest, read_report
from graph.errors import BuildError

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_LISTED = 30


def on_loopback() -> bool:
    """Whether only people at this machine can reach the app; only they may have its folders read."""
    return st.get_option("server.address") in _LOOPBACK


def begin(roots: list[Path], where: Workspace) -> None:
    try:
        st.session_state["build-before"] = session.atlas()
    except BuildError:
        st.session_state.pop("build-before", None)
    st.session_state["build-run"] = start_build(roots, where.build_folder, where.store_url, private=where.private)


def from_folder() -> None:
    say = session.words()
    if not on_loopback():
        st.info(say("build.folder_closed"))
        return
    folder = st.text_input(say("build.folder"), key="build-folder", placeholder=say("build.folder_hint"))
    if st.button(say("build.start"), key="build-start", type="primary", disabled=busy()):
        path = Path(folder.strip()).expanduser()
        if not folder.strip() or not path.exists():
            st.error(say("build.no_folder", name=plain(folder) or "–"))
        else:
            settings = Settings()
            st.session_state.pop("workspace", None)
            begin([path], Workspace(settings.build_folder, settings.store_url))
            st.rerun()


def from_upload() -> None:
    say = session.words()
    st.caption(say("build.upload_help", size=MAX_FILE_MB))
    uploads = st.file_uploader(
        say("build.upload"), type=list(SUFFIXES), accept_multiple_files=True, key="build-upload",
        max_upload_size=MAX_FILE_MB,
    )  # fmt: skip
    if st.button(say("build.start"), key="upload-start", type="primary", disabled=busy() or not uploads):
        home = st.session_state["session-folder"] = session_folder()
        root = Path(home.name)
        left_out = save(uploads, root / "notes")
        if left_out:
            st.session_state["build-left-out"] = left_out
        begin([root / "notes"], Workspace(root / "build", f"embedded:{root / 'store'}", private=True))
        st.rerun()


def busy() -> bool:
    run: BuildRun | None = st.session_state.get("build-run")
    return run is not None and run.running


@st.fragment(run_every=0.5)
def watch() -> None:
    run: BuildRun = st.session_state["build-run"]
    say = session.words()
    if not run.running:
        finish(run)
        st.rerun()
    share = run.at / run.total if run.total else 0.0
    text = (
        say("build.loading") if run.loading else say("build.reading", at=run.at, total=run.total, note=plain(run.note))
    )
    st.progress(1.0 if run.loading else share, text=text)
    if st.button(say("build.stop"), key="build-stop"):
        run.stop()


def finish(run: BuildRun) -> None:
    """Look at the new build from now on, and forget the run."""
    st.session_state["build-done"] = run
    st.session_state["build-run"] = None
    if run.build_id and run.private:
        st.session_state["workspace"] = Workspace(run.out, run.store_url, private=True)
    st.session_state.pop("exploration", None)


def show_done(run: BuildRun) -> None:
    say = session.words()
    if run.error:
        st.error(f"{say('build.failed')} {plain(run.error)}")
        return
    st.success(say("build.done", id=run.build_id))
    link("explore", say("errors.to_explore"), icon=":material/hub:")
    before = st.session_state.get("build-before")
    if before is not None:
        show_changes(changes(before, session.atlas()))


def show_changes(found: Changes) -> None:
    say, before, after = session.words(), st.session_state["build-before"], session.atlas()
    st.subheader(say("build.changes"), anchor=False)
    parts = (
        ("build.concepts_new", [label(after.concept(c), say.lang) for c in found.concepts_new]),
        ("build.concepts_gone", [label(before.concept(c), say.lang) for c in found.concepts_gone]),
        ("build.relations_new", [sentence(r, after, say.lang) for r in found.relations_new]),
        ("build.relations_gone", [sentence(r, before, say.lang) for r in found.relations_gone]),
    )
    for title, lines in parts:
        with st.expander(say(title, count=len(lines)), key=title):
            st.markdown("\n".join(f"- {plain(line)}" for line in lines[:_LISTED]) or say("compare.nothing"))
            if len(lines) > _LISTED:
                st.caption(say("evidence.more", count=len(lines) - _LISTED))


def show_report() -> None:
    say, where = session.words(), session.workspace()
    st.subheader(say("build.current"), anchor=False)
    report = read_report(where.build_folder)
    st.caption(say("build.id", id=read_manifest(where.build_folder)["build_id"]))
    if where.private:
        st.info(say("build.private"))
        if st.button(say("build.back"), key="build-back"):
            st.session_state.pop("workspace")
            st.session_state.pop("exploration", None)
            st.rerun()
    rows = [
        {say("build.status"): say(f"status.{status}"), say("table.relation"): kind, say("build.count"): count}
        for status, kinds in report["relations"].items()
        for kind, count in kinds.items()
    ]
    with st.container(horizontal=True, gap="large"):
        for name in ("files", "passages", "mentions", "questions"):
            st.metric(say(f"notes.{name}"), report[name], width="content")
    st.dataframe(rows, hide_index=True, key="build-relations")
    link("notes", say("build.to_notes"), icon=":material/description:")


with page("build"):
    say = session.words()
    if busy():
        watch()
    folder_tab, upload_tab = st.tabs([say("build.tab_folder"), say("build.tab_upload")])
    with folder_tab:
        from_folder()
    with upload_tab:
        from_upload()
    for name in st.session_state.pop("build-left-out", []):
        st.warning(say("build.left_out", name=plain(name)))
    if st.session_state.get("build-done") is not None:
        show_done(st.session_state["build-done"])
    show_report()
