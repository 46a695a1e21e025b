import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineOf } from "../src/layers/outline.js";

const SIDE = 12;

/** Random countries on a chequered board, with arcs along the sides of its squares: ends are corners as numbers. */
function board(countries) {
  const owner = Array.from({ length: SIDE * SIDE }, () => Math.floor(Math.random() * (countries + 1)) - 1); // −1 is sea
  const at = (column, line) => (column < 0 || line < 0 || column >= SIDE || line >= SIDE ? -1 : owner[line * SIDE + column]);
  const corner = (column, line) => line * (SIDE + 1) + column;
  const arcs = [];
  const known = new Map();
  const arc = (from, to) => {
    const [a, b] = [Math.min(from, to), Math.max(from, to)];
    const key = a * 1000 + b;
    if (!known.has(key)) known.set(key, arcs.push({ from: a, to: b }) - 1);
    return from === a ? known.get(key) : ~known.get(key);
  };
  // Each square of land is an area of its own; squares of one country part nothing either.
  const areas = [];
  for (let line = 0; line < SIDE; line++) {
    for (let column = 0; column < SIDE; column++) {
      if (at(column, line) < 0) continue;
      const corners = [corner(column, line), corner(column + 1, line), corner(column + 1, line + 1), corner(column, line + 1)];
      areas.push(corners.map((from, i) => arc(from, corners[(i + 1) % 4])));
    }
  }
  return { arcs, areas, isLand: (column, line) => at(column, line) >= 0, corner };
}

/** How often rings of unit steps turn around the middle of a square: steps down on its right, less those up. */
function turns(rings, arcs, column, line) {
  let sum = 0;
  for (const edge of rings.flat()) {
    const { from, to } = arcs[edge < 0 ? ~edge : edge];
    const [start, end] = edge < 0 ? [to, from] : [from, to];
    const [x0, y0, x1, y1] = [start % (SIDE + 1), Math.floor(start / (SIDE + 1)), end % (SIDE + 1), Math.floor(end / (SIDE + 1))];
    if (x0 === x1 && x0 > column && Math.min(y0, y1) === line) sum += y1 - y0;
  }
  return sum;
}

test("the outline encloses the land, lakes left out, and nothing else", () => {
  for (let round = 0; round < 20; round++) {
    const { arcs, areas, isLand } = board(1 + (round % 4));
    const rings = outlineOf(areas, arcs);
    for (let line = 0; line < SIDE; line++) {
      for (let column = 0; column < SIDE; column++) assert.equal(turns(rings, arcs, column, line), Number(isLand(column, line)), `${column}, ${line}`);
    }
  }
});

test("each ring ends where it begins, and no arc between two areas is in one", () => {
  const { arcs, areas } = board(3);
  const rings = outlineOf(areas, arcs);
  const uses = new Map();
  for (const edge of areas.flat()) uses.set(edge < 0 ? ~edge : edge, (uses.get(edge < 0 ? ~edge : edge) ?? 0) + 1);
  const start = (edge) => (edge < 0 ? arcs[~edge].to : arcs[edge].from);
  for (const ring of rings) ring.forEach((edge, i) => assert.equal(start(~edge), start(ring[(i + 1) % ring.length])));
  const edges = rings.flat().map((edge) => (edge < 0 ? ~edge : edge)).sort((a, b) => a - b);
  assert.deepEqual(edges, [...uses].filter(([, n]) => n === 1).map(([arc]) => arc).sort((a, b) => a - b));
});

test("a ring that two areas walk the same way is walked once", () => {
  assert.deepEqual(outlineOf([[0], [0]], [{ from: 7, to: 7 }]), [[0]]);
});
