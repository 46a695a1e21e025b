import assert from "node:assert/strict";
import { test } from "node:test";
import { FEW, groupIncidents } from "../src/layers/incidents/groups.js";
import { pointAt } from "../src/layers/incidents/hit.js";
import { shortCount } from "../src/layers/incidents/sprites.js";

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
