// Looking through a block of texts. Workers do it.

import { unpacked } from "../bytes.js";
import { fromWords } from "../incidents/words.js";
import { fold, hasAll } from "./fold.js";

/**
 * @typedef {{rows: Uint32Array, heads: Head[]}} Found rows within the block, and the first of them told
 * @typedef {{row: number, id: string, title?: string|null}} Head
 * @typedef {object} Known what stands outside of blocks
 * @property {Map<string, string>} names folded names by facility id
 * @property {Record<string, string[]>} words the vocabularies in which columns are written
 *
 * @typedef {object} Task
 * @property {string} text the block as base64
 * @property {number} length its rows
 * @property {string[]} words folded
 * @property {number} heads how many hits are told with their titles
 *
 * @typedef {any[]|{all?: any, words?: string, own?: string, vocabulary?: string}} Cells a column as it is written
 * @typedef {{incidents?: Record<string, Cells>, claims?: Record<string, Cells>, sources?: Record<string, Cells>}} Tables
 */

/** @type {WeakMap<string[], string[]>} */
const foldedWords = new WeakMap();

/** @param {Cells|undefined} column @returns {column is {words: string, own: string, vocabulary: string}} */
function isWords(column) {
  return column !== undefined && !Array.isArray(column) && typeof column.words === "string";
}

/**
 * The cells of a column: a list, one value for all rows, or texts as words of a vocabulary.
 * @param {Cells|undefined} column
 * @param {number} length
 * @param {Record<string, string[]>} words
 * @returns {any[]}
 */
function cellsOf(column, length, words) {
  if (Array.isArray(column)) return column;
  if (isWords(column)) return fromWords(column, words[column.vocabulary]);
  return new Array(length).fill(column?.all ?? null);
}

/**
 * The same with all texts folded; words and vocabularies are folded, not each text.
 * @param {Cells|undefined} column
 * @param {number} length
 * @param {Record<string, string[]>} words
 * @returns {(string|null)[]}
 */
function foldedCells(column, length, words) {
  if (!isWords(column)) return foldEach(cellsOf(column, length, words));
  const vocabulary = words[column.vocabulary];
  const folded = foldedWords.get(vocabulary) ?? vocabulary.map(fold);
  foldedWords.set(vocabulary, folded);
  return fromWords({ words: column.words, own: fold(column.own) }, folded);
}

/**
 * Fold texts, each once: claimants and publishers come again and again.
 * @param {unknown[]} texts
 * @returns {(string|null)[]}
 */
function foldEach(texts) {
  const known = new Map();
  return texts.map((text) => {
    if (text === null || text === undefined) return null;
    if (!known.has(text)) known.set(text, fold(String(text)));
    return known.get(text);
  });
}

/**
 * What can be found of each row: title, id, claimants, names of facilities, publishers of sources.
 * @param {Tables} tables
 * @param {number} length
 * @param {Known} known
 */
function rowTexts({ incidents = {}, claims = {}, sources = {} }, length, { names, words }) {
  const publishers = publishersOf(sources, words);
  const [ids, titles] = [incidents.id, incidents.title].map((column) => foldedCells(column, length, words));
  const [facilities, named] = [incidents.facility_ids, incidents.sources].map((column) => cellsOf(column, length, words));
  const texts = new Array(length);
  for (let row = 0; row < length; row++) {
    let text = `${ids[row] ?? ""}\n${titles[row] ?? ""}`;
    for (const id of facilities[row] ?? []) text += `\n${names.get(id) ?? fold(id)}`;
    for (const id of named[row] ?? []) text += `\n${publishers.get(id) ?? ""}`;
    texts[row] = text;
  }
  const rows = cellsOf(claims.row ?? [], 0, words);
  const by = foldedCells(claims.by, rows.length, words);
  const source = cellsOf(claims.source, rows.length, words);
  rows.forEach((row, i) => (texts[row] += `\n${by[i] ?? ""}\n${publishers.get(source[i]) ?? ""}`));
  return texts;
}

/** @param {Record<string, Cells>} sources @param {Record<string, string[]>} words @returns {Map<string, string>} */
function publishersOf({ id, publisher }, words) {
  const ids = cellsOf(id ?? [], 0, words);
  const folded = foldedCells(publisher, ids.length, words);
  return new Map(ids.map((one, i) => [one, folded[i] ?? ""]));
}

/**
 * Find the rows of a block that have all words.
 * @param {Task} task
 * @param {Known} known
 * @returns {Promise<Found>}
 */
export async function scan({ text, length, words, heads }, known) {
  const tables = JSON.parse(new TextDecoder().decode(await unpacked(text)));
  const texts = rowTexts(tables, length, known);
  const rows = [];
  for (let row = 0; row < length; row++) if (hasAll(texts[row], words)) rows.push(row);
  const told = rows.slice(0, heads);
  const [ids, titles] = told.length ? [tables.incidents.id, tables.incidents.title].map((column) => cellsOf(column, length, known.words)) : [];
  return { rows: Uint32Array.from(rows), heads: told.map((row) => ({ row, id: ids[row], title: titles[row] })) };
}
