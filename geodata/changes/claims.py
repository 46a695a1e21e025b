"""The claims of two versions: matched by what they say, and compared whatever their numbers. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from geodata.changes.pairs import Matched, by_content, by_id
from geodata.changes.rows import Rows, differing, same


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of two versions, matched.

    Parameters
    ----------
    matched : Matched
        The rows of both.
    pairs : tuple of (int, int)
        Those of the matches that may differ.
    numbers : mapping of str to mapping of int to int
        By incident, the new number of each old claim that is still there.
    complete : frozenset of str
        The incidents of these on which no claim was added or removed.
    """

    matched: Matched
    pairs: tuple[tuple[int, int], ...]
    numbers: dict[str | None, dict[int, int]] = field(default_factory=dict)
    complete: frozenset[str | None] = frozenset()

    @property
    def reordered(self) -> tuple[str, ...]:
        """Ids of incidents whose claims have other numbers than before, not because some came or went."""
        return tuple(sorted(id_ or "" for id_, one in self.numbers.items() if self._is_reordered(id_, one)))

    def _is_reordered(self, id_: str | None, numbers: dict[int, int]) -> bool:
        after = [numbers[number] for number in sorted(numbers)]
        return after != sorted(after) or (id_ in self.complete and after != sorted(numbers))

    def contradicts_the_same(self, id_: str | None, before: Any, after: Any) -> bool:
        """Tell whether a denial contradicts the same claims in both versions, whatever their numbers."""
        numbers = self.numbers.get(id_, {})
        kept = set(numbers.values())
        one = [numbers.get(number, [number]) for number in before]
        return same(one, [number if number in kept else [number] for number in after])


def match_claims(old: Rows, new: Rows) -> Claims:
    """Match the claims of two versions.

    Parameters
    ----------
    old, new : Rows
        The claims.

    Returns
    -------
    Claims
        Of incidents on which every claim is as it was under its number, nothing is looked at further.
    """
    matched = by_id(old, new)
    touched = {old.id(before) for before, _ in differing(old, new, matched.pairs)}
    touched |= {old.id(row) for row in matched.removed} | {new.id(row) for row in matched.added}
    if not touched:
        return Claims(matched, ())
    before, after = _rows_of(old, touched), _rows_of(new, touched)
    found = {
        id_: by_content(old, new, before.get(id_, []), after.get(id_, []))
        for id_ in dict.fromkeys((*before, *after))
    }
    anew = sorted(pair for one in found.values() for pair in one.pairs)
    others = [pair for pair in matched.pairs if old.id(pair[0]) not in touched]
    return Claims(
        Matched(
            tuple(sorted([*others, *anew])),
            tuple(sorted(row for one in found.values() for row in one.removed)),
            tuple(sorted(row for one in found.values() for row in one.added)),
        ),
        tuple(anew),
        {
            id_: {old.number(one) or 0: new.number(other) or 0 for one, other in matches.pairs}
            for id_, matches in found.items()
        },
        frozenset(id_ for id_, matches in found.items() if not (matches.removed or matches.added)),
    )


def _rows_of(rows: Rows, ids: Iterable[str | None]) -> dict[str | None, list[int]]:
    wanted, found = set(ids), defaultdict(list)
    for row in range(len(rows)):
        if rows.id(row) in wanted:
            found[rows.id(row)].append(row)
    return dict(found)
