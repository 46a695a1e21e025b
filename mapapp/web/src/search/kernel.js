// Looking through texts. All of it stands in one function that names nothing from outside: its source is also what a
// worker runs, because a page from the disk has no other file to give to one.

/**
 * @typedef {{rows: Uint32Array, heads: Head[]}} Found rows within the block, and the first of them told
 * @typedef {{row: number, id: string, title?: string, start?: string}} Head
 *
 * @param {(text: string) => Uint8Array} fromBase64
 * @param {(bytes: Uint8Array) => Promise<Uint8Array>} gunzip
 */
export function createKernel(fromBase64, gunzip) {
  const HEADS = 8; // hits of a block that come with their titles
  const isPlain = /^[\0-\x7f]*$/;

  /** Lower case without accents, so that "Szazhalombatta" finds "Százhalombatta". */
  function fold(text) {
    const lower = text.toLowerCase();
    return isPlain.test(lower) ? lower : lower.normalize("NFD").replace(/\p{M}/gu, "");
  }

  function wordsOf(text) {
    return [...new Set(fold(text).split(/\s+/))].filter(Boolean);
  }

  function hasAll(text, words) {
    for (const word of words) if (!text.includes(word)) return false;
    return true;
  }

  /** Folds each text once: claimants and publishers come again and again. */
  function createFolds() {
    const known = new Map();
    return (text) => {
      if (text === null || text === undefined) return "";
      if (!known.has(text)) known.set(text, fold(String(text)));
      return known.get(text);
    };
  }

  function cell(column, row) {
    return (Array.isArray(column) ? column[row] : column?.all) ?? null;
  }

  /** What can be found of each row: title, id, claimants, names of facilities, publishers of sources. */
  function rowTexts({ incidents = {}, claims = {}, sources = {} }, length, names) {
    const folded = createFolds();
    const publishers = new Map();
    (sources.id ?? []).forEach((id, i) => publishers.set(id, folded(cell(sources.publisher, i))));
    const texts = new Array(length);
    for (let row = 0; row < length; row++) {
      let text = fold(`${cell(incidents.id, row) ?? ""}\n${cell(incidents.title, row) ?? ""}`);
      for (const id of cell(incidents.facility_ids, row) ?? []) text += `\n${names.get(id) ?? folded(id)}`;
      for (const id of cell(incidents.sources, row) ?? []) text += `\n${publishers.get(id) ?? ""}`;
      texts[row] = text;
    }
    (claims.row ?? []).forEach((row, i) => (texts[row] += `\n${folded(cell(claims.by, i))}\n${publishers.get(cell(claims.source, i)) ?? ""}`));
    return texts;
  }

  /**
   * Read a block but for its standings and measures, which nobody searches: they are half of it. Where a name of a
   * table stands in it more than once, it is read whole.
   */
  function parse(text) {
    const [begin, end] = ['},"standings":{', '},"claims":{'].map((mark) => (text.indexOf(mark) === text.lastIndexOf(mark) ? text.indexOf(mark) : -1));
    return JSON.parse(0 < begin && begin < end ? text.slice(0, begin) + text.slice(end) : text);
  }

  /**
   * Find the rows of a block that have all words.
   * @param {{text: string, length: number, words: string[]}} task the block as base64, its rows, folded words
   * @param {Map<string, string>} names folded names by facility id
   * @returns {Promise<Found>}
   */
  async function scan({ text, length, words }, names) {
    const tables = parse(new TextDecoder().decode(await gunzip(fromBase64(text))));
    const texts = rowTexts(tables, length, names);
    const rows = [];
    for (let row = 0; row < length; row++) if (hasAll(texts[row], words)) rows.push(row);
    const { id, title, start } = tables.incidents;
    const heads = rows.slice(0, HEADS).map((row) => ({ row, id: cell(id, row), title: cell(title, row), start: cell(start, row) }));
    return { rows: Uint32Array.from(rows), heads };
  }

  return { fold, wordsOf, hasAll, rowTexts, scan };
}
