"""The text in a file's bytes, whatever encoding it was saved in."""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ["gb18030", "big5hkscs", "cp1252", "cp1254", "cp1251", "shift_jis", "euc_kr"]
_GOOD_PER_BAD = 4
"""Valid multi-byte characters that must stand against each bad one for text to count as damaged UTF-8."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded | None:
    """The text, or None for bytes that are no text. Damaged UTF-8 keeps U+FFFD where bytes are bad."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(
                data.decode(encoding, errors="replace").removeprefix("\ufeff"), encoding.removesuffix("-sig")
            )
    if b"\0" in data:
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _other_charset(data) or _mostly_ascii(data)


def _damaged_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    return Decoded(text, "utf-8") if good >= _GOOD_PER_BAD * bad else None


def _other_charset(data: bytes) -> Decoded | None:
    for encoding in ("gb18030", "big5hkscs"):
        text = _decode_strictly(data, encoding)
        if text is not None and _reads_as_chinese(text):
            return Decoded(text, encoding)
    match = charset_normalizer.from_bytes(data, cp_isolation=_CANDIDATES).best()
    return Decoded(str(match), match.encoding.replace("_", "-")) if match else None


def _mostly_ascii(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", errors="replace")
    strange = text.count("\ufffd") + len(re.findall("[\x01-\x08\x0e-\x1f]", text))
    return Decoded(text, "utf-8") if strange * 20 < len(text) else None


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_as_chinese(text: str) -> bool:
    """True where nearly all letters beyond ASCII are common ideographs or Chinese punctuation.

    charset-normalizer alone takes short Chinese notes for Korean or Johab.
    """
    beyond_ascii = [char for char in text if char > "\x7f"]
    common = sum(1 for char in beyond_ascii if _is_common(char))
    return common >= 0.9 * len(beyond_ascii)


def _is_common(char: str) -> bool:
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or "\u2010" <= char <= "\u2027":
        return True
    try:
        gb, big5 = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    except UnicodeEncodeError:
        return False
    # level 1 of GB 2312 and of Big5: the 3,755 and 5,401 most used characters
    return b"\xb0\xa1" <= gb <= b"\xd7\xf9" or b"\xa4\x40" <= big5 <= b"\xc6\x7e"
