"""Text that was read in the wrong encoding, put right, also where bytes were lost on the way.

UTF-8 read as Windows-1252 or -1254 turns 模 (E6 A8 A1) into `æ¨¡`. Some bytes stand for nothing in those code pages;
a program that drops them leaves `å‹` for 型 (E5 9E 8B). Which byte is missing where, the characters around tell.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

import ftfy

from etl.character_lattice import Reading, likeliest_reading
from etl.characters import CharacterModel, character_model

_MIN_UNITS = 3
"""Different characters that text must hold whole before it is taken for mojibake on its own evidence."""
_MIN_UNITS_OF_FILE = 8
_MIN_UNITS_IN_BAD_FILE = 0
"""In a file that is mojibake throughout, a line may hold but one damaged character."""
_MIN_EXPLAINED = 0.85
"""Share of the letters beyond ASCII that must be part of such characters."""

_LOST_IN_BOTH = (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xAD)
_LOST_IN_1254 = (0x8E, 0x9E)


def _code_page() -> dict[str, int]:
    """Byte of each character beyond ASCII in Windows-1254 and -1252; no character has two."""
    pairs = ((byte, codec) for codec in ("cp1252", "cp1254") for byte in range(0x80, 0x100))
    table = {bytes([byte]).decode(codec, "ignore"): byte for byte, codec in pairs}
    return {char: byte for char, byte in table.items() if char} | {chr(byte): byte for byte in range(0x80, 0xA0)}


_BYTE = _code_page()
_LEAD = "".join(re.escape(char) for char, byte in _BYTE.items() if 0xC2 <= byte <= 0xF4)
_TAIL = "".join(re.escape(char) for char, byte in _BYTE.items() if byte < 0xC0)
_SUSPECT = re.compile(f"[{_LEAD}][{_TAIL}]")
_STRETCH = re.compile("[\\x00-\\x7f" + "".join(re.escape(char) for char in _BYTE) + "]+")
_HIGH = re.compile("[" + "".join(re.escape(char) for char in _BYTE) + "]")
_UNIT = re.compile(f"[{_LEAD}][{_TAIL}]{{0,3}}")

_USUAL = re.compile("[\u00a0-\u00ff\u2010-\u2044\u20ac\u2122\u2190-\u2193\u2212\u2248-\u2265]+")
"""What a single damaged character of European text may have been; `Çœ` is two letters, not ǜ."""
_EVIDENT = re.compile(
    "[\u00a0-\u00ff\u0391-\u03c9\u0410-\u044f\u2010-\u2044\u20ac\u2122\u2190-\u2193\u2212\u2248-\u2265"
    "\u3001-\u301f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff01-\uff5e\U0001f300-\U0001faff]"
)
"""What people write in notes; that a pair of characters decodes to anything else is chance."""
_FTFY = ftfy.TextFixerConfig(replace_lossy_sequences=False, decode_inconsistent_utf8=False, fix_c1_controls=False)


@dataclass(frozen=True, slots=True)
class Repair:
    """Text after repair."""

    text: str
    repaired: bool = False
    """True where anything was changed."""
    confidence: float = 1.0
    """0..1, share of the characters with lost bytes that the character model is sure of."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """One lead byte with the bytes after it, and the characters that they may have been."""

    start: int
    end: int
    candidates: tuple[str, ...]
    is_evident: bool
    """No byte is missing, and the character is one that people write."""


def repair_mojibake(text: str, model: CharacterModel | None = None) -> Repair:
    """The text with mojibake put right line by line; as many lines as before, and any other text as it was.

    `model` decides what the lost bytes were; the one that ships with Gradus where none is given.
    """
    if _SUSPECT.search(text) is None:
        return Repair(text)
    lost = _LOST_IN_BOTH if "Ž" in text or "ž" in text else _LOST_IN_BOTH + _LOST_IN_1254
    min_units = _MIN_UNITS_IN_BAD_FILE if _is_mojibake(text, _units(text, lost), _MIN_UNITS_OF_FILE) else _MIN_UNITS
    lines: list[str] = []
    guesses = sure = 0
    for line in text.split("\n"):
        reading = _repair_line(line, lost, min_units, model) if _HIGH.search(line) else Reading(line, 0, 0)
        lines.append(reading.text)
        guesses += reading.guesses
        sure += reading.sure
    repaired = "\n".join(lines)
    return Repair(repaired, repaired != text, sure / guesses if guesses else 1.0)


def _repair_line(line: str, lost: tuple[int, ...], min_units: int, model: CharacterModel | None) -> Reading:
    fixed = _fix_without_loss(line, lost)
    if fixed != line:
        return Reading(fixed, 0, 0)
    lattice: list[tuple[str, ...]] = []
    done = 0
    for stretch in _STRETCH.finditer(line):
        units = _units(stretch.group(), lost)
        if not _is_mojibake(stretch.group(), units, min_units):
            continue
        for unit in units:
            start = stretch.start() + unit.start
            lattice.extend((char,) for char in line[done:start])
            lattice.append(unit.candidates)
            done = stretch.start() + unit.end
    if not lattice:
        return Reading(line, 0, 0)
    lattice.extend((char,) for char in line[done:])
    return likeliest_reading(lattice, model or character_model())


def _fix_without_loss(line: str, lost: tuple[int, ...]) -> str:
    """The line as ftfy mends it, where enough speaks for it: ftfy takes `éŞ“` for 骓, which is no loss to it."""
    if _SUSPECT.search(line) is None:
        return line
    fixed = ftfy.fix_encoding(line, _FTFY)
    new = "".join(set(fixed) - set(line))
    is_certain = _evident_characters(_units(line, lost)) > 1 or _USUAL.fullmatch(new)
    return fixed if is_certain and "\n" not in fixed else line


def _is_mojibake(text: str, units: Sequence[_Unit], min_units: int) -> bool:
    """True where nearly every letter beyond ASCII is a byte of UTF-8, and enough characters lost none."""
    explained = sum(unit.end - unit.start for unit in units)
    bare_leads = sum(unit.end - unit.start == 1 for unit in units)
    return (
        _evident_characters(units) >= min_units
        and explained >= _MIN_EXPLAINED * len(_HIGH.findall(text))
        and bare_leads * 3 <= len(units)
        and explained > len(units)
    )


def _evident_characters(units: Sequence[_Unit]) -> int:
    """Number of different ones: `É…` three times over is an author's habit."""
    return len({unit.candidates for unit in units if unit.is_evident})


def _units(text: str, lost: tuple[int, ...]) -> list[_Unit]:
    found: list[_Unit] = []
    for match in _UNIT.finditer(text):
        data = bytes(_BYTE[char] for char in match.group())
        length = 2 if data[0] < 0xE0 else 3 if data[0] < 0xF0 else 4
        data = data[:length]
        candidates = _candidates(data, length, lost)
        if candidates:
            is_evident = len(data) == length and _EVIDENT.match(candidates[0]) is not None
            found.append(_Unit(match.start(), match.start() + len(data), candidates, is_evident))
    return found


@cache
def _candidates(data: bytes, length: int, lost: tuple[int, ...]) -> tuple[str, ...]:
    """The characters whose UTF-8 is `data` with lost bytes put back wherever they may have stood."""
    gaps = length - len(data)
    found: set[str] = set()
    for places in combinations(range(1, length), gaps):
        for restored in product(lost, repeat=gaps):
            whole = bytearray(data)
            for place, byte in zip(places, restored, strict=True):
                whole.insert(place, byte)
            char = whole.decode("utf-8", errors="ignore")
            if len(char) == 1 and unicodedata.category(char)[0] != "C":
                found.add(char)
    return tuple(sorted(found))
