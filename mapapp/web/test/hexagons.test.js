import assert from "node:assert/strict";
import { test } from "node:test";
import { centreOf, classBounds, classOf, countHexagons } from "../src/layers/density/hexagons.js";

const WORLD = 2 ** 30;

test("each shown incident is counted in the hexagon whose centre is nearest", () => {
  const n = 4000;
  const x = Int32Array.from({ length: n }, () => Math.random() * WORLD);
  const y = Int32Array.from({ length: n }, () => Math.random() * WORLD);
  const mask = Uint8Array.from({ length: n }, (_, i) => Number(i % 7 !== 0));
  const blocks = Array.from({ length: Math.ceil(n / 256) }, (_, i) => i);
  const unit = 900 / WORLD;
  const box = { x0: 0, y0: 0, x1: WORLD, y1: WORLD };
  const grid = countHexagons({ x, y, located: n }, mask, blocks, box, unit, 20);
  const centres = Array.from(grid.counts.keys(), (cell) => centreOf(grid, cell));
  const expected = new Uint32Array(grid.counts.length);
  for (let row = 0; row < n; row++) {
    if (!mask[row]) continue;
    let [best, least] = [-1, Infinity];
    centres.forEach(([cx, cy], cell) => {
      const apart = Math.hypot(cx - x[row] * unit, cy - y[row] * unit);
      if (apart < least) [best, least] = [cell, apart];
    });
    expected[best]++;
  }
  assert.deepEqual([...grid.counts], [...expected]);
});

test("classes rise in readable steps and hold every value", () => {
  assert.deepEqual(classBounds(1, 100_000), [1, 10, 100, 1000, 10_000]);
  assert.deepEqual(classBounds(1, 1), [1]);
  assert.deepEqual(classBounds(1, 5), [1, 2, 3]);
  const bounds = classBounds(0.25, 400);
  assert.ok(bounds.every((bound, i) => i === 0 || bound > bounds[i - 1]));
  assert.equal(classOf([1, 10, 100], 9.9), 0);
  assert.equal(classOf([1, 10, 100], 10), 1);
  assert.equal(classOf([1, 10, 100], 1e9), 2);
});
