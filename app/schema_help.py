"""What can be asked for: labels, relation types with counts, properties."""

from collections import Counter

import streamlit as st

from app.atlas import Atlas, reads
from app.wording import Wording

_NODES = {
    "Concept": "id, name, name_zh, aliases, kind, area, level, definition, definition_zh, year, status",
    "Note": "path, title, lang",
    "Passage": "id, path, line, text, lang",
    "Question": "id, text",
}
_OTHER_RELATIONS = (
    "(:Note)-[:HAS]->(:Passage)",
    "(:Passage)-[:MENTIONS]->(:Concept)",
    "(:Question)-[:ASKS]->(:Concept)",
)


def schema_help(atlas: Atlas, say: Wording) -> None:
    """The sidebar of the console."""
    counts = Counter(r.type for r in atlas.graph.relations)
    with st.container(border=True, key="schema"):
        st.markdown(f"**{say('cypher.schema')}**")
        with st.expander(say("cypher.schema_nodes"), expanded=True):
            st.markdown(
                "\n".join(f"- `:{label}` {names.replace('_', chr(92) + '_')}" for label, names in _NODES.items())
            )
        with st.expander(say("cypher.schema_relations"), expanded=True):
            rows = [f"- `:{kind.value}` {reads(kind, say.lang)} ({count})" for kind, count in counts.most_common()]
            st.markdown("\n".join(rows))
            st.caption("status, confidence, support, rules, evidence")
            st.code("\n".join(_OTHER_RELATIONS), language="cypher", wrap_lines=True)
