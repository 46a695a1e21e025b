import assert from "node:assert/strict";
import { test } from "node:test";
import { geodesicMetres } from "../src/geodesic.js";

// Reference values of GeographicLib 2.1 (Karney's method), to the millimetre.
const CASES = [
  [[0, 0], [0, 1], 111319.491],
  [[45.4372, 40.5704], [51.85, 54.75], 1261630.796],
  [[60, 179.5], [60, -179.5], 55799.47],
  [[-33, 151], [51.5, -0.1], 16901919.149],
];

test("lengths agree with an independent method to a millimetre", () => {
  for (const [from, to, metres] of CASES) assert.ok(Math.abs(geodesicMetres(from, to) - metres) < 0.0015, `${from} ${to}: ${geodesicMetres(from, to)}`);
});

test("opposite points are said not to be measurable rather than measured wrongly", () => {
  assert.equal(geodesicMetres([0, 0], [0.1, 179.9]), null);
});

test("a point is nowhere from itself", () => {
  assert.equal(geodesicMetres([10, 10], [10, 10]), 0);
});
