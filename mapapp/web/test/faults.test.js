import assert from "node:assert/strict";
import { test } from "node:test";
import { readBytes, told } from "../src/blocks.js";
import { blockFault, Fault, isRefused, sentenceOf } from "../src/faults.js";

/** A page of these blocks, as far as the module looks at it. */
function pageOf(blocks) {
  globalThis.document = { readyState: "complete", querySelector: (selector) => (blocks[/"(.*)"/.exec(selector)[1]] === undefined ? null : { textContent: blocks[/"(.*)"/.exec(selector)[1]] }) };
}

test("a refusal of memory is known in the words of every browser", () => {
  for (const words of ["Array buffer allocation failed", "Failed to execute 'createImageData': Out of memory at ImageData creation.", "allocation size overflow", "Out of memory", "Invalid string length", "Cannot create a string longer than 0x1fffffe8 characters"]) {
    assert.ok(isRefused(new RangeError(words)), words);
  }
  assert.ok(isRefused("out of memory"), "Firefox throws a text");
  for (const words of ["Maximum call stack size exceeded", "Invalid typed array length: 5", "x is not a function"]) assert.ok(!isRefused(new RangeError(words)), words);
});

test("a sentence for readers stays as it is; anything else is told with what to do", () => {
  assert.equal(sentenceOf(new Fault("Export the map again.")), "Export the map again.");
  assert.match(sentenceOf(new RangeError("Array buffer allocation failed")), /refused the memory.* Close other tabs/);
  assert.match(sentenceOf(new TypeError("x is undefined")), /\(x is undefined\)\. Reload the page/);
});

test("a block is told by what it holds, by its name and by what is wrong with it", () => {
  assert.equal(blockFault("incident-text-3", new TypeError("Compressed input was truncated.")).message, "Texts of incidents cannot be read: block “incident-text-3” of this page was cut off or altered after it was written (Compressed input was truncated). Export the map again.");
  assert.match(blockFault("incidents", new RangeError("Array buffer allocation failed")).message, /refused the memory for places, dates and standings of the incidents, block “incidents”/);
  assert.match(blockFault("labels", new Error("x")).message, /^What a layer draws cannot be read: block “labels”/);
  const fault = new Fault("as it is");
  assert.equal(blockFault("arcs", fault), fault);
});

test("a block that is missing, cut or no base64 is refused with its name", async () => {
  pageOf({ cut: "H4sIAAAAAAAC/8tIzcnJBwCGphA2", odd: "*" });
  await assert.rejects(readBytes("incident-ids"), { message: /^The ids of the incidents cannot be read: the page holds no block “incident-ids”/ });
  await assert.rejects(readBytes("cut"), { message: /block “cut” .* was cut off or altered .*\(.+\)\. Export/ });
  await assert.rejects(readBytes("odd"), Fault);
  await assert.rejects(told("cut", () => { throw new RangeError("Array buffer allocation failed"); }), { message: /refused the memory/ });
});
