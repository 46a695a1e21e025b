// The container of columns: a header that names them, then their bytes. The format is told in docs/format.md.

const FORMAT = "energy-strike-map columns";
const VERSION = 1;

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {"planes"|"morton-delta"|"dictionary"} coding
 * @property {number} planes bytes of each number
 * @property {number} count how many numbers
 * @property {any[]} [values] what the codes of a dictionary stand for
 * @property {Uint8Array[]} bytes the planes, lowest first
 *
 * @typedef {object} Header
 * @property {string} format @property {number} version
 * @property {number} rows @property {number} located @property {number} text_rows rows of a block of texts
 * @property {string} [origin_day] ISO
 * @property {Omit<Column, "bytes">[]} columns
 *
 * @typedef {Omit<Map<string, Column>, "get"> & {get: (name: string) => Column}} Columns those of the format are there; where one is not, decoding throws
 */

/**
 * Take a container apart.
 * @param {Uint8Array} bytes
 * @returns {{header: Header, columns: Columns}}
 */
export function unpack(bytes) {
  const { header, begin } = readHeader(bytes);
  const columns = /** @type {Columns} */ (new Map());
  let offset = begin;
  for (const column of header.columns) {
    const planes = [];
    for (let i = 0; i < column.planes; i++, offset += column.count) planes.push(bytes.subarray(offset, offset + column.count));
    columns.set(column.name, { ...column, bytes: planes });
  }
  if (offset !== bytes.length) throw new Error(`its columns take ${offset} bytes, but it has ${bytes.length}`);
  return { header, columns };
}

/** @param {Uint8Array} bytes @returns {{header: Header, begin: number}} */
function readHeader(bytes) {
  const length = bytes.length < 4 ? Infinity : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (length > bytes.length - 4) throw new Error("its header is longer than itself");
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  if (header.format !== FORMAT) throw new Error(`its format is "${header.format}", not "${FORMAT}"`);
  if (header.version !== VERSION) throw new Error(`it has version ${header.version} of the format, and this page reads version ${VERSION}`);
  return { header, begin: 4 + length };
}
