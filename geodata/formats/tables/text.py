"""Bytes of a text file as text: its encoding is told once, for the whole file. Reads files."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from geodata.errors import UnreadableFile

_BLOCK: Final = 1 << 20
_SAMPLE: Final = 1 << 17
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY: Final = ("cp1251", "koi8_r", "cp866", "cp1252", "cp1250", "iso8859_5")
"""Encodings without a mark that files of this field come in: Cyrillic ones, and Western ones."""


def encoding_of(path: Path) -> tuple[str, str | None]:
    """Tell the encoding of a text file.

    Parameters
    ----------
    path : Path
        A file; read through once, in blocks.

    Returns
    -------
    encoding : str
        A name that Python knows.
    note : str or None
        What a reader must know about it; None for UTF-8.

    Raises
    ------
    UnreadableFile
        If it is no text in an encoding that is known here.
    """
    with path.open("rb") as stream:
        head = stream.read(_BLOCK)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked:
        return marked, None
    bad = _first_bad_byte(path)
    if bad is None:
        return "utf-8", None
    if b"\0" in head:
        raise UnreadableFile(f"{path}: holds zero bytes, so it is no text. Name a CSV, XLSX or JSON file.")
    return _legacy(path, bad)


@contextmanager
def opened_text(path: Path, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Open a text file in its encoding; line ends are left as they are, as CSV wants it.

    Parameters
    ----------
    path : Path
        The file.
    encoding : str
        Of `encoding_of`.

    Yields
    ------
    TextIOWrapper
    """
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        yield stream


def _first_bad_byte(path: Path) -> int | None:
    """Give the place of the first byte that is no UTF-8; None where all is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    place = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return place - pending + error.start
            place += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return place + error.start
    return None


def _legacy(path: Path, bad: int) -> tuple[str, str]:
    """Tell which of the older encodings the lines that are not plain ASCII are written in."""
    from charset_normalizer import from_bytes

    best = from_bytes(_telling_lines(path), cp_isolation=list(_LEGACY), enable_fallback=False).best()
    if best is None:
        raise UnreadableFile(
            f"{path}: byte {bad} is no UTF-8, and the text is in none of the encodings known here "
            f"({', '.join(_LEGACY)}). Save it as UTF-8."
        )
    return best.encoding, f"read as {best.encoding}, as byte {bad} is no UTF-8; save it as UTF-8 to be sure"


def _telling_lines(path: Path) -> bytes:
    """Collect lines that hold more than ASCII, as far as they are needed to tell an encoding."""
    found = bytearray()
    with path.open("rb") as stream:
        while len(found) < _SAMPLE and (line := stream.readline(_BLOCK)):
            if not line.isascii():
                found += line
    return bytes(found)
