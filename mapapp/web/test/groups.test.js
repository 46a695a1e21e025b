import assert from "node:assert/strict";
import { test } from "node:test";
import { countCells } from "../src/layers/incidents/cells.js";
import { FEW, groupIncidents } from "../src/layers/incidents/groups.js";
import { boxesOf } from "../src/incidents/places.js";
import { pointAt } from "../src/layers/incidents/hit.js";
import { createRuns } from "../src/layers/incidents/runs.js";
import { shortCount } from "../src/format.js";

const WHOLE = { x0: 0, y0: 0, x1: 2 ** 30, y1: 2 ** 30 };

function scattered(n) {
  const x = Int32Array.from({ length: n }, () => Math.random() * 2 ** 30);
  const y = Int32Array.from({ length: n }, () => Math.random() * 2 ** 30);
  const standing = Uint8Array.from({ length: n }, (_, i) => i % 3);
  const mask = Uint8Array.from({ length: n }, (_, i) => Number(i % 5 !== 0));
  const blocks = Array.from({ length: Math.ceil(n / 256) }, (_, i) => i);
  const ends = (of) => blocks.map((i) => of.slice(256 * i, 256 * (i + 1)));
  const [columnsOfX, columnsOfY] = [ends(x), ends(y)];
  const boxes = Int32Array.from(blocks.flatMap((i) => [Math.min(...columnsOfX[i]), Math.min(...columnsOfY[i]), Math.max(...columnsOfX[i]), Math.max(...columnsOfY[i])]));
  return { columns: { x, y, boxes, standing, standings: ["a", "b", "c"], located: n }, mask, blocks };
}

for (const n of [10, FEW, 5 * FEW, 40_000]) {
  test(`each of ${n} shown incidents is in one group, with its standing`, () => {
    const { columns, mask, blocks } = scattered(n);
    const groups = groupIncidents(columns, mask, blocks, WHOLE, 1000 / 2 ** 30);
    const shown = mask.reduce((sum, one) => sum + one, 0);
    assert.equal(groups.reduce((sum, group) => sum + group.count, 0), shown);
    for (const group of groups) {
      assert.equal(group.standings.reduce((sum, one) => sum + one, 0), group.count);
      assert.ok(mask[group.row]);
      assert.ok(group.x >= group.box.x0 && group.x <= group.box.x1 && group.y >= group.box.y0 && group.y <= group.box.y1);
    }
  });
}

test("incidents out of the part of the world are left out", () => {
  const { columns, mask, blocks } = scattered(3000);
  const half = { ...WHOLE, x1: 2 ** 29 };
  const inside = columns.x.reduce((sum, x, row) => sum + Number(x <= 2 ** 29) * mask[row], 0);
  assert.equal(groupIncidents(columns, mask, blocks, half, 1e-6).reduce((sum, group) => sum + group.count, 0), inside);
});

test("the nearest shown incident is hit, as by trying all", () => {
  const { columns, mask } = scattered(500);
  const { x, y } = columns;
  const store = { x, y, mask, visit: (box, visit) => x.forEach((px, row) => { if (px >= box.x0 && px <= box.x1 && y[row] >= box.y0 && y[row] <= box.y1) visit(row); }) };
  const unit = 200 / 2 ** 30;
  for (let i = 0; i < 200; i++) {
    const at = { x: Math.random() * 2 ** 30, y: Math.random() * 2 ** 30 };
    const apart = (row) => Math.hypot(x[row] - at.x, y[row] - at.y);
    const near = [...x.keys()].filter((row) => mask[row] && apart(row) <= 6 / unit).sort((a, b) => apart(a) - apart(b));
    const found = pointAt(store, at, unit);
    assert.equal(found < 0 ? -1 : apart(found), near.length ? apart(near[0]) : -1);
  }
});

test("a count takes at most four signs", () => {
  assert.deepEqual([7, 999, 1000, 1234, 9949, 9960, 38_400, 999_499, 999_500, 1_000_000].map(shortCount), ["7", "999", "1.0k", "1.2k", "9.9k", "10k", "38k", "999k", "1.0M", "1.0M"]);
});

/** Places in clusters along a curve, as the rows of a page lie, with a box around each block. */
function alongACurve(n) {
  const places = Array.from({ length: n }, (_, i) => {
    const [u, v] = [i / n, Math.sin(i / 900) / 4 + 0.5];
    const near = () => (Math.random() - 0.5) * 2 ** 22;
    return [Math.max(0, u * 2 ** 30 + near()), v * 2 ** 30 + near()];
  });
  const x = Int32Array.from(places, ([px]) => px);
  const y = Int32Array.from(places, ([, py]) => py);
  const standing = Uint8Array.from({ length: n }, () => Math.floor(Math.random() * 3));
  return { x, y, boxes: boxesOf(x, y, n), standing, standings: ["a", "b", "c"], located: n };
}

for (const share of [1, 0.5, 0.01]) {
  test(`cells count what lies in them, in runs or one by one, where ${100 * share} % are shown`, () => {
    const n = 10_001;
    const columns = alongACurve(n);
    const mask = Uint8Array.from({ length: n }, () => Number(Math.random() < share));
    const blocks = Array.from({ length: Math.ceil(n / 256) }, (_, i) => i);
    const box = { x0: 2 ** 27 + 0.5, y0: 2 ** 28, x1: 2 ** 30 - 2 ** 27, y1: 2 ** 30 - 2 ** 28 - 3 };
    const runs = createRuns(columns, mask);
    for (const size of [2 ** 22 / 3, 2 ** 26, 2 ** 28 + 0.7]) {
      const { found } = countCells(columns, mask, blocks, box, size, runs);
      const expected = new Map();
      for (let row = 0; row < n; row++) {
        const [px, py] = [columns.x[row], columns.y[row]];
        if (!mask[row] || px < box.x0 || px > box.x1 || py < box.y0 || py > box.y1) continue;
        const key = `${Math.floor(px / size)} ${Math.floor(py / size)}`;
        const cell = expected.get(key) ?? { count: 0, x: 0, y: 0, standings: [0, 0, 0], rows: new Set() };
        expected.set(key, { ...cell, count: cell.count + 1, x: cell.x + px, y: cell.y + py, standings: cell.standings.map((old, code) => old + Number(columns.standing[row] === code)), rows: cell.rows.add(row) });
      }
      assert.equal(found.size, expected.size);
      for (const group of found.values()) {
        const cell = expected.get(`${Math.round(group.box.x0 / size)} ${Math.round(group.box.y0 / size)}`);
        assert.deepEqual([group.count, [...group.standings]], [cell.count, cell.standings]);
        assert.ok(Math.abs(group.x - cell.x / cell.count) < 1e-3 && Math.abs(group.y - cell.y / cell.count) < 1e-3);
        assert.ok(cell.rows.has(group.row));
      }
    }
  });
}
