// What is known of each incident beyond its columns: in blocks of rows, opened when asked for, and kept a while.

import { bare, readBlock, told } from "../blocks.js";
import { isRefused, sentenceOf } from "../faults.js";
import { complete, rowsIn, stated, writeOut, writeOutMeasures } from "./tables.js";

/** @import { Claim, Incident, Source } from "../types/records.d.ts" */

const KEPT = 64; // blocks
const FEW = 4; // blocks that are opened from the start, so that small datasets answer at once

/**
 * @param {{rows: number, text_rows: number}} header
 * @param {(name: string, row: number) => any} drawn what the drawing columns say of a row
 * @param {(name: string) => Promise<any>} [read]
 */
export function createTexts({ rows, text_rows: size }, drawn, read = readBlock) {
  const count = Math.ceil(rows / size);
  /** @type {Promise<Record<string, string[]>>|null} */
  let words = null; // the vocabularies that blocks share; a single block needs none
  /** @type {Map<number, Promise<Opened>>} */
  const opening = new Map(); // block → promise
  /** @type {Map<number, Opened>} */
  const open = new Map(); // block → Opened; the one used last is last
  /** @type {Map<number, unknown>} */
  const broken = new Map(); // block → why it cannot be read

  /** @param {number} block @returns {Promise<Opened>} */
  async function openBlock(block) {
    if (open.has(block)) return touch(block);
    if (broken.has(block) && !isRefused(broken.get(block))) throw broken.get(block); // memory may be given later
    if (!opening.has(block)) opening.set(block, unpack(block).finally(() => opening.delete(block)));
    return /** @type {Promise<Opened>} */ (opening.get(block));
  }

  /** @param {number} block */
  async function unpack(block) {
    try {
      words ??= count > 1 ? read("incident-words") : Promise.resolve({});
      const [tables, vocabularies] = await Promise.all([read(`incident-text-${block}`), words]);
      return await told(`incident-text-${block}`, () => keep(block, tables, vocabularies));
    } catch (error) {
      broken.set(block, error);
      throw error;
    }
  }

  /** @param {number} block @param {any} tables @param {Record<string, string[]>} vocabularies @returns {Opened} */
  function keep(block, tables, vocabularies) {
    broken.delete(block);
    open.set(block, openedBlock(tables, block * size, Math.min(size, rows - block * size), { drawn, words: vocabularies }));
    if (open.size > Math.max(KEPT, FEW)) open.delete(/** @type {number} */ (open.keys().next().value));
    return /** @type {Opened} */ (open.get(block));
  }

  /** @param {number} block @returns {Opened} */
  function touch(block) {
    const found = /** @type {Opened} */ (open.get(block));
    open.delete(block);
    open.set(block, found);
    return found;
  }

  return {
    count,
    size,
    /** Open all blocks where they are few. */
    openFew: () => (count <= FEW ? Promise.all(Array.from({ length: count }, (_, block) => openBlock(block))) : null),
    /** Whether every record is at hand. */
    areOpen: () => open.size === count,
    /** @param {number} row */
    record: async (row) => (await openBlock(Math.floor(row / size))).record(row),
    /** @param {number} row */
    peek: (row) => open.get(Math.floor(row / size))?.record(row),
    /** Why the text of a row cannot be read, once that was tried. @param {number} row @returns {string|null} */
    problem(row) {
      const block = Math.floor(row / size);
      return broken.has(block) ? sentenceOf(broken.get(block)) : null;
    },
    /** @param {string} id @returns {Source|undefined} */
    source(id) {
      for (const block of open.values()) if (block.sources.has(id)) return block.sources.get(id);
      return undefined;
    },
  };
}

/** @typedef {{record: (row: number) => Incident, sources: Map<string, Source>}} Opened */

/**
 * A block whose records are put together when they are first asked for.
 * @param {any} tables
 * @param {number} first its first row
 * @param {number} length
 * @param {{drawn: (name: string, row: number) => any, words: Record<string, string[]>}} known
 * @returns {Opened}
 */
function openedBlock(tables, first, length, { drawn, words }) {
  /** @type {import("./tables.js").Known} */
  const known = { length, drawn: (name, i) => drawn(name, first + i), words };
  /** @param {string} name */
  const part = (name) => writeOut(tables[name] ?? {}, name === "incidents" || name === "standings" ? length : rowsIn(tables[name] ?? {}), known);
  const [incidents, standings] = [part("incidents"), part("standings")];
  const measures = Object.entries(writeOutMeasures(tables.measures ?? {}, length, known));
  const claims = claimsByRow(part("claims"));
  const sources = new Map(rowsOf(part("sources")).map((source) => [source.id, source]));
  const records = new Array(length);
  /** @param {number} i */
  const build = (i) =>
    bare({
      ...placeOf(drawn, first + i),
      ...stated(incidents, i),
      first_day: known.drawn("first_day", i),
      last_day: known.drawn("last_day", i),
      ...complete(standings, i),
      claims: claims.get(i) ?? [],
      measures: bare(Object.fromEntries(measures.map(([viewpoint, columns]) => [viewpoint, complete(columns, i)]))),
      row: first + i,
    });
  return { sources, record: (row) => (records[row - first] ??= build(row - first)) };
}

/**
 * Where a row lies, as far as the grid of the file says it.
 * @param {(name: string, row: number) => any} drawn
 * @param {number} row
 */
function placeOf(drawn, row) {
  const lon = drawn("lon", row);
  if (lon === null) return {};
  const lat = drawn("lat", row);
  return { lon, lat, bounds: [[lat, lon], [lat, lon]] };
}

/** @param {Record<string, any[]>} columns @returns {Map<number, Claim[]>} */
function claimsByRow(columns) {
  const found = new Map();
  for (const { row, ...claim } of rowsOf(columns)) {
    if (!found.has(row)) found.set(row, []);
    found.get(row).push(bare(claim));
  }
  return found;
}

/** @param {Record<string, any[]>} columns */
function rowsOf(columns) {
  const [length] = Object.values(columns).map((column) => column.length);
  return Array.from({ length: length ?? 0 }, (_, i) => stated(columns, i));
}
