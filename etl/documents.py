"""Note files found on disk and read into documents."""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from etl.charsets import decode
from etl.formats.convert import MARKDOWN_SUFFIXES, OTHER_SUFFIXES, WHY_UNREADABLE, is_markdown, to_markdown
from etl.model import Document, SkippedFile
from etl.mojibake import repair_mojibake
from etl.normalization import normalize
from graph.errors import NotesError

NOTE_SUFFIXES = (*MARKDOWN_SUFFIXES, *OTHER_SUFFIXES)
MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class NotePath:
    """A note on disk and the path it goes by in a build."""

    file: Path
    path: str
    """Relative to the root given to the build, with forward slashes."""


def find_notes(roots: Sequence[Path]) -> tuple[tuple[NotePath, ...], tuple[SkippedFile, ...]]:
    """All notes under these files and folders in order of path, and what was passed over and why.

    Raises NotesError where a root does not exist or no note is found at all.
    """
    search = _Search()
    for root in roots:
        search.add_root(root)
    prefixes = _root_prefixes(search.notes)
    notes = {f"{prefixes[root]}{path}": file for root, path, file in search.notes}
    skipped = {f"{prefixes.get(root, '')}{path}": reason for root, path, reason in search.skipped}
    found = tuple(NotePath(file, path) for path, file in sorted(notes.items()))
    passed_over = tuple(SkippedFile(path, reason) for path, reason in sorted(skipped.items()))
    if not found:
        raise nothing_to_read(roots, passed_over)
    return found, passed_over


def read_document(note_path: NotePath) -> Document | SkippedFile:
    """The note as a document, or the reason why it can't be one. Raises nothing."""
    data = read_bytes(note_path)
    return data if isinstance(data, SkippedFile) else decode_document(note_path.path, data)


def read_bytes(note_path: NotePath) -> bytes | SkippedFile:
    """The content of a note's file, or the reason why it can't be had. Raises nothing."""
    try:
        with note_path.file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return SkippedFile(note_path.path, _why(error))
    return SkippedFile(note_path.path, _TOO_LARGE) if len(data) > MAX_BYTES else data


def decode_document(path: str, data: bytes) -> Document | SkippedFile:
    """The bytes of a note as a document, or the reason why they are none. Raises nothing."""
    decoded = decode(data)
    if decoded is None:
        return SkippedFile(path, "binary content, or text in an unknown encoding")
    raw = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    repair = repair_mojibake(raw)
    document = Document(
        path=path,
        raw=raw,
        text=normalize(repair.text),
        encoding=decoded.encoding,
        repaired=repair.repaired,
        repair_confidence=repair.confidence,
    )
    if is_markdown(path):
        return document
    aligned = to_markdown(path, repair.text)
    if aligned is None:
        return SkippedFile(path, WHY_UNREADABLE[PurePosixPath(path.lower()).suffix])
    text = normalize(aligned.markdown)
    last = raw.count("\n") + 1  # in the ruins of a tag a line is counted twice
    lines = tuple(min(line, last) for line in aligned.lines)
    return replace(document, text=text, lines=lines, title=normalize(aligned.title))


def nothing_to_read(roots: Sequence[Path], skipped: Sequence[SkippedFile]) -> NotesError:
    """The error for roots that hold no readable note, with the first reason why."""
    places = ", ".join(str(root) for root in roots) or "the paths given"
    because = f" ({len(skipped)} skipped, {skipped[0].path}: {skipped[0].reason})" if skipped else ""
    return NotesError(f"{places}: no readable note{because}; give files or folders with {', '.join(NOTE_SUFFIXES)}")


_TOO_LARGE = f"larger than {MAX_BYTES // (1024 * 1024)} MB; split it into smaller notes"


def _why(error: OSError) -> str:
    return f"can't be read: {(error.strerror or type(error).__name__).lower()}"


@dataclass(slots=True)
class _Search:
    """What a walk over several roots has found; every real file and folder counts once."""

    notes: list[tuple[Path, str, Path]] = field(default_factory=list)
    skipped: list[tuple[Path, str, str]] = field(default_factory=list)
    seen: dict[tuple[int, int], str] = field(default_factory=dict)

    def add_root(self, root: Path) -> None:
        try:
            mode = root.stat().st_mode
        except (OSError, ValueError) as error:  # ValueError: a NUL in the path
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise NotesError(f"{root}: can't read notes there ({why}); check the path".replace("\n", " ")) from error
        if stat.S_ISDIR(mode):
            self._add_folder(root, root, "")
        else:
            self._add_file(root, root, _printable(root.name))

    def _add_folder(self, root: Path, top: Path, top_path: str) -> None:
        waiting = [(top, top_path)]
        while waiting:
            folder, path = waiting.pop()
            if self._is_known(root, folder, path or folder.name):
                continue
            for entry in self._entries(root, folder, path or folder.name):
                name = _printable(entry.name)
                entry_path = f"{path}/{name}" if path else name
                if entry.name.startswith("."):
                    self.skipped.append((root, entry_path, "hidden"))
                elif _is_folder(entry):
                    waiting.append((folder / entry.name, entry_path))
                else:
                    self._add_file(root, folder / entry.name, entry_path)

    def _entries(self, root: Path, folder: Path, path: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.skipped.append((root, path, _why(error)))
            return
        yield from found

    def _add_file(self, root: Path, file: Path, path: str) -> None:
        if file.suffix.lower() not in NOTE_SUFFIXES:
            self.skipped.append((root, path, f"not one of {', '.join(NOTE_SUFFIXES)}"))
            return
        try:
            status = file.stat()
        except OSError as error:
            self.skipped.append((root, path, _why(error)))
            return
        if not stat.S_ISREG(status.st_mode):
            self.skipped.append((root, path, "not a regular file"))  # reading a FIFO would wait for ever
        elif status.st_size > MAX_BYTES:
            self.skipped.append((root, path, _TOO_LARGE))
        elif not self._is_known(root, file, path):
            self.notes.append((root, path, file))

    def _is_known(self, root: Path, place: Path, path: str) -> bool:
        try:
            status = place.stat()
        except OSError as error:
            self.skipped.append((root, path, _why(error)))
            return True
        place_id = (status.st_dev, status.st_ino)
        if place_id not in self.seen:
            self.seen[place_id] = path
            return False
        if self.seen[place_id] != path:  # equal where one root is given twice
            self.skipped.append((root, path, f"the same as {self.seen[place_id]}"))
        return True


def _printable(name: str) -> str:
    """The name with U+FFFD for bytes that are not UTF-8, which no build file could hold."""
    return os.fsencode(name).decode("utf-8", errors="replace")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a symlink that leads to itself
        return False


def _root_prefixes(notes: Sequence[tuple[Path, str, Path]]) -> dict[Path, str]:
    """What to put before the paths of each root: nothing, or as many folder names as keep paths apart."""
    roots = tuple(dict.fromkeys(root for root, _, _ in notes))
    names = [Path(os.path.abspath(root)) for root in roots]  # noqa: PTH100 - keeps symlinks, gives "." a name
    for depth in range(max((len(name.parts) for name in names), default=0)):
        prefixes = {
            root: "" if depth == 0 or root.is_file() else "/".join(name.parts[1:][-depth:]) + "/"
            for root, name in zip(roots, names, strict=True)
        }
        counts = Counter(f"{prefixes[root]}{path}" for root, path, _ in notes)
        if all(count == 1 for count in counts.values()):
            return prefixes
    return dict.fromkeys(roots, "")
