"""Measure mojibake repair on notes that the character counts have not seen.

    python scripts/measure_mojibake_repair.py NOTES

For each folder in NOTES: count characters in the Chinese notes of all other folders, break this folder's notes as
`å‹` breaks 型 (UTF-8 read as Windows-1254, eight bytes dropped), repair them, and print the share of ideographs
that come back right.
"""

import argparse
from pathlib import Path

from count_characters import chinese_documents

from etl.characters import CharacterModel, count_characters, parse_counts
from etl.mojibake import repair_mojibake

LOST = {0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", type=Path)
    documents = chinese_documents([parser.parse_args().notes], [])
    for folder in sorted({document.path.split("/")[0] for document in documents}):
        held_out = [d.raw for d in documents if d.path.startswith(folder)]
        model = parse_counts(count_characters(d.raw for d in documents if not d.path.startswith(folder)))
        right, total = map(sum, zip(*(measure(text, model) for text in held_out), strict=True))
        print(f"{folder:12} {len(held_out):4} notes {total:7} ideographs  {right / total:.4f} right")


def measure(text: str, model: CharacterModel) -> tuple[int, int]:
    """(ideographs that come back right, all ideographs); a line that comes back longer or shorter is all wrong."""
    broken = bytes(byte for byte in text.encode() if byte not in LOST).decode("cp1254")
    right = total = 0
    for line, repaired in zip(text.split("\n"), repair_mojibake(broken, model).text.split("\n"), strict=True):
        is_aligned = len(line) == len(repaired)
        for char, other in zip(line, repaired, strict=False) if is_aligned else ((char, "") for char in line):
            if "\u3400" <= char <= "\u9fff":
                total += 1
                right += char == other
    return right, total


if __name__ == "__main__":
    main()
