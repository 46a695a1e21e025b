"""What an implementation answers, how far that is from the truth, and what it says when it cannot run."""

from dataclasses import dataclass

import numpy as np

from benchmarks.data import Floats, Ints


class NotThere(Exception):
    """An implementation cannot be run; the message is the sentence that the table shows."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The target of each point, or pairs of point and target.

    Parameters
    ----------
    point, target : ndarray (k,)
        Rows; target -1 for none. For one target each, `point` counts from 0.
    distance_m : ndarray (k,), optional
        Metres, where they were asked for.
    """

    point: Ints
    target: Ints
    distance_m: Floats | None = None

    @classmethod
    def one_each(cls, target: Ints, distance_m: Floats | None = None) -> "Answer":
        """One target for each point, in order."""
        return cls(np.arange(len(target)), np.asarray(target, dtype=np.int64), distance_m)


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The right answer.

    Parameters
    ----------
    point, target : ndarray (k,)
        Every pair that is right: of nearest targets at the same distance each is; of pairs within a
        radius all belong to the answer.
    distance_m : ndarray (k,), optional
        The true geodesic of each.
    rows : int
        How many points were asked.
    all_pairs : bool
        Whether all of these are asked for, or one for each point.
    """

    point: Ints
    target: Ints
    distance_m: Floats | None
    rows: int
    all_pairs: bool = False

    def first(self, rows: int) -> "Truth":
        """Keep the truth of the first points alone."""
        here = self.point < rows
        metres = None if self.distance_m is None else self.distance_m[here]
        return Truth(self.point[here], self.target[here], metres, min(rows, self.rows), self.all_pairs)


@dataclass(frozen=True, slots=True)
class Errors:
    """How far answers are from the truth.

    Parameters
    ----------
    median_m, max_m : float
        Of the difference of metres; NaN where none were given.
    wrong_share : float
        Wrong targets by points; missing and surplus pairs by true pairs.
    sample : int
        Points that were compared.
    """

    median_m: float
    max_m: float
    wrong_share: float
    sample: int


def errors(answer: Answer, truth: Truth) -> Errors:
    """Compare an answer with the truth of the same points."""
    given, right = _key(answer.point, answer.target), _key(truth.point, truth.target)
    if truth.all_pairs:
        _, found, of = np.intersect1d(given, right, return_indices=True)
        wrong = (len(given) + len(right) - 2 * len(found)) / max(1, len(right))
        expected = None if truth.distance_m is None else truth.distance_m[of]
    else:
        found, wrong = np.arange(len(given)), float(np.mean(~np.isin(given, right)))
        expected = None if truth.distance_m is None else np.full(truth.rows, np.nan)
        if expected is not None:
            expected[truth.point] = truth.distance_m
    if answer.distance_m is None or expected is None or not len(found):
        return Errors(np.nan, np.nan, wrong, truth.rows)
    off = np.abs(answer.distance_m[found] - expected)
    return Errors(float(np.median(off)), float(off.max()), wrong, truth.rows)


def _key(point: Ints, target: Ints) -> Ints:
    return np.asarray(point, dtype=np.int64) * 2**32 + np.asarray(target, dtype=np.int64)
