"""Dates and times as one text on both stores."""

import re

_ZERO_FRACTION = re.compile(r"(:\d\d)\.(\d*?)0+(?=[Z+-]|$)")
_NO_SECONDS = re.compile(r"(^|T)(\d\d:\d\d)(?=[Z+-]|$)")


def iso_text(text: str) -> str:
    """An ISO 8601 date or time with seconds, without zeros at the end of a fraction, Z for +00:00, no zone names."""
    text = text.partition("[")[0]
    text = _NO_SECONDS.sub(r"\1\2:00", text)
    text = _ZERO_FRACTION.sub(lambda match: f"{match[1]}.{match[2]}" if match[2] else match[1], text)
    return re.sub(r"\+00:00$", "Z", text)
