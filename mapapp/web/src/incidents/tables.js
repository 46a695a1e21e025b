// The tables of a text block: columns in several short forms, written out as lists of cells.

import { bare } from "../blocks.js";
import { fromWords } from "./words.js";

/**
 * @typedef {any[]|{all: any}|{same: string}|{column: string}|{table: Table}|{words: string, own: string, vocabulary: string}} Written
 * @typedef {Record<string, Written>} Table
 *
 * @typedef {object} Known what columns refer to
 * @property {number} length rows of the block
 * @property {(name: string, i: number) => any} drawn what the drawing columns say of a row of the block
 * @property {Record<string, string[]>} words vocabularies
 */

/**
 * Write out the columns of a table, each as a list of cells.
 * @param {Table} table
 * @param {number} length its rows
 * @param {Known} known
 * @returns {Record<string, any[]>}
 */
export function writeOut(table, length, known) {
  return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, cellsOf(column, length, known)]));
}

/** How many rows a table has whose ids, or rows, are always listed. @param {Table} table */
export function rowsIn(table) {
  const listed = Object.values(table).find(Array.isArray);
  return listed?.length ?? 0;
}

/** @param {Written} column @param {number} length @param {Known} known @returns {any[]} */
function cellsOf(column, length, known) {
  if (Array.isArray(column)) return column;
  if ("column" in column) return Array.from({ length }, (_, i) => known.drawn(column.column, i));
  if ("table" in column) return rowsOf(writeOut(column.table, length, known), length);
  if ("words" in column) return fromWords(column, known.words[column.vocabulary]);
  return new Array(length).fill(/** @type {{all: any}} */ (column).all);
}

/** @param {Record<string, any[]>} columns @param {number} length */
function rowsOf(columns, length) {
  const names = Object.keys(columns);
  return Array.from({ length }, (_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i]])));
}

/** @param {Written} column @returns {column is {same: string}} */
function isSame(column) {
  return !Array.isArray(column) && "same" in column;
}

/**
 * The measures under each viewpoint; a column that says the same under an earlier one is taken from there.
 * @param {Record<string, Table>} measures
 * @param {number} length
 * @param {Known} known
 */
export function writeOutMeasures(measures, length, known) {
  /** @type {Record<string, Record<string, any[]>>} */
  const found = {};
  for (const [viewpoint, table] of Object.entries(measures)) {
    const columns = Object.entries(table).map(([name, column]) => [name, isSame(column) ? found[column.same][name] : cellsOf(column, length, known)]);
    found[viewpoint] = Object.fromEntries(columns);
  }
  return found;
}

/**
 * The fields that a row states.
 * @param {Record<string, any[]>} columns
 * @param {number} i
 */
export function stated(columns, i) {
  const row = Object.create(null);
  for (const name of Object.keys(columns)) {
    const value = columns[name][i];
    if (value !== null && value !== undefined) row[name] = withoutPrototypes(value);
  }
  return row;
}

/**
 * All fields of a row, null where nothing is known.
 * @param {Record<string, any[]>} columns
 * @param {number} i
 */
export function complete(columns, i) {
  const row = Object.create(null);
  for (const name of Object.keys(columns)) row[name] = withoutPrototypes(columns[name][i] ?? null);
  return row;
}

/** Objects of the data know only what the data says: not "constructor" and the like. @param {any} value @returns {any} */
function withoutPrototypes(value) {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== "object" || value === null) return value;
  return bare(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutPrototypes(part)])));
}
