"""A store with a graph in it: the one asked for, or the default one, filled from the bundled notes where empty."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.settings import Settings
from app.terminal import note_progress, say
from app.workspace import ensure_build, ensure_loaded, store_of
from graph.store import GraphStore


@contextmanager
def ready_store(settings: Settings, url: str = "") -> Iterator[GraphStore]:
    """The store at `url`, else that of the settings; closed afterwards.

    Only the default embedded store is filled by itself, and only where it is empty: anything else was loaded on
    purpose. Raises StoreError, NotesError, BuildError.
    """
    store = store_of(settings, url)
    try:
        if not (url or settings.store) and not store.content().build_id:
            with note_progress("reading notes") as progress:
                build = ensure_build(settings, progress=progress)
            ensure_loaded(store, build, note=say)
        yield store
    finally:
        store.close()
