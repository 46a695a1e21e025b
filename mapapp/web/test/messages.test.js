import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted } from "../src/messages.js";

const doc = { viewpoints: { un: {}, de_facto: {} }, languages: ["en", "uk"] };

test("a message of the right form is taken, and its filter is made whole", () => {
  const { viewpoint, filter } = accepted({ viewpoint: "de_facto", filter: { kinds: ["fire"] } }, doc);
  assert.equal(viewpoint, "de_facto");
  assert.deepEqual(filter.kinds, ["fire"]);
  assert.equal(filter.standings, null);
});

test("whatever has another form is left out, part by part", () => {
  const wrong = { viewpoint: "constructor", language: "tlh", selection: { type: "window", id: "x" }, filter: { kinds: "fire" }, layers: { incidents: "yes" }, __proto__: { a: 1 } };
  assert.deepEqual(accepted(wrong, doc), {});
  for (const message of [null, 7, "x", [], undefined]) assert.deepEqual(accepted(message, doc), {});
});
