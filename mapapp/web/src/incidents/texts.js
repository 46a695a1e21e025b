// What is known of each incident beyond its columns: in blocks of rows, opened when asked for, and kept a while.

import { bare, readBlock } from "../blocks.js";

const KEPT = 64; // blocks
const FEW = 4; // blocks that are opened from the start, so that small datasets answer at once

/**
 * @param {{rows: number, text_rows: number}} header
 * @param {(name: string) => Promise<any>} [read]
 */
export function createTexts({ rows, text_rows: size }, read = readBlock) {
  const count = Math.ceil(rows / size);
  const opening = new Map(); // block → promise
  const open = new Map(); // block → Opened; the one used last is last

  async function openBlock(block) {
    if (open.has(block)) return touch(block);
    if (!opening.has(block)) opening.set(block, read(`incident-text-${block}`).then((tables) => keep(block, tables)).finally(() => opening.delete(block)));
    return opening.get(block);
  }

  function keep(block, tables) {
    open.set(block, openedBlock(tables, block * size, Math.min(size, rows - block * size)));
    if (open.size > Math.max(KEPT, FEW)) open.delete(open.keys().next().value);
    return open.get(block);
  }

  function touch(block) {
    const found = open.get(block);
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
    record: async (row) => (await openBlock(Math.floor(row / size))).record(row),
    peek: (row) => open.get(Math.floor(row / size))?.record(row),
    source(id) {
      for (const block of open.values()) if (block.sources.has(id)) return block.sources.get(id);
      return undefined;
    },
  };
}

/** @typedef {{record: (row: number) => any, sources: Map<string, any>}} Opened */

/** A block whose records are put together when they are first asked for. */
function openedBlock(tables, first, length) {
  const claims = claimsByRow(tables.claims ?? {});
  const sources = new Map(rowsOf(tables.sources ?? {}).map((source) => [source.id, source]));
  const records = new Array(length);
  const build = (i) => ({
    ...stated(tables.incidents, i),
    ...complete(tables.standings ?? {}, i),
    claims: claims.get(i) ?? [],
    measures: bare(Object.fromEntries(Object.entries(tables.measures ?? {}).map(([viewpoint, table]) => [viewpoint, complete(table, i)]))),
    row: first + i,
  });
  return { sources, record: (row) => (records[row - first] ??= bare(build(row - first))) };
}

function claimsByRow(table) {
  const found = new Map();
  for (const { row, ...claim } of rowsOf(table)) {
    if (!found.has(row)) found.set(row, []);
    found.get(row).push(claim);
  }
  return found;
}

function rowsOf(table) {
  const length = Math.max(0, ...Object.values(table).map((column) => (Array.isArray(column) ? column.length : 1)));
  return Array.from({ length }, (_, i) => stated(table, i));
}

/** The fields that a row states. */
function stated(table, i) {
  const fields = Object.entries(table).map(([name, column]) => [name, cell(column, i)]);
  return bare(Object.fromEntries(fields.filter(([, value]) => value !== null && value !== undefined)));
}

/** All fields of a row, null where nothing is known. */
function complete(table, i) {
  return bare(Object.fromEntries(Object.entries(table).map(([name, column]) => [name, cell(column, i) ?? null])));
}

function cell(column, i) {
  return withoutPrototypes(Array.isArray(column) ? column[i] : column.all);
}

function withoutPrototypes(value) {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== "object" || value === null) return value;
  return bare(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutPrototypes(part)])));
}
