"""Where each person stands: the two directions in which opinions differ most.

Principal components of people x statements, missing votes filled with the statement's mean, as Polis does it (pca.clj,
"sparsity aware projection"). Statements left out count as 0 for everybody: they tell nobody apart, but hold those with
few votes closer to the middle.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from soesmart.methods.opinion_map.votes import BLOCK, MISSING, Votes

Floats = NDArray[np.float64]

DIGITS = 6  # of a position: hides what the order of summation does to the last digits of a floating-point number


@dataclass(frozen=True, eq=False)
class Projection:
    """axes: 2 x statements taking part, each of length 1; positions: people x 2, nan without a vote that takes part.

    explained: share of the whole variance along each axis; variance: the whole, 0 where nobody differs.
    """

    axes: Floats
    positions: Floats
    explained: tuple[float, float]
    variance: float


def project(votes: Votes, like: Floats | None = None) -> Projection:
    """like: axes of an earlier run; the picture is then turned so that it lies like the earlier one.

    Without: the statement with most weight on an axis points right (or up), whoever agrees to it stands there.
    """
    mean, covariance = _moments(votes)
    variance = float(np.trace(covariance))
    axes = _axes(covariance)
    axes = _pointing_right(axes) if like is None else _turned(axes, like)
    along = np.einsum("as,st,at->a", axes, covariance, axes)
    explained = along / variance if variance > 0 else np.zeros(2)
    return Projection(axes, _positions(votes, mean, axes), (float(explained[0]), float(explained[1])), variance)


def _blocks(votes: Votes) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Votes (0 where missing) and a mask of those given, on statements that take part, block by block of people."""
    for start in range(0, len(votes.people), BLOCK):
        block = votes.matrix[start : start + BLOCK][:, votes.taking_part]
        given = block != MISSING
        yield np.where(given, block, 0).astype(np.float32), given.astype(np.float32)


def _moments(votes: Votes) -> tuple[Floats, Floats]:
    """Mean per statement and the covariance of the filled matrix.

    From products of whole numbers, which a block's float32 holds exactly: neither the order of people nor the number
    of processor cores changes a digit.
    """
    size = int(votes.taking_part.sum())
    both, mixed, seen = (np.zeros((size, size)) for _ in range(3))
    for values, given in _blocks(votes):
        both += values.T @ values
        mixed += given.T @ values  # [s, t]: sum of the votes on t of those who voted on s
        seen += given.T @ given
    given_votes = seen.diagonal()
    mean = np.divide(mixed.diagonal(), given_votes, out=np.zeros(size), where=given_votes > 0)
    centred = both - mean[:, None] * mixed - mixed.T * mean + np.outer(mean, mean) * seen
    return mean, centred / max(len(votes.people), 1)


def _axes(covariance: Floats) -> Floats:
    """The two directions of most variance; zero where there are fewer than two statements."""
    axes = np.zeros((2, len(covariance)))
    if len(covariance):
        strongest = np.linalg.eigh(covariance).eigenvectors[:, :-3:-1].T
        axes[: len(strongest)] = strongest
    return axes


def _pointing_right(axes: Floats) -> Floats:
    if not axes.size:
        return axes
    heaviest = axes[np.arange(2), np.abs(axes).argmax(axis=1)]
    return axes * np.where(heaviest < 0, -1, 1)[:, None]


def _turned(axes: Floats, like: Floats) -> Floats:
    """The rotation or reflection of the plane that comes nearest to the earlier axes (orthogonal Procrustes)."""
    left, _, right = np.linalg.svd(like @ axes.T)
    return np.asarray(left @ right @ axes)


def _positions(votes: Votes, mean: Floats, axes: Floats) -> Floats:
    """Each person's sum over the own votes, scaled by the root of (statements / own votes)."""
    left_out = len(votes.statements) - len(mean)
    positions, middle = [], (axes * mean).T
    for values, given in _blocks(votes):
        own = given.sum(axis=1, dtype=np.float64)
        scale = np.where(own > 0, np.sqrt(len(votes.statements) / np.maximum(own + left_out, 1)), np.nan)
        positions.append((values @ axes.T - given @ middle) * scale[:, None])
    whole: Floats = np.concatenate(positions) if positions else np.empty((0, 2))
    return np.round(whole, DIGITS) + 0.0  # no negative zero
