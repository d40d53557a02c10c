"""Messages of plain values over a pipe: a length, then JSON."""

import json
import struct
from typing import IO, TypeAlias

from graph.store import Value

Message: TypeAlias = dict[str, Value]

_LENGTH = struct.Struct(">Q")


def write_message(pipe: IO[bytes], message: Message) -> None:
    """Send one message. Raises OSError where the other end is gone."""
    # ASCII escapes carry lone surrogates, which UTF-8 does not
    body = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def read_message(pipe: IO[bytes]) -> Message | None:
    """The next message, or None once the other end is closed."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        return None
    message: Message = json.loads(body)
    return message
