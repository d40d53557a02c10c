"""Text of others, made safe for Streamlit's Markdown."""

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]()<>#+-.!|~$:&=^"})


def plain(text: str) -> str:
    """`text` so that Markdown shows it as it is, on one line."""
    return " ".join(text.split()).translate(_SPECIAL)
