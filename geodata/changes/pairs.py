"""Which row of the new version is which row of the old one. Pure.

Records are matched by their id. Claims have none: they are matched by what they say, so that a list in
another order is no change, and a claim whose wording was mended is changed, not removed and added.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from geodata.changes.rows import Rows
from geodata.dataset import is_missing

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows of two versions, matched.

    Parameters
    ----------
    pairs : tuple of (int, int)
        The old and the new row of each record that both have.
    removed, added : tuple of int
        Rows of records that only the old, and only the new version has.
    """

    pairs: tuple[Pair, ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def by_id(old: Rows, new: Rows) -> Matched:
    """Match rows by their id, of claims by incident and number.

    Parameters
    ----------
    old, new : Rows
        A table in two versions. Rows that share an id, or have none, are matched where they state the same,
        then in the order of what they state: the order of rows never counts.

    Returns
    -------
    Matched
        The matches, in the order of the old rows; added ones in the order of the new.
    """
    ids = _groups(old), _groups(new)
    pairs: list[Pair] = []
    for key in ids[0].keys() & ids[1].keys():
        before, after = ids[0][key], ids[1][key]
        if len(before) == len(after) == 1:
            pairs.append((before[0], after[0]))
        else:
            pairs += _like_with_like(old, new, before, after)
    return _matched(pairs, range(len(old)), range(len(new)))


def _groups(rows: Rows) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for row in range(len(rows)):
        found[rows.id(row), rows.number(row)].append(row)
    return found


def _like_with_like(old: Rows, new: Rows, before: Sequence[int], after: Sequence[int]) -> list[Pair]:
    pairs = _paired([(old.line(row), row) for row in before], [(new.line(row), row) for row in after])
    left = [sorted(set(rows) - {pair[side] for pair in pairs}) for side, rows in enumerate((before, after))]
    in_order = zip(sorted(left[0], key=old.line), sorted(left[1], key=new.line), strict=False)
    return [*pairs, *in_order]


_STEPS: Final[tuple[tuple[tuple[str, ...], bool], ...]] = (
    (("by", "about", "source", "what"), False),
    (("by", "about", "source"), False),
    (("by", "what"), False),
    (("source", "what"), False),
    (("by", "source"), True),
    (("by", "about"), True),
)
"""What a claim is recognised by, the surest first; the last only where nothing else could be meant."""


def by_content(old: Rows, new: Rows, before: Sequence[int], after: Sequence[int]) -> Matched:
    """Match the claims on one incident by what they say.

    Parameters
    ----------
    old, new : Rows
        The claims of two versions.
    before, after : sequence of int
        Their rows that are claims on the incident.

    Returns
    -------
    Matched
        Claims that say the same, whatever their number; of the rest those with the same claimant, topic,
        source and wording, or most of these; where several fit, in the order of their numbers.
    """
    sides = (old, sorted(before, key=_order(old))), (new, sorted(after, key=_order(new)))
    # Which claims a denial contradicts is said by numbers, which another order changes.
    pairs = _paired(*([(rows.line(row, without="contradicts"), row) for row in some] for rows, some in sides))
    for fields, only in _STEPS:
        left = [
            [(_key(rows, row, fields), row) for row in some if row not in {pair[side] for pair in pairs}]
            for side, (rows, some) in enumerate(sides)
        ]
        pairs += _paired(left[0], left[1], only=only)
    return _matched(pairs, before, after)


def _order(rows: Rows) -> Callable[[int], Any]:
    return lambda row: (rows.number(row), rows.line(row))


def _key(rows: Rows, row: int, fields: Iterable[str]) -> Hashable:
    cells = [rows.columns[name][row] if name in rows.columns else None for name in fields]
    return tuple(None if is_missing(cell) else cell for cell in cells)


def _paired(
    before: Sequence[tuple[Hashable, int]], after: Sequence[tuple[Hashable, int]], *, only: bool = False
) -> list[Pair]:
    """Pair rows of equal keys in their order; or only those whose key no other row has."""
    groups = _by_key(before), _by_key(after)
    return [
        pair
        for key in groups[0].keys() & groups[1].keys()
        if not only or len(groups[0][key]) == len(groups[1][key]) == 1
        for pair in zip(groups[0][key], groups[1][key], strict=False)
    ]


def _by_key(rows: Sequence[tuple[Hashable, int]]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found


def _matched(pairs: Iterable[Pair], before: Iterable[int], after: Iterable[int]) -> Matched:
    ordered = tuple(sorted(pairs))
    seen = [{pair[side] for pair in ordered} for side in (0, 1)]
    return Matched(
        ordered,
        tuple(row for row in before if row not in seen[0]),
        tuple(row for row in after if row not in seen[1]),
    )
