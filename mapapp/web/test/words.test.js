// Texts out of words.

import assert from "node:assert/strict";
import test from "node:test";

import { fromWords, wordsReader } from "../src/incidents/words.js";

const VOCABULARY = ["fire ", "at ", "Tver"];

test("single texts are what all of them together are, in whatever order they are asked for", () => {
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const rare = [];
  const texts = Array.from({ length: 300 }, () => {
    if (random(9) === 0) return '"';
    return Array.from({ length: random(6) }, () => {
      if (random(3) > 0) return String.fromCharCode(0x23 + random(VOCABULARY.length));
      rare.push(`own-${rare.length}`);
      return "!";
    }).join("");
  });
  const column = { words: texts.join(" "), own: rare.join("\x7f") };
  const [all, read] = [fromWords(column, VOCABULARY), wordsReader(column, VOCABULARY)];
  for (let i = texts.length - 1; i >= 0; i--) assert.equal(read(i), all[i]);
  assert.equal(read(texts.length), undefined);
});
