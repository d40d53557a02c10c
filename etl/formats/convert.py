"""Which reader a file's name asks for."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from etl.formats.aligned import AlignedText

MARKDOWN_SUFFIXES = (".md", ".mdx", ".txt")
OTHER_SUFFIXES = (".ipynb", ".rst", ".html", ".htm")


def is_markdown(path: str) -> bool:
    """Whether the lines of the file are read as they stand."""
    return PurePosixPath(path.lower()).suffix not in OTHER_SUFFIXES


def to_markdown(path: str, source: str) -> AlignedText | None:
    """The text of a file of another format; None where its content is not of that format. Raises nothing."""
    return _reader(PurePosixPath(path.lower()).suffix)(source)


def _reader(suffix: str) -> Callable[[str], AlignedText | None]:
    # each brings a parser that builds of Markdown alone should not wait for
    if suffix == ".ipynb":
        from etl.formats.notebook import read_notebook

        return read_notebook
    if suffix == ".rst":
        from etl.formats.restructured import read_restructured

        return read_restructured
    from etl.formats.webpage import read_page

    return read_page


WHY_UNREADABLE: Mapping[str, str] = {
    ".ipynb": "no Jupyter notebook (its JSON can't be read)",
    ".rst": "reStructuredText that can't be parsed",
    ".html": "no page of readable size (4 MB without pictures)",
    ".htm": "no page of readable size (4 MB without pictures)",
}
