"""A build in a process of its own: notes to build folder to store, its progress as JSON lines on stdout.

The app starts it, so that reading notes costs the app neither memory nor time.
"""

import json
import sys
from pathlib import Path
from typing import Any

from app.settings import Settings
from app.workspace import ensure_loaded, store_of
from etl.pipeline import build_graph
from graph.build_folder import check_out, write_build
from graph.errors import GradusError


def main(out: str, store_url: str, *roots: str) -> int:
    """Build the notes under `roots` into `out` and load them into the store; the last line is `done` or `error`."""
    folder, settings = Path(out), Settings()
    try:
        check_out(folder)
        built = build_graph(
            [Path(root) for root in roots],
            lexicon_folders=settings.lexicon,
            progress=lambda done, total, note: tell(at=done, total=total, note=note),
        )
        build_id = write_build(built.graph, folder, report=built.report)
        tell(loading=True)
        store = store_of(settings, store_url)
        try:
            ensure_loaded(store, folder, note=lambda _: None)
        finally:
            store.close()
    except GradusError as error:
        tell(error=" ".join(str(error).split()))
        return 1
    tell(done=build_id)
    return 0


def tell(**values: Any) -> None:
    """One line of progress."""
    print(json.dumps(values, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
