// Workers as the build makes them, and what stands in for them where there can be none.

import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { decodeGround } from "../src/layers/ground/arcs.js";
import { createWorkers } from "../src/workers/workers.js";

const packed = (content) => gzipSync(JSON.stringify(content)).toString("base64");
const TEXTS = packed({ incidents: { id: ["a", "b"], title: ["Fire at the depot", null] } });
/** A block of columns, as mapapp/payload/container.py writes it. */
function packColumns(columns, described) {
  const entries = columns.map(({ name, numbers, values }) => ({ name, coding: values ? "dictionary" : "planes", planes: 1, count: numbers.length, values }));
  const header = Buffer.from(JSON.stringify({ format: "energy-strike-map columns", version: 1, ...described, columns: entries }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  return Buffer.concat([length, header, ...columns.map(({ numbers }) => Buffer.from(numbers))]);
}
const zigzag = (numbers) => numbers.map((number) => (number < 0 ? -2 * number - 1 : 2 * number));

/** A square out of two arcs, and a third that has no point. */
const SQUARE = packColumns([
  { name: "vertices", numbers: [3, 3, 0] },
  { name: "x", numbers: zigzag([0, 10, 0, 0, -10, 0]) },
  { name: "y", numbers: zigzag([0, 0, 10, 0, 0, -10]) },
  { name: "ring_edges", numbers: [2] },
  { name: "edges", numbers: zigzag([0, 1]) },
  { name: "shore", numbers: [1, 2, 0], values: [null, "coast", "seam"] },
  { name: "border:un", numbers: [0, 0, 1], values: [null, "agreed"] },
], { scale: [1, 1], translate: [0, 0] });
const SQUARE_TEXT = gzipSync(SQUARE).toString("base64");

/** A worker whose script runs in a room with nothing but what every worker has. */
async function workerClass(log = []) {
  const { outputFiles: [script] } = await build({ entryPoints: [new URL("../src/workers/worker.js", import.meta.url).pathname], bundle: true, format: "iife", write: false });
  return class {
    constructor() {
      log.push("begun");
      this.self = { postMessage: (data, options) => this.onmessage({ data: structuredClone(data, options) }) };
      vm.runInNewContext(script.text, { self: this.self, Blob, DecompressionStream, Response, TextDecoder, Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array, ArrayBuffer, DataView, atob });
    }
    postMessage(data) { log.push(data.task); this.self.onmessage({ data: structuredClone(data) }); }
  };
}

/** Do something where the browser's Worker is another. */
async function withWorker(Worker, act) {
  const before = globalThis.Worker;
  Object.assign(globalThis, { Worker });
  try { await act(); } finally { Object.assign(globalThis, { Worker: before }); }
}

test("a worker does what it is asked, and says what it cannot", async () => {
  const log = [];
  await withWorker(await workerClass(log), async () => {
    const workers = createWorkers("built", 2);
    assert.equal(await workers.tellAll("know", { names: new Map(), words: {} }), 2);
    const { rows, heads } = await workers.ask("scan", { text: TEXTS, length: 2, words: ["depot"], heads: 1 });
    assert.deepEqual([[...rows], heads.map(({ id }) => id)], [[0], ["a"]]);
    assert.deepEqual(await workers.ask("ground", SQUARE_TEXT), decodeGround(SQUARE));
    await assert.rejects(workers.ask("scan", { text: "AAAA", length: 2, words: [], heads: 1 }), Error);
  });
  assert.ok(log.includes("scan"));
});

test("work is shared among the workers", async () => {
  const [log, Worker] = [[], await workerClass()];
  class Slow extends Worker {
    postMessage(data) { if (data.task === "know") super.postMessage(data); else log.push(this); }
  }
  await withWorker(Slow, async () => {
    const workers = createWorkers("built", 2);
    const count = await workers.tellAll("know", { names: new Map(), words: {} });
    for (let i = 0; i < count; i++) workers.ask("ground", "");
    assert.equal(new Set(log).size, count);
  });
});

class Forbidden { constructor() { throw new Error("SecurityError"); } }
class Blocked { postMessage() { setTimeout(() => this.onerror({ preventDefault() {} })); } }

test("where there can be no worker, the page does the work", async () => {
  for (const Worker of [undefined, Forbidden, Blocked]) {
    await withWorker(Worker, async () => {
      const workers = createWorkers("built", 2);
      assert.deepEqual(await workers.ask("ground", SQUARE_TEXT), decodeGround(SQUARE));
      assert.equal(await workers.tellAll("know", { names: new Map(), words: {} }), 1);
      assert.deepEqual([...(await workers.ask("scan", { text: TEXTS, length: 2, words: ["depot"], heads: 0 })).rows], [0]);
    });
  }
  assert.deepEqual(await createWorkers(null).ask("ground", SQUARE_TEXT), decodeGround(SQUARE));
});

test("arcs have boxes, pieces and rings; one without a point is nowhere", () => {
  const { xy, boxes, firsts, firstPieces, pieceBoxes, edges, firstEdges, ringBoxes, coast, seam, viewpoints } = decodeGround(SQUARE);
  assert.deepEqual([xy.length, [...firsts], [...firstPieces]], [12, [0, 3, 6, 6], [0, 1, 2, 3]]);
  assert.deepEqual([...boxes.slice(0, 4)].map((share) => Math.round(share * 360 - 180)), [0, Math.round(xy[5] * 360 - 180), 10, 0]);
  assert.deepEqual([...boxes], [...pieceBoxes]);
  assert.deepEqual([...boxes.slice(8)], [Infinity, Infinity, -Infinity, -Infinity]);
  assert.deepEqual([[...edges], [...firstEdges], coast, seam], [[0, 1], [0, 2], [0], [1]]);
  assert.deepEqual(viewpoints, { un: { agreed: [2], disputed: [] } });
  assert.deepEqual([...ringBoxes], [0, 1, 2, 3].map((side) => (side < 2 ? Math.min : Math.max)(boxes[side], boxes[4 + side])));
});
