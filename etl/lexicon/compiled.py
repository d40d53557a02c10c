"""The lexicon from a compiled cache that rebuilds itself when a TOML file changes."""

import hashlib
import marshal
import os
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from platformdirs import user_cache_path

from etl.lexicon.entries import AmbiguousAlias, CuratedPrerequisite, CuratedRelation, Lexicon, LexiconConcept
from etl.lexicon.toml_files import SHIPPED, lexicon_files
from etl.plain_values import Packed, maker, nothing_collected, plain
from graph.model import Concept, ConceptStatus, Paper
from graph.ontology import RelationType

_FORMAT = 2
_KEPT = 4
_CODE = ("entries.py", "reading.py", "toml_files.py")


def load_lexicon(extra: Sequence[Path] = ()) -> Lexicon:
    """The shipped lexicon with these folders beside it. Raises LexiconError.

    The cache is keyed by names, sizes and change times of the files; a cache that can't be read or written is
    no error, it only costs the time of reading TOML.
    """
    folders = [SHIPPED, *extra]
    cached = user_cache_path("gradus") / f"lexicon-{_fingerprint(lexicon_files(folders))}.marshal"
    try:
        return unpack(cached.read_bytes())
    except (OSError, EOFError, ValueError, TypeError, IndexError, KeyError):
        pass
    from etl.lexicon.reading import read_lexicon  # parsing TOML costs more than all the rest, import included

    lexicon = read_lexicon(folders)
    _write_cache(cached, lexicon)
    return lexicon


def pack(lexicon: Lexicon) -> bytes:
    """The lexicon as plain tuples in Python's own format: a third of the time that pickled dataclasses take."""
    return marshal.dumps(plain(lexicon))


def unpack(data: bytes) -> Lexicon:
    """What `pack` packed; entries were checked when read, so they are made without checks.

    Raises EOFError, ValueError, TypeError, IndexError or KeyError where `data` is something else.
    """
    with nothing_collected():
        concepts, relations, prerequisites, look_alikes = marshal.loads(data)  # noqa: S302 - plain values, no code
        return Lexicon(
            concepts=tuple(map(_concept, concepts)),
            relations=tuple(map(_relation, relations)),
            prerequisites=tuple(map(_PREREQUISITE, prerequisites)),
            look_alikes=look_alikes,
        )


_CONCEPT, _LEXICON_CONCEPT, _RELATION = maker(Concept), maker(LexiconConcept), maker(CuratedRelation)
_PREREQUISITE, _AMBIGUOUS, _PAPER = maker(CuratedPrerequisite), maker(AmbiguousAlias), maker(Paper)
_STATUS = [f.name for f in fields(Concept)].index("status")
_PAPER_AT = [f.name for f in fields(Concept)].index("paper")
_TYPES = {t.value: t for t in RelationType}


def _concept(packed: Packed) -> LexiconConcept:
    plain, exact, misspelled, ambiguous, source = packed
    values = list(plain)
    values[_STATUS] = ConceptStatus.CURATED
    if values[_PAPER_AT]:
        values[_PAPER_AT] = _PAPER(values[_PAPER_AT])
    several = tuple(map(_AMBIGUOUS, ambiguous)) if ambiguous else ()
    return _LEXICON_CONCEPT((_CONCEPT(tuple(values)), exact, misspelled, several, source))


def _relation(packed: Packed) -> CuratedRelation:
    subject, type_, *rest = packed
    return _RELATION((subject, _TYPES[type_], *rest))


def _fingerprint(files: Sequence[Path]) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {sys.version}".encode())
    for path in (*(Path(__file__).with_name(name) for name in _CODE), *files):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:20]


def _write_cache(path: Path, lexicon: Lexicon) -> None:
    partial = path.with_suffix(f".{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for stale in sorted(path.parent.glob("lexicon-*.*"), key=lambda p: p.stat().st_mtime)[:-_KEPT]:
            stale.unlink(missing_ok=True)
        partial.write_bytes(pack(lexicon))
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
