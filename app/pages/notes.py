"""Notes: files, passages, what was passed over and why."""

from collections import Counter

import streamlit as st

from app import session
from app.atlas import Atlas, label
from app.navigation import link
from app.page_errors import page
from app.plain_text import plain
from app.texts import Texts
from graph.build_folder import read_report
from graph.model import NoteFile, PassageRecord

_PASSAGES = 60
_REJECTS = 500


def files(texts: Texts) -> str:
    """The path of the note that is chosen: by link or by field."""
    say = session.words()
    notes = {n.path: n for n in texts.graph.notes}
    asked = st.query_params.get("note", "")
    if asked and asked not in notes:
        st.warning(say("notes.unknown", name=plain(asked)))
    if asked in notes and st.session_state.get("note-linked") != asked:
        st.session_state.update({"note-linked": asked, "note-choice": asked})
    chosen = st.selectbox(
        say("notes.choose", count=len(notes)), list(notes), key="note-choice",
        format_func=lambda p: f"{notes[p].title}  ({p})",
    )  # fmt: skip
    if chosen:
        if chosen != asked:
            st.query_params.pop("line", None)
        st.session_state["note-linked"] = chosen
        st.query_params["note"] = chosen
    return chosen or ""


def asked_line() -> int:
    asked = st.query_params.get("line", "")
    return int(asked) if asked.isdecimal() else 0


def show_passage(passage: PassageRecord, chosen: bool) -> None:
    mark = ":material/arrow_right: " if chosen else ""
    with st.container(border=chosen, key=f"line-{passage.line}-{passage.id}"):
        st.caption(f"{mark}{passage.line} · {passage.kind}")
        st.markdown(f"**{plain(passage.text)}**" if passage.kind == "heading" else plain(passage.text))


def show_note(note: NoteFile, texts: Texts, atlas: Atlas) -> None:
    say = session.words()
    passages, line = texts.passages_of.get(note.path, ()), asked_line()
    if note.repaired:
        st.info(say("notes.repaired"))
    named = Counter(m.concept for m in texts.graph.mentions if m.path == note.path)
    st.caption(say("notes.named", count=len(named)))
    with st.container(horizontal=True, key="note-concepts"):
        for concept, count in named.most_common(12):
            link("concept", f"{label(atlas.concept(concept), say.lang)} ({count})", concept=concept)
    at = next((n for n in reversed(range(len(passages))) if passages[n].line <= line), 0) if line else 0
    start = max(0, at - 5)
    if start:
        st.caption(say("notes.before", count=start))
    for n, passage in enumerate(passages[start : start + _PASSAGES], start):
        show_passage(passage, bool(line) and n == at)
    rest = len(passages) - start - _PASSAGES
    if rest > 0:
        following = passages[start + _PASSAGES].line
        link("notes", say("notes.further", count=rest), note=note.path, line=str(following))


def show_health(texts: Texts) -> None:
    say = session.words()
    report = read_report(session.workspace().build_folder)
    with st.container(horizontal=True, gap="large"):
        for name in ("files", "passages", "mentions", "questions"):
            st.metric(say(f"notes.{name}"), report[name], width="content")
    repaired, skipped = report.get("repaired", []), report.get("skipped", [])
    st.markdown(f"**{say('notes.skipped', count=len(skipped))}**")
    if skipped:
        st.dataframe(skipped, hide_index=True, key="skipped-files")
    st.markdown(f"**{say('notes.repaired_files', count=len(repaired))}**")
    for path in repaired:
        st.markdown(f"- {plain(path)}")


def show_rejects(texts: Texts) -> None:
    say = session.words()
    reasons = Counter(r.reason for r in texts.graph.rejects)
    if not reasons:
        st.caption(say("notes.no_rejects"))
        return
    st.caption(say("notes.rejects_help"))
    reason = st.selectbox(
        say("notes.reason"), [r for r, _ in reasons.most_common()], format_func=lambda r: f"{r} ({reasons[r]})",
        key="reject-reason",
    )  # fmt: skip
    rows = [
        {say("notes.what"): r.what, say("notes.text"): r.text, say("notes.where"): f"{r.path}:{r.line}"}
        for r in texts.graph.rejects
        if r.reason == reason
    ]
    st.dataframe(rows[:_REJECTS], hide_index=True, key="rejects")


with page("notes"):
    say, texts = session.words(), session.texts()
    titles = [say("notes.tab_notes"), say("notes.tab_health"), say("notes.tab_rejects")]
    reading, health, rejects = st.tabs(titles, on_change="rerun", key="notes-tabs")
    if reading.open:
        with reading:
            path = files(texts)
            note = next((n for n in texts.graph.notes if n.path == path), None)
            if note is None:
                st.info(say("notes.none"))
            else:
                show_note(note, texts, session.atlas())
    if health.open:
        with health:
            show_health(texts)
    if rejects.open:
        with rejects:
            show_rejects(texts)
