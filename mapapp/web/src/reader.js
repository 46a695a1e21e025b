// The blocks that layers draw from: each is read once, however many ask for it, and decoded as what it is.

import { blockText, readBlock, readBytes, told } from "./blocks.js";
import { decodeGround } from "./layers/ground/arcs.js";
import { workers } from "./workers/workers.js";

/** @import { Blocks, Context } from "./types/page.d.ts" */

/** Blocks that are no JSON. @type {Partial<{[N in keyof Blocks]: () => Promise<Blocks[N]>}>} */
const READERS = {
  arcs: async () => {
    const bytes = await readBytes("arcs");
    return told("arcs", () => decodeGround(bytes)); // a worker would be there too late: the map is drawn from it at once
  },
  "arcs-near": () => told("arcs-near", async () => workers.ask("ground", await blockText("arcs-near"))),
};

/** @returns {Context["block"]} */
export function createReader() {
  /** @type {Map<string, Promise<any>>} */
  const known = new Map();
  return (name) => {
    const found = known.get(name) ?? READERS[name]?.() ?? readBlock(name);
    known.set(name, found);
    return found;
  };
}
