// Numbers out of byte planes: plain, as codes of a dictionary, or as steps along the Morton curve.

/** @import { Column } from "./container.js" */

/**
 * Put the planes of each number together.
 * @template {Uint8Array|Uint16Array|Int32Array|Uint32Array} T
 * @param {Column} column
 * @param {T} into
 * @returns {T}
 */
export function joinPlanes({ bytes, count }, into) {
  if (bytes.length) into.set(bytes[0]);
  for (let plane = 1; plane < bytes.length; plane++) {
    const from = bytes[plane];
    const shift = 8 * plane;
    for (let i = 0; i < count; i++) into[i] |= from[i] << shift;
  }
  return into;
}

/**
 * The codes of a dictionary, in the smallest array that holds them, and what they stand for.
 * @param {Column} column
 * @returns {{codes: Uint8Array|Uint16Array|Uint32Array, values: any[]}}
 */
export function decodeDictionary(column) {
  const Codes = column.planes <= 1 ? Uint8Array : column.planes === 2 ? Uint16Array : Uint32Array;
  const codes = joinPlanes(column, new Codes(column.count));
  const { values } = /** @type {Required<Column>} */ (column);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= values.length) throw new Error(`column "${column.name}", row ${i}: code ${codes[i]} of ${values.length} values`);
  return { codes, values };
}

const PLANES = 7; // that a key can have
const HALF = 2 ** 26; // keys have 52 bits, more than JavaScript's integers of 32: each is taken as two halves of 26
const EVEN = evenBits();

/** For each number of 13 bits, those at even places: x in the lower, y (the odd places) in the upper 8 bits. */
function evenBits() {
  const table = new Uint16Array(2 ** 13);
  for (let i = 0; i < table.length; i++) {
    let [x, y] = [0, 0];
    for (let bit = 0; bit < 7; bit++) {
      x |= ((i >> (2 * bit)) & 1) << bit;
      y |= ((i >> (2 * bit + 1)) & 1) << bit;
    }
    table[i] = x | (y << 8);
  }
  return table;
}

/**
 * Walk along the Morton curve: the sums of the steps are keys whose even bits are x and whose odd bits are y.
 * @param {Column} column
 * @param {Int32Array} xs @param {Int32Array} ys what is written to, each at least as long as the column
 */
export function decodeMorton({ bytes, count }, xs, ys) {
  const none = new Uint8Array(bytes.length < PLANES ? count : 0);
  const [p0, p1, p2, p3, p4, p5, p6] = Array.from({ length: PLANES }, (_, i) => bytes[i] ?? none);
  let key = 0;
  for (let row = 0; row < count; row++) {
    key += (p0[row] | (p1[row] << 8) | (p2[row] << 16)) + (p3[row] | (p4[row] << 8) | (p5[row] << 16)) * 2 ** 24 + p6[row] * 2 ** 48;
    const high = Math.floor(key / HALF);
    const low = key - high * HALF;
    const a = EVEN[low & 8191]; // bits 0 to 12: seven of x, six of y
    const b = EVEN[low >>> 13]; // bits 13 to 25: here the even places are y's
    const c = EVEN[high & 8191];
    const d = EVEN[high >>> 13];
    xs[row] = (a & 255) | ((b >> 8) << 7) | ((c & 255) << 13) | ((d >> 8) << 20);
    ys[row] = (a >> 8) | ((b & 255) << 6) | ((c >> 8) << 13) | ((d & 255) << 19);
  }
}
