"""Made-up incidents, facilities and pipelines, over the region of the bundled dataset and over the globe."""

import numpy as np
import shapely

BOXES = {"region": (22.0, 43.0, 88.0, 66.0), "globe": (-180.0, -90.0, 180.0, 90.0)}


def places(count, box, seed):
    """Longitudes and latitudes: most of them crowd, some lie anywhere, a few coincide."""
    random = np.random.default_rng(seed)
    west, south, east, north = BOXES[box]
    centre = _anywhere(np.random.default_rng(0), 40, box)[random.integers(0, 40, count)]
    spread = 10 ** random.uniform(-3, 0.5, count)
    crowded = centre + random.normal(size=(count, 2)) * spread[:, None]
    found = np.where(random.random((count, 1)) < 0.2, _anywhere(random, count, box), crowded)
    same = random.integers(0, count, count // 50)
    found[random.integers(0, count, len(same))] = found[same]
    found[:, 0] = (found[:, 0] + 180) % 360 - 180 if box == "globe" else np.clip(found[:, 0], west, east)
    return np.column_stack([found[:, 0], np.clip(found[:, 1], south, north)])


def facilities(count, box, seed, *, pipelines):
    """Points, and among them a share of pipelines of 50 to 500 vertices."""
    random = np.random.default_rng(seed)
    found = list(shapely.points(places(count, box, seed)))
    for row in np.flatnonzero(random.random(count) < pipelines):
        found[row] = _pipeline(random, found[row], int(random.integers(50, 500)))
    return found


def places_near(targets, count, seed):
    """Places from a tenth of a millimetre to a hundred kilometres off vertices and edges of lines."""
    random = np.random.default_rng(seed)
    vertices, line = shapely.get_coordinates(targets, return_index=True)
    at = random.integers(0, len(vertices) - 1, count)
    follows = (line[at] == line[at + 1]) & (np.abs(vertices[at + 1, 0] - vertices[at, 0]) < 180)
    share = np.where(follows & (random.random(count) < 0.8), random.random(count), 0.0)
    place = vertices[at] + (vertices[at + 1] - vertices[at]) * share[:, None]
    place += random.normal(size=(count, 2)) * 10 ** random.uniform(-9, 0, (count, 1))
    return np.column_stack([place[:, 0], np.clip(place[:, 1], -90, 90)])


def _anywhere(random, count, box):
    west, south, east, north = BOXES[box]
    low, high = np.sin(np.radians([south, north]))
    lat = np.degrees(np.arcsin(random.uniform(low, high, count)))
    return np.column_stack([random.uniform(west, east, count), lat])


def _pipeline(random, begin, count):
    """A walk that keeps its heading for a while; across the antimeridian it jumps by 360 degrees."""
    heading = random.uniform(0, 2 * np.pi) + np.cumsum(random.normal(0, 0.15, count - 1))
    step = random.uniform(0.005, 0.08) * random.uniform(0.1, 1, count - 1)
    lon = begin.x + np.r_[0, np.cumsum(step * np.sin(heading) / max(0.1, np.cos(np.radians(begin.y))))]
    lat = np.clip(begin.y + np.r_[0, np.cumsum(step * np.cos(heading))], -89.9, 89.9)
    return shapely.LineString(np.column_stack([(lon + 180) % 360 - 180, lat]))
