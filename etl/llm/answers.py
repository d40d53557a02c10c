"""Answers of the model kept in the user's cache folder, found again by what was asked."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path


class Answers:
    """One file an answer; losing them costs money and time only."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or user_cache_path("gradus") / "llm"

    def find(self, model: str, messages: Sequence[dict[str, str]]) -> str | None:
        """The answer that `model` gave to these messages; None where it was not asked."""
        try:
            return self._file(model, messages).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, model: str, messages: Sequence[dict[str, str]], answer: str) -> None:
        """Write an answer; nothing where the folder can't be written."""
        file = self._file(model, messages)
        partial = file.with_suffix(f".{os.getpid()}.partial")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            partial.write_text(answer, encoding="utf-8", errors="replace")
            partial.replace(file)
        except OSError:
            partial.unlink(missing_ok=True)

    def _file(self, model: str, messages: Sequence[dict[str, str]]) -> Path:
        asked = json.dumps([model, *messages], ensure_ascii=True, sort_keys=True)
        return self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.txt"
