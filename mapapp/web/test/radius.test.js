import assert from "node:assert/strict";
import { test } from "node:test";
import { geodesicMetres } from "../src/geodesic.js";
import { UNDATED } from "../src/incidents/mask.js";
import { latOf, lonOf, worldX, worldY } from "../src/incidents/places.js";
import { barsOf, countWithin } from "../src/radius/within.js";

const GRID = (value) => Math.round(value * 1e5) / 1e5;

/** A store of these places, of which each has a location error (by its code) and a day. */
function storeOf(places, uncertainties = [null], codes = [], days = []) {
  const x = Int32Array.from(places, ([, lon]) => worldX(lon));
  const y = Int32Array.from(places, ([lat]) => worldY(lat));
  return {
    n: places.length, located: places.length, x, y, uncertainties,
    uncertainty: Uint8Array.from(places, (_, i) => codes[i] ?? 0),
    firstDay: Int32Array.from(places, (_, i) => days[i] ?? 20000),
    mask: new Uint8Array(places.length).fill(1),
    lat: (row) => latOf(y[row]),
    lon: (row) => lonOf(x[row]),
    visit(box, visit) {
      for (let row = 0; row < places.length; row++) if (x[row] >= box.x0 && x[row] <= box.x1 && y[row] >= box.y0 && y[row] <= box.y1) visit(row);
    },
  };
}

/** Numbers between 0 and 1, the same each time. */
function* random(seed) {
  for (;;) {
    seed = (seed * 48271) % 2147483647;
    yield seed / 2147483647;
  }
}

function placesAround(centre, km, count) {
  const numbers = random(42);
  const next = () => numbers.next().value;
  const span = (km / 111) * 1.3;
  const widen = 1 / Math.max(0.05, Math.cos((centre[0] * Math.PI) / 180));
  return Array.from({ length: count }, () => {
    const lat = Math.max(-84.9, Math.min(84.9, centre[0] + (next() * 2 - 1) * span));
    const lon = centre[1] + (next() * 2 - 1) * span * widen;
    return [GRID(lat), GRID(((((lon + 180) % 360) + 360) % 360) - 180)];
  });
}

const ERRORS = [0, 300, null, 8000, 150_000];

for (const [centre, km] of [[[45.4372, 40.5704], 100], [[45.4372, 40.5704], 1], [[45.4372, 40.5704], 500], [[-16.5, 179.95], 300], [[0, -180], 77.7], [[83, 20], 500], [[-84, 100], 400], [[60, 10], 500]]) {
  test(`the quick count within ${km} km of ${centre} is that of every exact distance`, () => {
    const places = placesAround(centre, km, 4000);
    const codes = places.map((_, i) => i % ERRORS.length);
    const found = countWithin(storeOf(places, ERRORS, codes), { lat: centre[0], lon: centre[1], km });
    const wanted = { inside: 0, maybeOut: 0, maybeIn: 0, unstated: 0 };
    places.forEach((place, i) => {
      const metres = geodesicMetres(centre, place);
      const error = ERRORS[codes[i]];
      if (metres <= km * 1000) wanted.inside++;
      if (metres <= km * 1000 && error === null) wanted.unstated++;
      if (error !== null && metres <= km * 1000 && metres + error > km * 1000) wanted.maybeOut++;
      if (error !== null && metres > km * 1000 && metres - error <= km * 1000) wanted.maybeIn++;
    });
    const { inside, maybeOut, maybeIn, unstated } = found;
    assert.deepEqual({ inside, maybeOut, maybeIn, unstated }, wanted);
    assert.ok(wanted.inside > 500);
  });
}

// GeographicLib's Python package: how far each of these lies from 50° N, 36° E.
const FAR = [[50.899, 36, 100002.7], [50.89897, 36, 99999.4], [50, 37.3948, 99999.8], [50, 37.39482, 100001.2]];

test("places a few metres on both sides of the rim are told apart", () => {
  const store = storeOf(FAR.map(([lat, lon]) => [lat, lon]));
  const { inside, nearest } = countWithin(store, { lat: 50, lon: 36, km: 100 });
  assert.equal(inside, FAR.filter(([, , metres]) => metres <= 100_000).length);
  for (const { row, metres } of nearest) assert.ok(Math.abs(metres - FAR[row][2]) < 0.1, `${row}: ${metres}`);
});

test("what the filter hides is not counted", () => {
  const store = storeOf([[50, 36], [50, 36.01]]);
  store.mask[0] = 0;
  assert.equal(countWithin(store, { lat: 50, lon: 36, km: 5 }).inside, 1);
});

test("the location error of a facility widens that of each incident", () => {
  const store = storeOf([[50.05, 36]], [1000]);
  const circle = { lat: 50, lon: 36, km: 5 };
  assert.equal(countWithin(store, circle).inside + countWithin(store, circle).maybeIn, 1);
  const [{ low, high, metres }] = countWithin(store, circle, 500).nearest;
  assert.deepEqual([high - metres, metres - low].map(Math.round), [1500, 1500]);
});

test("an error larger than the Earth makes a place possible everywhere, and no more", () => {
  const found = countWithin(storeOf([[-50, -144], [50, 36]], [50_000_000]), { lat: 50, lon: 36, km: 10 });
  assert.deepEqual([found.inside, found.maybeOut, found.maybeIn], [1, 1, 1]);
});

test("the nearest fifty are listed, the nearest first", () => {
  const places = Array.from({ length: 400 }, (_, i) => [50 + ((i * 37) % 400) / 1000, 36]);
  const { nearest } = countWithin(storeOf(places), { lat: 50, lon: 36, km: 100 });
  assert.equal(nearest.length, 50);
  assert.deepEqual(nearest.map(({ row }) => places[row][0]), places.map(([lat]) => lat).sort().slice(0, 50));
});

test("nothing within is nothing, without a bar", () => {
  const found = countWithin(storeOf([[0, 0]]), { lat: 50, lon: 36, km: 1 });
  assert.deepEqual([found.inside, found.nearest, barsOf(found.days).bars], [0, [], []]);
});

const day = (iso) => Date.parse(iso) / 86_400_000;

test("counts come by month with the empty ones between, and undated ones apart", () => {
  const { unit, bars, undated } = barsOf(new Map([[day("2024-11-30"), 2], [day("2024-11-01"), 1], [day("2025-02-01"), 4], [UNDATED, 7]]));
  assert.deepEqual([unit, undated], ["month", 7]);
  assert.deepEqual(bars, [{ start: "2024-11", count: 3 }, { start: "2024-12", count: 0 }, { start: "2025-01", count: 0 }, { start: "2025-02", count: 4 }]);
});

test("counts of many years come by year", () => {
  const { unit, bars } = barsOf(new Map([[day("1999-12-31"), 1], [day("2025-01-01"), 2]]));
  assert.deepEqual([unit, bars.length, bars[0], bars.at(-1)], ["year", 27, { start: "1999", count: 1 }, { start: "2025", count: 2 }]);
});
