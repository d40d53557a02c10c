"""The app's process: Streamlit on `app/main.py`, with the slow imports of the first page begun early."""

import sys
import threading
import time
from importlib import import_module
from pathlib import Path

_FIRST_PAGE_NEEDS = ("app.session", "networkx", "numpy", "pyvis.network", "app.graph_view.pictures")
_LATER = ("pandas", "altair")
_LATER_S = 5.0


def main(arguments: list[str]) -> None:
    """Run Streamlit with these options; the rest stands in app/.streamlit/config.toml."""
    threading.Thread(target=_import_early, daemon=True).start()
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import cli

    # until main.py has run once, Streamlit takes app/pages for pages of its older kind and runs one without its frame
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", str(Path(__file__).with_name("main.py")), *arguments]
    cli.main()


def _import_early() -> None:
    for name in _FIRST_PAGE_NEEDS:
        import_module(name)
    time.sleep(_LATER_S)  # tables and charts are not on the first page
    for name in _LATER:
        import_module(name)


if __name__ == "__main__":
    main(sys.argv[1:])
