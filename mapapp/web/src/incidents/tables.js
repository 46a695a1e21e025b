// The tables of a text block: columns in several short forms, read cell by cell when a cell is asked for.

import { bare } from "../blocks.js";
import { wordsReader } from "./words.js";

/**
 * @typedef {any[]|{all: any}|{same: string}|{column: string}|{table: Table}|{words: string, own: string, vocabulary: string}} Written
 * @typedef {Record<string, Written>} Table
 * @typedef {(i: number) => any} Reader the cell of a row of the block
 * @typedef {Record<string, Reader>} Readers by column
 *
 * @typedef {object} Known what columns refer to
 * @property {(name: string, i: number) => any} drawn what the drawing columns say of a row of the block
 * @property {Record<string, string[]>} words vocabularies
 */

/**
 * Readers of the columns of a table.
 * @param {Table} table
 * @param {Known} known
 * @returns {Readers}
 */
export function readersOf(table, known) {
  return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, readerOf(column, known)]));
}

/** @param {Written} column @param {Known} known @returns {Reader} */
function readerOf(column, known) {
  if (Array.isArray(column)) return (i) => column[i];
  if ("column" in column) return (i) => known.drawn(column.column, i);
  if ("table" in column) return rowReader(readersOf(column.table, known));
  if ("words" in column) return wordsReader(column, known.words[column.vocabulary]);
  const { all } = /** @type {{all: any}} */ (column);
  return () => all;
}

/** @param {Readers} readers @returns {Reader} */
function rowReader(readers) {
  return (i) => Object.fromEntries(Object.entries(readers).map(([name, read]) => [name, read(i)]));
}

/** @param {Written} column @returns {column is {same: string}} */
function isSame(column) {
  return !Array.isArray(column) && "same" in column;
}

/**
 * The measures under each viewpoint; a column that says the same under an earlier one is taken from there.
 * @param {Record<string, Table>} measures
 * @param {Known} known
 */
export function measureReaders(measures, known) {
  /** @type {Record<string, Readers>} */
  const found = {};
  for (const [viewpoint, table] of Object.entries(measures)) {
    const columns = Object.entries(table).map(([name, column]) => [name, isSame(column) ? found[column.same][name] : readerOf(column, known)]);
    found[viewpoint] = Object.fromEntries(columns);
  }
  return found;
}

/**
 * The fields that a row states.
 * @param {Readers} readers
 * @param {number} i
 */
export function stated(readers, i) {
  const row = Object.create(null);
  for (const name of Object.keys(readers)) {
    const value = readers[name](i);
    if (value !== null && value !== undefined) row[name] = withoutPrototypes(value);
  }
  return row;
}

/**
 * All fields of a row, null where nothing is known.
 * @param {Readers} readers
 * @param {number} i
 */
export function complete(readers, i) {
  const row = Object.create(null);
  for (const name of Object.keys(readers)) row[name] = withoutPrototypes(readers[name](i) ?? null);
  return row;
}

/** Objects of the data know only what the data says: not "constructor" and the like. @param {any} value @returns {any} */
function withoutPrototypes(value) {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== "object" || value === null) return value;
  return bare(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutPrototypes(part)])));
}
