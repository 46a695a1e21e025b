r"""Texts as words of a shared vocabulary, one character each: gzip spends its bits on words, not letters.

A word is a run of letters with the space, slash or hyphen behind it, so texts are words put together. The
character of word ``i`` of the vocabulary is ``chr(0x23 + i)``; ``!`` stands for the next of the column's own
words, a lone ``"`` for a text that is not there. A space ends each text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

_WORD: Final = re.compile(r"[^ /\-\x1a\x7f]+[ /-]?|[ /\-\x1a\x7f]")

_OWN, _MISSING, _END = "!", '"', " "

_BETWEEN: Final = "\x7f"
"""Parts a column's own words, and its texts while they are taken apart."""

_ABSENT: Final = "\x1a"
"""Stands for a text that is not there meanwhile."""

_FIRST: Final = 0x23
_GREATEST: Final = 50_000
"""The most words of a vocabulary: their characters stay below the surrogates."""

_SEEN: Final = 3
"""How often a word must be seen."""

_COVERED: Final = 0.4
"""Share of the letters that a vocabulary must hold to be worth it."""


def vocabulary_of(texts: Sequence[Any]) -> list[str]:
    """Take the frequent words of texts.

    Parameters
    ----------
    texts : sequence
        Cells of a column; what is no text is passed over.

    Returns
    -------
    list of str
        Words, the most frequent first; empty where they would be too small a part of the texts.

    Examples
    --------
    >>> vocabulary_of(["fire at a depot", "fire at a port", "fire at a pier"])
    ['a ', 'at ', 'fire ']
    """
    sample = [text for text in texts if isinstance(text, str)]
    counts = Counter(chain.from_iterable(map(_WORD.findall, sample)))
    frequent = [word for word, seen in counts.items() if seen >= _SEEN and len(word) > 1]
    frequent.sort(key=lambda word: (-counts[word], word))
    held = frequent[:_GREATEST]
    covered = sum(len(word) * counts[word] for word in held)
    return held if covered > _COVERED * sum(map(len, sample)) else []


def codes_of(vocabulary: Sequence[str]) -> dict[str, str]:
    """Give the character of each word of a vocabulary.

    Examples
    --------
    >>> codes_of(["fire ", "at "])
    {'fire ': '#', 'at ': '$'}
    """
    return {word: chr(_FIRST + number) for number, word in enumerate(vocabulary)}


def to_words(texts: Sequence[str | None], codes: dict[str, str]) -> dict[str, str] | None:
    """Write texts as words.

    Parameters
    ----------
    texts : sequence of str or None
        The texts.
    codes : dict of str to str
        The characters of a vocabulary.

    Returns
    -------
    dict of str to str or None
        ``words`` and ``own``; None where a text holds one of the two characters (U+001A, U+007F)
        that are needed to take texts apart.

    Examples
    --------
    >>> to_words(["fire at Tver", None], codes_of(["fire ", "at "]))
    {'words': '#$! "', 'own': 'Tver'}
    """
    joined = _BETWEEN.join(_ABSENT if text is None else text for text in texts)
    if joined.count(_BETWEEN) >= max(1, len(texts)) or joined.count(_ABSENT) != texts.count(None):
        return None
    own = _Own(codes)
    words = "".join(map(own.__getitem__, _WORD.findall(joined)))
    return {"words": words, "own": _BETWEEN.join(own.words)}


class _Own(dict[str, str]):
    """The characters of words, for one column: it collects the words that have none."""

    def __init__(self, codes: dict[str, str]) -> None:
        super().__init__(codes)
        self |= {_BETWEEN: _END, _ABSENT: _MISSING}
        self.words: list[str] = []

    def __missing__(self, word: str) -> str:
        self.words.append(word)
        return _OWN


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
    rare = iter(own.split(_BETWEEN))
    return [
        None
        if codes == _MISSING
        else "".join(next(rare) if code == _OWN else vocabulary[ord(code) - _FIRST] for code in codes)
        for codes in words.split(_END)
    ]
