// What lies under the pointer.

import assert from "node:assert/strict";
import test from "node:test";

import { groupAt, HEAD } from "../src/layers/incidents/hit.js";

/** A painted pin. @param {string} id @param {{x: number, y: number}[]} feet */
function pin(id, feet) {
  const [px, py] = [mean(feet.map(({ x }) => x)), mean(feet.map(({ y }) => y))];
  return /** @type {any} */ ({ px, py, isPin: true, feet, group: { id, count: feet.length } });
}

/** @param {number[]} numbers */
const mean = (numbers) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

/** @param {any[]} painted @param {{x: number, y: number}} at */
const idAt = (painted, at) => /** @type {any} */ (groupAt(painted, at))?.id ?? null;

test("a pin is found by its head and by its foot", () => {
  const one = pin("one", [{ x: 100, y: 100 }]);
  assert.equal(idAt([one], { x: 100, y: 100 - HEAD - 10 }), "one");
  assert.equal(idAt([one], { x: 104, y: 103 }), "one");
  assert.equal(idAt([one], { x: 130, y: 100 }), null);
});

test("where heads overlap, the uppermost is found", () => {
  const [behind, before] = [pin("behind", [{ x: 100, y: 100 }]), pin("before", [{ x: 108, y: 110 }])];
  assert.equal(idAt([behind, before], { x: 104, y: 71 }), "before");
});

test("a place that another pin's head covers is still found at itself", () => {
  const [behind, before] = [pin("behind", [{ x: 100, y: 100 }]), pin("before", [{ x: 100, y: 100 + HEAD }])];
  assert.equal(idAt([behind, before], { x: 101, y: 100 }), "behind");
  assert.equal(idAt([behind, before], { x: 110, y: 100 }), "before");
});

test("incidents that share a head are found each at its own place", () => {
  const three = pin("three", [{ x: 100, y: 100 }, { x: 118, y: 100 }, { x: 100, y: 120 }]);
  for (const foot of three.feet) assert.equal(idAt([three], foot), "three");
});
