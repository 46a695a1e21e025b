// Between an incident's id and its row: the ids are one text, a line each, read when first asked for.

import { readBytes, told } from "../blocks.js";

/** @param {() => Promise<Uint8Array>} [read] */
export function createIds(read = () => readBytes("incident-ids")) {
  /** @type {Promise<string>|null} */
  let text = null;
  const lines = () => (text ??= told("incident-ids", async () => `\n${new TextDecoder().decode(await read())}\n`));
  return {
    /** The row of an id; −1 where none has it. @param {string} id */
    rowOf: async (id) => rowOfLine(await lines(), JSON.stringify(String(id)).slice(1, -1)),
    /** The id of a row. @param {number} row @returns {Promise<string>} */
    idOf: async (row) => JSON.parse(`"${lineOf(await lines(), row)}"`),
  };
}

/** The number of the line that is equal to `line`; −1 where none is. @param {string} text @param {string} line */
function rowOfLine(text, line) {
  const at = text.indexOf(`\n${line}\n`);
  if (at < 0) return -1;
  let row = 0;
  for (let next = text.indexOf("\n", 1); next >= 0 && next <= at; next = text.indexOf("\n", next + 1)) row++;
  return row;
}

/** The line of a number. @param {string} text @param {number} row */
function lineOf(text, row) {
  let start = 0;
  for (let i = 0; i < row; i++) start = text.indexOf("\n", start + 1);
  return text.slice(start + 1, text.indexOf("\n", start + 1));
}
