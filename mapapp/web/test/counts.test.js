import assert from "node:assert/strict";
import { test } from "node:test";
import { countsWithin, decodeCounts, periodsOf } from "../src/layers/density/counts.js";
import { centreOf, countHexagons } from "../src/layers/density/hexagons.js";
import { blocksIn, WORLD } from "../src/incidents/places.js";

const LEVEL = 9;
const SIZE = 2 ** LEVEL;

function mortonKey(x, y) {
  let key = 0n;
  for (let bit = 0n; bit < 26n; bit++) key |= (((BigInt(x) >> bit) & 1n) << (2n * bit)) | (((BigInt(y) >> bit) & 1n) << (2n * bit + 1n));
  return key;
}

/** A container as Python writes it, of rows [column, line, first, further, incidents] and of some without a square. */
function container(rows, without = []) {
  const keyed = rows.map((row) => ({ row, key: mortonKey(row[0], row[1]) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const all = [...keyed.map(({ row }) => row), ...without];
  const numbers = { tile: keyed.map(({ key }, i) => key - (i ? keyed[i - 1].key : 0n)), first_period: all.map((row) => BigInt(row[2])), further_periods: all.map((row) => BigInt(row[3])), incidents: all.map((row) => BigInt(row[4])) };
  const planes = Object.values(numbers).map((column) => Array.from({ length: Math.ceil(Math.max(0, ...column.map((n) => n.toString(2).length)) / 8) }, (_, plane) => column.map((n) => Number((n >> BigInt(8 * plane)) & 255n))));
  const columns = Object.entries(numbers).map(([name, column], i) => ({ name, coding: name === "tile" ? "morton-delta" : "planes", planes: planes[i].length, count: column.length }));
  const header = { format: "energy-strike-map columns", version: 1, rows: all.length, located: rows.length, level: LEVEL, unit: "month", origin_day: "2022-11-01", columns };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = Uint8Array.from(planes.flat(2));
  const whole = new Uint8Array(4 + text.length + bytes.length);
  new DataView(whole.buffer).setUint32(0, text.length, true);
  whole.set(text, 4);
  whole.set(bytes, 4 + text.length);
  return { bytes: whole, rows: all };
}

const random = (most) => Math.floor(Math.random() * most);

/** Incidents in squares; those of one square and time are one row. */
function madeUp(n) {
  const rows = new Map();
  for (let i = 0; i < n; i++) {
    const row = [200 + random(60), 100 + random(60), random(14), random(3)];
    rows.set(row.join(), [...row, 1 + random(70_000)]);
  }
  return [...rows.values()];
}

test("counts come out of their container with the middle of their square", () => {
  const { bytes, rows } = container(madeUp(2000), [[0, 0, 3, 1, 8], [0, 0, 0, 0, 5]]);
  const counts = decodeCounts(bytes);
  assert.equal(counts.located, rows.length - 2);
  assert.equal(counts.square, WORLD / SIZE);
  for (const [i, [column, line, first, further, incidents]] of rows.entries()) {
    if (i < counts.located) assert.deepEqual([counts.x[i], counts.y[i]], [(column + 0.5) * counts.square, (line + 0.5) * counts.square]);
    assert.deepEqual([counts.first[i], counts.last[i], counts.incidents[i]], [first, first + further, incidents]);
  }
});

test("each count goes to the hexagon whose centre is nearest, with all its incidents, and none is lost", () => {
  const counts = decodeCounts(container(madeUp(3000)).bytes);
  const unit = 1200 / WORLD;
  const box = { x0: 0, y0: 0, x1: WORLD, y1: WORLD };
  const weights = countsWithin(counts, { from: "2023-02-10", to: "2023-06-20" });
  const grid = countHexagons(counts, weights, blocksIn(counts.boxes, box), box, unit, 2 * 1200 / SIZE);
  const centres = Array.from(grid.counts.keys(), (cell) => centreOf(grid, cell));
  const expected = new Float64Array(grid.counts.length);
  for (let row = 0; row < counts.located; row++) {
    if (!weights[row]) continue;
    let [best, least] = [-1, Infinity];
    centres.forEach(([x, y], cell) => {
      const apart = Math.hypot(x - counts.x[row] * unit, y - counts.y[row] * unit);
      if (apart < least) [best, least] = [cell, apart];
    });
    expected[best] += weights[row];
  }
  assert.deepEqual([...grid.counts], [...expected]);
  assert.equal(grid.counts.reduce((a, b) => a + b), weights.reduce((a, b) => a + b));
});

test("a range of time counts whole the months that it touches", () => {
  const { bytes, rows } = container(madeUp(500), [[0, 0, 0, 0, 5], [0, 0, 4, 0, 7]]);
  const counts = decodeCounts(bytes);
  const months = Array.from({ length: 20 }, (_, i) => new Date(Date.UTC(2022, 10 + i, 1)).toISOString().slice(0, 7)); // period 1 is the first
  for (const [from, to] of [["2023-01-15", "2023-03-01"], [null, "2022-11-30"], ["2023-05-31", null], ["2031-01-01", null], ["2020-01-01", "2022-10-31"]]) {
    const expected = rows.map(([, , first, further, incidents]) => {
      if (first === 0) return 0;
      const touched = months.slice(first - 1, first + further);
      return touched.some((month) => (!from || month >= from.slice(0, 7)) && (!to || month <= to.slice(0, 7))) ? incidents : 0;
    });
    assert.deepEqual([...countsWithin(counts, { from, to })], expected);
  }
  assert.equal(countsWithin(counts, { from: null, to: null }), counts.incidents);
});

test("periods begin where the calendar says", () => {
  const months = periodsOf("month", "2022-11-01");
  assert.deepEqual([1, 2, 3, 15].map(months.begin), ["2022-11-01", "2022-12-01", "2023-01-01", "2024-01-01"]);
  assert.deepEqual(["2022-11-30", "2023-01-01", "2022-10-31"].map(months.of), [1, 3, 0]);
  const years = periodsOf("year", "0044-01-01");
  assert.deepEqual([1, 2].map(years.begin), ["0044-01-01", "0045-01-01"]);
  assert.equal(years.of("0044-12-31"), 1);
});

test("counts that are cut off are refused", () => {
  const { bytes } = container(madeUp(50));
  assert.throws(() => decodeCounts(bytes.subarray(0, bytes.length - 3)), /its columns take/);
});
