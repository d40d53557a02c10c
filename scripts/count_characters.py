"""Write the character counts that mojibake repair works with.

    python scripts/count_characters.py NOTES... [--without PART-OF-PATH]... [--out etl/character_counts.tsv]

Counts of characters and of pairs of neighbours, no text; pairs seen less than three times are left out.
The same notes give the same bytes.
"""

import argparse
from pathlib import Path

from etl.characters import count_characters
from etl.documents import find_notes, read_document
from etl.languages import language_of
from etl.model import Document

HEADER = (
    "# Counts of characters and of their followers in Chinese notes about language models.",
    "# Made by scripts/count_characters.py: character, count, then n:followers seen n times.",
    "# Classes: a = ASCII letter, 0 = digit, _ = white space, ^ = end of a line.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", nargs="+", type=Path)
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--out", type=Path, default=Path("etl/character_counts.tsv"))
    options = parser.parse_args()
    documents = chinese_documents(options.notes, options.without)
    lines = count_characters(document.raw for document in documents)
    options.out.write_text("\n".join([*HEADER, *lines, ""]), encoding="utf-8")
    print(f"{options.out}: {len(lines)} characters, {options.out.stat().st_size} bytes")


def chinese_documents(roots: list[Path], without: list[str]) -> list[Document]:
    """The Chinese notes whose path holds none of `without`; mojibake teaches nothing and is left out."""
    notes, _ = find_notes(roots)
    documents = (read_document(note) for note in notes if not any(part in note.path for part in without))
    return [d for d in documents if isinstance(d, Document) and not d.repaired and language_of(d.text) == "zh"]


if __name__ == "__main__":
    main()
