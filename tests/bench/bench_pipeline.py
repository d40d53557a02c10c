"""What a build costs, step by step, beside markdown-it-py alone on the same files; run by hand, never asserted.

uv run python tests/bench/bench_pipeline.py [FOLDER] [--runs 3] [--profile]

FOLDER is `../shared/notes` where that is, else `notes/`. Figures are seconds of processor time of this one process, the
least of `--runs`: on a shared machine the wall clock tells more about its neighbours.
"""

import argparse
import cProfile
import os
import pstats
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from markdown_it import MarkdownIt

from etl.cache import ExtractCache
from etl.documents import NotePath, find_notes, read_document
from etl.extract import NoteExtract, Recognizer, extract_note, name_concepts
from etl.lexicon.compiled import load_lexicon
from etl.lexicon.entries import Lexicon
from etl.model import Document
from etl.passages import split_passages
from etl.pipeline import build_graph, recognizer_of, report
from etl.relations.extract import find_relations
from etl.relations.note_view import NoteView
from etl.resolution.resolve import resolve
from graph.build_folder import write_build

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared" / "notes"
_T = TypeVar("_T")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED if SHARED.is_dir() else ROOT / "notes")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="also where a full build and a rebuild spend their time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(arguments.runs, Path(scratch))
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}; seconds of processor time, least of {bench.runs}")
        lexicon, recognizer = bench.once_a_process()
        alone = bench.steps(find_notes([arguments.folder])[0], lexicon, recognizer)
        bench.builds(arguments.folder, alone)
        if arguments.profile:
            bench.profile()


class Bench:
    """Runs and prints; keeps its copies and builds in `scratch`."""

    def __init__(self, runs: int, scratch: Path) -> None:
        self.runs = runs
        self._scratch = scratch
        self._notes = scratch / "notes"
        self._cache = scratch / "cache.pickle"

    def once_a_process(self) -> tuple[Lexicon, Recognizer]:
        """What every process that reads notes pays, whatever their number."""
        load_lexicon(())  # fills its cache on disk
        lexicon = self._show("lexicon load, from its cache", lambda: load_lexicon(()))
        return lexicon, self._show("matcher build", lambda: recognizer_of(lexicon))

    def steps(self, paths: Sequence[NotePath], lexicon: Lexicon, recognizer: Recognizer) -> float:
        """Each step on all notes; the time of markdown-it-py alone on their text."""
        documents = self._show("read and decode", lambda: _documents(paths))
        print(f"{len(documents)} notes, {sum(len(d.text.encode()) for d in documents) / 1e6:.2f} MB of text")
        markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        alone, _ = self._timed(lambda: [markdown.parse(d.text) for d in documents])
        print(f"{'markdown-it-py alone':42}{alone:8.3f}")
        notes = self._show("passages", lambda: [split_passages(d) for d in documents], alone)
        named = self._show("concepts", lambda: [name_concepts(n, recognizer) for n in notes], alone)
        views = [NoteView(n.passages, c.mentions, recognizer.knowledge) for n, c in zip(notes, named, strict=True)]
        self._show(
            "relations",
            lambda: [find_relations(v, recognizer.knowledge, recognizer.model) for v in views],
            alone,
        )
        extracts = self._show("passages, concepts and relations", lambda: _extracts(documents, recognizer), alone)
        resolution = self._show("resolve", lambda: resolve(extracts, lexicon), alone)
        counts = report(resolution, extracts, ())
        out = self._scratch / "steps"
        self._show("write", lambda: write_build(resolution.graph, out, report=counts), alone)
        return alone

    def builds(self, folder: Path, alone: float) -> None:
        """A build of everything, and one after a single note changed."""
        shutil.copytree(folder, self._notes)
        full = least(self.runs, lambda: self._build(fresh=True))
        print(f"{'full build, once-a-process costs included':42}{full:8.3f}{full / alone:8.1f} x markdown-it-py")
        rebuild = least(self.runs, self._rebuild)
        print(f"{'rebuild after one changed note':42}{rebuild:8.3f}{rebuild / full:8.2f} of a full build")

    def profile(self) -> None:
        """The costliest functions of both builds."""
        for title, run in (("full build", lambda: self._build(fresh=True)), ("rebuild", self._rebuild)):
            profiler = cProfile.Profile()
            profiler.runcall(run)
            print(f"\n{title}")
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)

    def _build(self, *, fresh: bool) -> None:
        if fresh:
            self._cache.unlink(missing_ok=True)
        built = build_graph([self._notes], known=ExtractCache(self._cache))
        write_build(built.graph, self._scratch / "build", report=built.report)

    def _rebuild(self) -> None:
        changed = next(note for note, _ in _middle(find_notes([self._notes])[0]))
        with changed.file.open("a", encoding="utf-8") as note:
            note.write("\n- LoRA\n")
        self._build(fresh=False)

    def _show(self, name: str, run: Callable[[], _T], alone: float = 0.0) -> _T:
        seconds, result = self._timed(run)
        print(f"{name:42}{seconds:8.3f}" + (f"{seconds / alone:8.1f} x markdown-it-py" if alone else ""))
        return result

    def _timed(self, run: Callable[[], _T]) -> tuple[float, _T]:
        results: list[_T] = []
        seconds = least(self.runs, lambda: results.append(run()))
        return seconds, results[-1]


def least(runs: int, run: Callable[[], object]) -> float:
    """Seconds of processor time of the quickest run."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def _documents(paths: Sequence[NotePath]) -> list[Document]:
    return [d for d in map(read_document, paths) if isinstance(d, Document)]


def _extracts(documents: Sequence[Document], recognizer: Recognizer) -> list[NoteExtract]:
    return [extract_note(d, recognizer) for d in documents]


def _middle(paths: Sequence[NotePath]) -> list[tuple[NotePath, int]]:
    """Notes with their sizes, from the one of median size."""
    by_size = sorted(((p, p.file.stat().st_size) for p in paths), key=lambda item: item[1])
    return by_size[len(by_size) // 2 :]


if __name__ == "__main__":
    main()
