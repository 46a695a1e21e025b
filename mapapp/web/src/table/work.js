// Work over many rows: keys to sort by, lines of a file. Rows are read block after block, in slices.

import { inSlices, pause } from "../slices.js";
import { BOM, CSV_COLUMNS, csvLine, csvValues, LINE_END } from "./csv.js";
import { sortByKeys } from "./order.js";

/** @import { Store } from "../incidents/store.js" */
/** @import { Context } from "../types/page.d.ts" */
/** @import { Incident } from "../types/records.d.ts" */

export const MOST_SORTED = 200_000; // rows whose texts are read to sort by them

const SLICE = 12; // milliseconds
const PART = 4096; // lines of a part of the file

/**
 * @typedef {{signal?: AbortSignal, progress?: (share: number) => void}} Watched
 *
 * Do something with the record of each row.
 * @param {Store} store
 * @param {Uint32Array} rows ascending, so that each block is opened once
 * @param {(record: Incident, row: number) => void} visit
 * @param {Watched} [watched]
 */
export async function eachRecord(store, rows, visit, { signal, progress } = {}) {
  let until = performance.now() + SLICE;
  for (let i = 0; i < rows.length; i++) {
    visit(store.peek(rows[i]) ?? (await store.record(rows[i])), rows[i]);
    if (performance.now() < until) continue;
    progress?.(i / rows.length);
    await pause();
    signal?.throwIfAborted();
    until = performance.now() + SLICE;
  }
}

/**
 * Order rows by a key of their records.
 * @param {Store} store
 * @param {Uint32Array} rows
 * @param {(record: Incident) => string|number|null} key
 * @param {boolean} isDescending
 * @param {Watched} [watched]
 * @returns {Promise<Uint32Array>}
 */
export async function sortByRecords(store, rows, key, isDescending, watched = {}) {
  const keys = new Array(store.n).fill(null);
  await eachRecord(store, rows.toSorted(), (record, row) => { keys[row] = key(record); }, watched);
  return inSlices(sortByKeys(rows, keys, isDescending), { signal: watched.signal });
}

/**
 * The shown rows as a file of comma-separated values: in the table's order, and in the file's where they are too many
 * to hold.
 * @param {Context} context
 * @param {Uint32Array} rows
 * @param {Watched} [watched]
 * @returns {Promise<Blob>}
 */
export async function csvFile({ incidents, records, state }, rows, watched = {}) {
  const { viewpoint } = state.get();
  /** @param {string} id */
  const name = (id) => records.facility(id)?.name ?? id;
  /** @param {Incident} record */
  const lineOf = (record) => csvLine(csvValues(record, viewpoint, name)) + LINE_END;
  /** @type {(string|Blob|string[])[]} */
  const parts = [BOM + csvLine(CSV_COLUMNS) + LINE_END];
  const ascending = rows.toSorted();
  if (rows.length > MOST_SORTED) {
    await eachRecord(incidents, ascending, gathered(lineOf, parts), watched);
  } else {
    /** @type {Map<number, string>} */
    const lines = new Map();
    await eachRecord(incidents, ascending, (record, row) => lines.set(row, lineOf(record)), watched);
    for (let i = 0; i < rows.length; i += PART) parts.push(Array.from(rows.subarray(i, i + PART), (row) => lines.get(row)).join(""));
  }
  return new Blob(parts.map((part) => (Array.isArray(part) ? part.join("") : part)), { type: "text/csv;charset=utf-8" });
}

/**
 * Gather lines into parts, each of which becomes a piece of the file as soon as it is full.
 * @param {(record: Incident) => string} lineOf
 * @param {(string|Blob|string[])[]} parts
 * @returns {(record: Incident) => void}
 */
function gathered(lineOf, parts) {
  /** @type {string[]} */
  let part = [];
  parts.push(part);
  return (record) => {
    part.push(lineOf(record));
    if (part.length < PART) return;
    parts[parts.length - 1] = new Blob(part);
    parts.push((part = []));
  };
}
