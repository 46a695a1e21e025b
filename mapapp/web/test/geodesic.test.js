import assert from "node:assert/strict";
import { test } from "node:test";
import { destination, geodesicCircle, geodesicLine, geodesicMetres } from "../src/geodesic.js";

// Figures of GeographicLib's Python package; the last distances lie where Vincenty's method does not converge.
const DISTANCES = [
  [[0, 0], [0, 1], 111319.4908],
  [[45.4372, 40.5704], [51.85, 54.75], 1261630.7958],
  [[60, 179.5], [60, -179.5], 55799.4704],
  [[-33, 151], [51.5, -0.1], 16901919.1487],
  [[85, -170], [85.00001, -170], 1.1169],
  [[10, 10], [10, 10], 0],
  [[90, 0], [-90, 77], 20003931.4586],
  [[30, 20], [-30, -160], 20003931.4586],
  [[0, 0], [0.1, 179.9], 19992082.1079],
];
const DESTINATIONS = [
  [[45.4372, 40.5704], 0, 100000, [46.336892304, 40.5704]],
  [[60, 179], 90, 500000, [59.697612395, 187.906443722]],
  [[-16.5, -179.9], 225, 120000, [-17.265193843, -180.697955438]],
  [[89, 30], 10, 500000, [86.503939452, 197.158094022]],
];
const near = (a, b, tolerance) => Math.abs(a - b) <= tolerance;

for (const [from, to, metres] of DISTANCES) {
  test(`the distance from ${from} to ${to} is right to a tenth of a millimetre`, () => {
    assert.ok(near(geodesicMetres(from, to), metres, 1e-4), String(geodesicMetres(from, to)));
  });
}

for (const [from, azimuth, metres, [lat, lon]] of DESTINATIONS) {
  test(`the place ${metres} m from ${from} at ${azimuth}° is right to a tenth of a millimetre`, () => {
    const found = destination(from, azimuth, metres);
    assert.ok(near(found[0], lat, 1e-9) && near(found[1], lon, 1e-8), String(found));
  });
}

for (const centre of [[45.4, 40.6], [-16.5, 179.9], [0, -180], [88, 10], [-87, 170]]) {
  test(`every vertex of a circle around ${centre} lies at its radius`, () => {
    const rim = geodesicCircle(centre, 400_000).filter(([lat]) => Math.abs(lat) < 90);
    const off = Math.max(...rim.map((place) => Math.abs(geodesicMetres(centre, place) - 400_000)));
    assert.ok(off < 1e-4, String(off));
    assert.ok(rim.length >= 1439);
  });
}

test("a circle across the antimeridian is one ring without a jump", () => {
  const ring = geodesicCircle([-16.5, 179.9], 300_000);
  const jumps = ring.map(([, lon], i) => Math.abs(lon - ring.at(i - 1)[1]));
  assert.ok(Math.max(...jumps) < 0.1);
  assert.ok(Math.max(...ring.map(([, lon]) => lon)) > 180);
});

for (const centre of [[88, 10], [-88, 10]]) {
  test(`a circle around ${centre} is led around the pole that lies in it`, () => {
    const ring = geodesicCircle(centre, 500_000);
    const longitudes = ring.map(([, lon]) => lon);
    assert.equal(Math.max(...longitudes) - Math.min(...longitudes), 360);
    assert.equal(ring[0][0], Math.sign(centre[0]) * 90);
    assert.ok(longitudes.every((lon, i) => i === 0 || lon >= longitudes[i - 1]));
  });
}

test("a line is a curve that bulges towards the pole and ends where it should", () => {
  const line = geodesicLine([50, 30], [50, 100]);
  const middle = line.reduce((best, place) => (place[0] > best[0] ? place : best));
  assert.ok(near(middle[0], 55.5108, 0.01) && near(middle[1], 65, 1));
  assert.ok(near(line.at(-1)[0], 50, 1e-9) && near(line.at(-1)[1], 100, 1e-9));
});

test("a line across the antimeridian runs on past 180", () => {
  assert.ok(near(geodesicLine([50, 170], [50, -170]).at(-1)[1], 190, 1e-9));
});
