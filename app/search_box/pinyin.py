"""Pinyin initials of Chinese names, so that `zyl` finds 注意力."""

_FIRST_OF = {
    "a": "啊", "b": "芭", "c": "擦", "d": "搭", "e": "蛾", "f": "发", "g": "噶", "h": "哈", "j": "击", "k": "喀",
    "l": "垃", "m": "妈", "n": "拿", "o": "哦", "p": "啪", "q": "期", "r": "然", "s": "撒", "t": "塌", "w": "挖",
    "x": "昔", "y": "压", "z": "匝",
}  # fmt: skip
_STARTS = sorted((char.encode("gb2312"), letter) for letter, char in _FIRST_OF.items())
_LEVEL_1_END = b"\xd7\xf9"


_OTHER_READINGS = {
    "重排": "cp",
    "重写": "cx",
    "重复": "cf",
    "重计算": "cjs",
    "重参数": "ccs",
    "重采样": "ccy",
    "长度": "cd",
}
"""Words of the field whose first character is read otherwise than it is sorted."""


def initials(text: str) -> str:
    """The initials of `text`, Latin letters and digits kept; empty where there is no Chinese character in it.

    GB 2312 sorts its 3,755 level-1 characters by pinyin, so the code of a character gives its initial; rarer
    characters are left out, and a character with several readings has the one it is sorted by.
    """
    if not any("\u4e00" <= ch <= "\u9fff" for ch in text):
        return ""
    for word, read in _OTHER_READINGS.items():
        text = text.replace(word, read)
    return "".join(map(_initial, text))


def _initial(ch: str) -> str:
    if ch.isascii():
        return ch.lower() if ch.isalnum() else ""
    try:
        code = ch.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if len(code) != 2 or not _STARTS[0][0] <= code <= _LEVEL_1_END:
        return ""
    return next(letter for start, letter in reversed(_STARTS) if start <= code)
