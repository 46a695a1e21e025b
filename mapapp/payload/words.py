r"""Texts as words of a shared vocabulary, one character each: gzip spends its bits on words, not letters.

A word is a run of letters with the space, slash or hyphen behind it, so texts are words put together. The
character of word ``i`` of the vocabulary is ``chr(0x23 + i)``; ``!`` stands for the next of the column's own
words, a lone ``"`` for a text that is not there. A space ends each text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_OWN, _MISSING, _END = map(ord, '!" ')

_BETWEEN: Final = b"\x7f"
"""Parts a column's own words; a column in which it occurs is not written as words."""

_PARTS: Final = np.isin(np.arange(256), [ord(sign) for sign in " /-"])
"""Of the 256 bytes, those that end a word."""

_FIRST: Final = 0x23
_GREATEST: Final = 50_000
"""The most words of a vocabulary: their characters stay below the surrogates."""

_SEEN: Final = 3
"""How often a word must be seen."""

_COVERED: Final = 0.4
"""Share of the letters that a vocabulary must hold to be worth it."""


def octets_of(texts: Any) -> pa.LargeBinaryArray:
    """Give texts as an array of their bytes in UTF-8; halves of surrogate pairs keep bytes of their own.

    Parameters
    ----------
    texts : array of Arrow's, or sequence of str or None
        The texts.

    Returns
    -------
    array
        With a null where there is no text.

    Examples
    --------
    >>> octets_of(["fire", None]).to_pylist()
    [b'fire', None]
    """
    if not isinstance(texts, pa.Array):
        try:
            texts = pa.array(texts, pa.large_string())
        except UnicodeEncodeError:
            return pa.array([None if text is None else _octets(text) for text in texts], pa.large_binary())
    return texts.view(pa.large_binary())


def vocabulary_of(texts: pa.LargeBinaryArray) -> list[str]:
    """Take the frequent words of texts.

    Parameters
    ----------
    texts : array
        As `octets_of` gives them.

    Returns
    -------
    list of str
        Words, the most frequent first; empty where they would be too small a part of the texts.

    Examples
    --------
    >>> vocabulary_of(octets_of(["fire at a depot", "fire at a port", "fire at a pier"]))
    ['a ', 'at ', 'fire ']
    """
    split = _split(texts)
    counts = np.bincount(split.words, minlength=len(split.distinct)).tolist()
    seen = [
        (-count, word)
        for word, count in zip(split.distinct, counts, strict=True)
        if count >= _SEEN and len(word) > 1
    ]
    held = sorted(seen)[:_GREATEST]
    covered = sum(len(word) * -count for count, word in held)
    return [_text(word) for _, word in held] if covered > _COVERED * len(split.content) else []


def codes_of(vocabulary: Sequence[str]) -> dict[bytes, int]:
    """Give the character of each word of a vocabulary, by the word's bytes.

    Examples
    --------
    >>> codes_of(["fire ", "at "])
    {b'fire ': 35, b'at ': 36}
    """
    return {_octets(word): _FIRST + number for number, word in enumerate(vocabulary)}


def to_words(texts: pa.LargeBinaryArray, codes: Mapping[bytes, int]) -> dict[str, str] | None:
    """Write texts as words.

    Parameters
    ----------
    texts : array
        As `octets_of` gives them.
    codes : mapping of bytes to int
        The characters of a vocabulary, as `codes_of` gives them.

    Returns
    -------
    dict of str to str or None
        ``words`` and ``own``; None where a text holds the character that parts own words, U+007F.

    Examples
    --------
    >>> to_words(octets_of(["fire at Tver", None]), codes_of(["fire ", "at "]))
    {'words': '#$! "', 'own': 'Tver'}
    """
    split = _split(texts)
    if _BETWEEN in split.content:
        return None
    character = np.fromiter(map(codes.get, split.distinct, repeat(_OWN)), np.uint32, len(split.distinct))
    written = character[split.words]
    own = [split.distinct[word] for word in split.words[written == _OWN].tolist()]
    gaps = np.flatnonzero(texts.is_null().to_numpy(zero_copy_only=False))
    rows = np.concatenate([gaps, np.arange(len(texts) - 1)])
    signs = np.repeat(np.array([_MISSING, _END], dtype=np.uint32), [len(gaps), len(texts) - 1])
    order = np.argsort(rows, kind="stable")  # a gap before the end of its row
    marked = np.insert(written, split.ends[rows[order]], signs[order])
    words = marked.astype("<u4").tobytes().decode("utf-32-le")
    return {"words": words, "own": _text(_BETWEEN.join(own))}


@dataclass(frozen=True, slots=True, eq=False)
class _Split:
    """Texts taken apart: their bytes, the distinct words, each word's place among those, where texts end."""

    content: bytes
    distinct: list[bytes]
    words: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64]


def _split(texts: pa.LargeBinaryArray) -> _Split:
    """Take texts apart behind each space, slash and hyphen. Arrow compares the words, outside of Python."""
    content, ends = _bytes_of(texts)
    is_last = _PARTS[np.frombuffer(content, dtype=np.uint8)]
    is_last[ends[ends > 0] - 1] = True
    offsets = np.append(0, np.flatnonzero(is_last) + 1)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(content)]
    coded = pa.Array.from_buffers(pa.large_binary(), len(offsets) - 1, buffers).dictionary_encode()
    words = coded.indices.to_numpy()
    distinct = coded.dictionary.to_numpy(zero_copy_only=False).tolist()
    return _Split(content, distinct, words, np.searchsorted(offsets, ends))


def _bytes_of(texts: pa.LargeBinaryArray) -> tuple[bytes, npt.NDArray[np.int64]]:
    """Give the bytes of all texts, and where each ends."""
    _, offsets, content = texts.buffers()
    if content is None:
        return b"", np.zeros(len(texts), dtype=np.int64)
    bounds = np.frombuffer(offsets, np.int64, len(texts) + 1, 8 * texts.offset)
    return content[bounds[0] : bounds[-1]].to_pybytes(), bounds[1:] - bounds[0]


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogatepass")


def from_words(words: str, own: str, vocabulary: Sequence[str]) -> list[str | None]:
    """Read texts from words.

    Parameters
    ----------
    words, own : str
        As `to_words` writes them.
    vocabulary : sequence of str
        The words whose characters they hold.

    Returns
    -------
    list of str or None
        The texts.

    Examples
    --------
    >>> from_words('#$! "', "Tver", ["fire ", "at "])
    ['fire at Tver', None]
    """
    rare = iter(own.split(chr(_BETWEEN[0])))
    return [
        None
        if codes == chr(_MISSING)
        else "".join(next(rare) if ord(code) == _OWN else vocabulary[ord(code) - _FIRST] for code in codes)
        for codes in words.split(chr(_END))
    ]
