"""Groups of people who stand near each other: k-means, the number of groups by the silhouette.

Sources: Lloyd (1982); Arthur and Vassilvitskii, "k-means++" (2007); Rousseeuw, "Silhouettes" (1987).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]

STARTS = 15
ROUNDS = 100
SAMPLE = 2000  # the silhouette is quadratic, and this many people show where the groups are
STAY = 0.08  # how much better another division must be before an earlier one is given up: noise stays below that


@dataclass(frozen=True, eq=False)
class Clusters:
    """labels: per point 0 to k-1; centres: k x 2; silhouette: -1 to 1, above about 0.5 the groups are clear."""

    labels: Labels
    centres: Floats
    silhouette: float


def find_clusters(
    points: Floats, *, smallest: int, most: int, rng: np.random.Generator, before: Floats | None = None
) -> Clusters | None:
    """The division into 2 to `most` groups with the best silhouette, or None where no group would be large enough.

    before: centres of an earlier run; the division that grows out of them stays unless another one is clearly better.
    """
    order = np.lexsort(points.T)  # neither chance nor rounding may follow the order in which people came
    ordered = points[order]
    best = _best_of(ordered, smallest, most, rng, before)
    if best is None:
        return None
    labels = np.empty_like(best.labels)
    labels[order] = best.labels
    return replace(best, labels=labels)


def _best_of(
    ordered: Floats, smallest: int, most: int, rng: np.random.Generator, before: Floats | None
) -> Clusters | None:
    some = ordered[np.linspace(0, len(ordered) - 1, min(len(ordered), SAMPLE)).astype(int)]
    kept = _judged(ordered, some, before, smallest) if before is not None else None
    found = [kept] if kept else []
    for number in range(2, most + 1):
        centres = best_start(some, number, rng)
        if len(np.unique(centres, axis=0)) == number:
            found += filter(None, [_judged(ordered, some, centres, smallest)])
    if not found:
        return None
    best = max(found, key=lambda clusters: clusters.silhouette)
    return kept if kept and best.silhouette < kept.silhouette + STAY else best


def best_start(points: Floats, number: int, rng: np.random.Generator) -> Floats:
    """The tightest of several seeded runs."""
    runs = [lloyd(points, _spread_start(points, number, rng)) for _ in range(STARTS)]
    return min(runs, key=lambda centres: float(distances(points, centres).min(axis=1).sum()))


def lloyd(points: Floats, centres: Floats) -> Floats:
    """Move the centres to the middle of those nearest to them until nothing changes; an empty one stays."""
    labels = None
    for _ in range(ROUNDS):
        nearest = distances(points, centres).argmin(axis=1)
        if labels is not None and np.array_equal(nearest, labels):
            break
        labels = nearest
        sizes = np.bincount(labels, minlength=len(centres))[:, None]
        sums = np.stack([np.bincount(labels, axis, len(centres)) for axis in points.T], axis=1)
        centres = np.where(sizes > 0, sums / np.maximum(sizes, 1), centres)
    return centres


def distances(points: Floats, centres: Floats) -> Floats:
    """Squared, points x centres."""
    across, up = points.T[:, :, None] - centres.T[:, None, :]
    return np.asarray(across**2 + up**2)


def silhouette(points: Floats, labels: Labels, number: int) -> float:
    """Mean over all points: how much nearer to the own group than to the next. Quadratic in the number of points."""
    sizes = np.bincount(labels, minlength=number)
    apart = np.sqrt(distances(points, points))
    to_groups = apart @ np.eye(number)[labels]
    rows = np.arange(len(points))
    own = to_groups[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    to_groups /= np.maximum(sizes, 1)
    to_groups[rows, labels] = np.inf
    to_groups[:, sizes == 0] = np.inf
    other = to_groups.min(axis=1)
    larger = np.maximum(own, other)
    alone = (sizes[labels] == 1) | (larger == 0) | np.isinf(other)
    return float(np.where(alone, 0, (np.where(alone, 0, other) - own) / np.where(alone, 1, larger)).mean())


def _spread_start(points: Floats, number: int, rng: np.random.Generator) -> Floats:
    """k-means++: each further centre is drawn by its squared distance from those there are."""
    centres = points[[rng.integers(len(points))]]
    while len(centres) < number:
        weights = distances(points, centres).min(axis=1)
        total = weights.sum()
        drawn = rng.choice(len(points), p=weights / total) if total > 0 else rng.integers(len(points))
        centres = np.vstack([centres, points[drawn]])
    return centres


def _judged(points: Floats, some: Floats, start: Floats, smallest: int) -> Clusters | None:
    centres = lloyd(points, start)
    labels = distances(points, centres).argmin(axis=1)
    if np.bincount(labels, minlength=len(centres)).min() < smallest:
        return None
    return Clusters(labels, centres, silhouette(some, distances(some, centres).argmin(axis=1), len(centres)))
