"""How relations and their evidence lines are shown. All of it is text of others: never read as HTML or Markdown."""

from collections.abc import Iterable, Sequence

import streamlit as st

from app.atlas import Atlas, both_names, sentence
from app.navigation import link
from app.plain_text import plain
from app.wording import Wording
from graph.model import Evidence, Relation


def show_relation(relation: Relation, atlas: Atlas, say: Wording, *, limit: int = 3) -> None:
    """The relation as a sentence, how it is known, and the lines that state it."""
    status = say(f"status.{relation.status.value}")
    st.markdown(f"**{plain(sentence(relation, atlas, say.lang))}**")
    st.caption(say("evidence.known_as", status=status, percent=round(relation.confidence * 100)))
    if relation.reason:
        st.markdown(plain(relation.reason))
    show_evidence(relation.evidence, say, limit=limit)
    if not relation.evidence:
        st.caption(say("evidence.none"))


def show_evidence(evidence: Sequence[Evidence], say: Wording, *, limit: int = 3) -> None:
    """Evidence lines: path:line with a link into the note, and the text."""
    for n, line in enumerate(evidence):
        if n == limit:
            st.caption(say("evidence.more", count=len(evidence) - limit))
            break
        st.markdown(f"> {plain(line.text)}")
        where(line.path, line.line)


def where(path: str, line: int) -> None:
    """`path:line` as a link into the note."""
    link("notes", plain(f"{path}:{line}"), icon=":material/description:", note=path, line=str(line))


def relation_rows(relations: Iterable[Relation], atlas: Atlas, say: Wording) -> list[dict[str, object]]:
    """Relations as rows of a table."""
    return [
        {
            say("table.subject"): both_names(atlas.concept(r.subject), say.lang),
            say("table.relation"): r.type.value,
            say("table.object"): both_names(atlas.concept(r.object), say.lang),
            say("table.status"): say(f"status.{r.status.value}"),
            say("table.confidence"): r.confidence,
            say("table.evidence"): f"{r.evidence[0].path}:{r.evidence[0].line}" if r.evidence else "",
        }
        for r in relations
    ]
