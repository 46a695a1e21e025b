"""Large collections, block by block: plain batches are read as such, others feature by feature. Pure.

The text is cut where a feature seems to end. That each cut is right is proved by the parse of the batch
before it: what reads as the inside of an array, and stands in one, cannot be read in another way. Whatever
is wrong with the text is left to the parse of the whole document, which can say where it is.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final

from geodata.geojson.audit import has_surrogates
from geodata.geojson.jsonparse import (
    BETWEEN_FEATURES,
    parse_closing,
    parse_document,
    parse_elements,
    parse_opening,
)
from geodata.geojson.plain import Unusual, read_plain
from geodata.geojson.reading import Reading
from geodata.geojson.remarks import Fault
from geodata.geojson.table import Source

BLOCK: Final = 1 << 20
"""Bytes that are read from a file at a time."""

_BATCH: Final = 1 << 16
"""Bytes of a batch, which then stays in the processor's cache; more where features are long."""

_REACH: Final = 8
"""How many times as long a feature may be; where one is longer, the file is read as a whole."""

_NEXT_FEATURE: Final = re.compile(BETWEEN_FEATURES.encode())


def read_plainly(blocks: Iterator[bytes], reading: Reading, *, size: int = _BATCH) -> Source:
    """Read a collection of features block by block.

    Parameters
    ----------
    blocks : iterator of bytes
        The content of a file.
    reading : Reading
        A new one.
    size : int
        Bytes of a batch, at least.

    Returns
    -------
    Source
        The file without its features.

    Raises
    ------
    Unusual
        It is no such collection, or there is a fault for which nothing of the file can be used.
    """
    text = _Text(blocks, reading.limits.max_bytes)
    opening = _opening(text)
    count = 0
    while (batch := text.batch(size)) is not None:
        count += _take(batch, count, reading)
    rest = _decoded(text.rest())
    try:
        reading.surrogates = has_surrogates(rest)
        end = parse_closing(rest, lambda values, index, chars: reading.take(values, count + index, chars))
        # What stands around the features is a document of its own.
        around = f"{opening}]{rest[end:]}"
        reading.surrogates = has_surrogates(around)
        return reading.finish(parse_document(around, reading.take), len(around))
    except Fault:
        raise Unusual from None


def _opening(text: "_Text") -> str:
    """Take all up to the bracket that opens the features."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        begin = decoder.decode(text.first())  # a character may be cut at the end of a block
    except UnicodeDecodeError:
        raise Unusual from None
    position = parse_opening(begin)
    if position is None:
        raise Unusual
    opening = begin[:position]
    text.skip(len(opening.encode()))
    return opening


def _take(batch: bytes, start: int, reading: Reading) -> int:
    """Read a batch; give the number of its features."""
    try:
        plain = read_plain(batch, start, reading.limits)
    except Unusual:
        return _take_each(_decoded(batch), start, reading)
    try:
        reading.take_plain(plain)
    except Fault:
        raise Unusual from None
    return len(plain.indices)


def _take_each(batch: str, start: int, reading: Reading) -> int:
    values: list[Any] | None = parse_elements(batch)
    if values is None:
        raise Unusual
    reading.surrogates = has_surrogates(batch)
    try:
        reading.take(values, start, len(batch))
    except Fault:
        raise Unusual from None
    return len(values)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unusual from None


class _Text:
    """The content of a file of which a stretch is in memory."""

    def __init__(self, blocks: Iterator[bytes], most: int) -> None:
        self._blocks = blocks
        self._left = most
        self._held = b""
        self._position = 0

    def first(self) -> bytes:
        """Give the first block."""
        self._fill(1)
        return self._held

    def skip(self, count: int) -> None:
        self._position += count

    def batch(self, size: int) -> bytes | None:
        """Take features up to a likely boundary between two; None where this is the last stretch."""
        ended = self._fill(_REACH * size)
        held, start = self._held, self._position
        boundary = _NEXT_FEATURE.search(held, start + size, start + _REACH * size)
        if boundary is None:
            if not ended:
                raise Unusual
            return None
        self._position = boundary.end()
        return held[start : boundary.start() + 1]

    def rest(self) -> bytes:
        """Give what is left; all of it is in memory once there is no further batch."""
        return self._held[self._position :]

    def _fill(self, ahead: int) -> bool:
        """Hold so many bytes, if there are as many; tell whether there are no more than are held."""
        while len(self._held) - self._position < ahead:
            block = next(self._blocks, b"")
            if not block:
                return True
            self._left -= len(block)
            if self._left < 0:
                raise Unusual
            self._held = self._held[self._position :] + block
            self._position = 0
        return False
