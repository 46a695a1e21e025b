// From an incident's id to its row: the ids are one text, a line each, read when first asked for.

import { readBytes } from "../blocks.js";

/** @param {() => Promise<Uint8Array>} [read] */
export function createIds(read = () => readBytes("incident-ids")) {
  /** @type {Promise<string>|null} */
  let text = null;
  /** @param {string} id */
  return async (id) => {
    text ??= read().then((bytes) => `\n${new TextDecoder().decode(bytes)}\n`);
    return lineOf(await text, JSON.stringify(String(id)).slice(1, -1));
  };
}

/** The number of the line that is equal to `line`; −1 where none is. @param {string} text @param {string} line */
function lineOf(text, line) {
  const at = text.indexOf(`\n${line}\n`);
  if (at < 0) return -1;
  let row = 0;
  for (let next = text.indexOf("\n", 1); next >= 0 && next <= at; next = text.indexOf("\n", next + 1)) row++;
  return row;
}
