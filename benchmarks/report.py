"""Writes figures into a document, between two lines that name them."""

from pathlib import Path

from geodata.files import atomic_write


def between(text: str, name: str, figures: str) -> str:
    """Replace what stands between ``<!-- figures: name -->`` and ``<!-- end: name -->``.

    Raises
    ------
    ValueError
        When the two lines are not there.
    """
    begin, end = f"<!-- figures: {name} -->\n", f"<!-- end: {name} -->\n"
    if begin not in text or end not in text:
        raise ValueError(f"the document has no lines {begin.strip()!r} and {end.strip()!r}; write them first")
    before, rest = text.split(begin, 1)
    return before + begin + "\n" + figures.strip() + "\n\n" + end + rest.split(end, 1)[1]


def write_figures(path: Path, name: str, figures: str) -> None:
    """Write figures into a document; the prose around them stays."""
    atomic_write(path, between(path.read_text("utf-8"), name, figures).encode())
