// Which incidents a text finds: at once where all texts are open, else block by block.

import { blockText } from "../blocks.js";
import { createScanner, kernel } from "./scanners.js";

/**
 * @typedef {object} Search
 * @property {AbortSignal} [signal]
 * @property {(found: {rows: number[], heads: import("./kernel.js").Head[], share: number}) => void} [progress] new hits, and the share looked through
 *
 * @param {ReturnType<typeof import("../incidents/store.js").createStore>} store
 * @param {ReturnType<typeof import("../records.js").indexRecords>} records
 * @param {object} [parts] what tests put in the place of the page's own
 */
export function createMatcher(store, records, { read = blockText, makeScanner = createScanner } = {}) {
  const names = new Map(records.facilities.map((facility) => [facility.id, facilityNames(facility)]));
  let texts = null;
  let scanner = null;
  let last = { text: null, mask: null };

  /** The rows' texts where every block is open; null where not. */
  function openTexts() {
    if (texts || !isOpen(store)) return texts;
    texts = Array.from({ length: store.n }, (_, row) => recordText(store.peek(row), names, (id) => store.source(id) ?? records.source(id)));
    return texts;
  }

  /**
   * The mask of a text, where it can be had at once; null where not.
   * @param {string} text
   * @returns {Uint8Array|null}
   */
  function now(text) {
    if (last.text === text) return last.mask;
    const open = openTexts();
    if (!open) return null;
    const words = kernel.wordsOf(text);
    return Uint8Array.from(open, (row) => Number(kernel.hasAll(row, words)));
  }

  /**
   * The mask of a text.
   * @param {string} text
   * @param {Search} [search]
   * @returns {Promise<Uint8Array>}
   */
  async function find(text, { signal, progress } = {}) {
    const found = now(text);
    if (found) return found;
    scanner ??= makeScanner(names);
    const mask = new Uint8Array(store.n);
    await scanAll(await scanner, kernel.wordsOf(text), mask, { signal, progress });
    last = { text, mask };
    return mask;
  }

  async function scanAll({ width, scan }, words, mask, { signal, progress }) {
    const { count, size } = store.texts;
    let next = 0;
    let done = 0;
    const takeTurns = async () => {
      while (next < count) {
        signal?.throwIfAborted();
        const block = next++;
        const first = block * size;
        const { rows, heads } = await scan({ text: read(`incident-text-${block}`), length: Math.min(size, store.n - first), words });
        signal?.throwIfAborted();
        for (const row of rows) mask[first + row] = 1;
        done++;
        progress?.({ rows: Array.from(rows, (row) => first + row), heads: heads.map((head) => ({ ...head, row: first + head.row })), share: done / count });
      }
    };
    await Promise.all(Array.from({ length: width }, takeTurns));
  }

  return { now, find };
}

/** Whether each block of texts is open, so that rows can be peeked at. */
function isOpen({ n, texts, peek }) {
  for (let row = 0; row < n; row += texts.size) if (!peek(row)) return false;
  return true;
}

function facilityNames({ id, name, names }) {
  return kernel.fold([id, name, ...Object.values(names ?? {})].filter(Boolean).join("\n"));
}

/** What can be found of an incident, as the kernel has it for the rows of a block. */
function recordText({ id, title, claims = [], facility_ids = [], sources = [] }, names, source) {
  const publisher = (key) => source(key)?.publisher ?? "";
  const stated = [id, title ?? "", ...sources.map(publisher), ...claims.flatMap((claim) => [claim.by ?? "", publisher(claim.source)])];
  return [kernel.fold(stated.join("\n")), ...facility_ids.map((key) => names.get(key) ?? kernel.fold(key))].join("\n");
}

/**
 * Keep the store's matches those of the filter's text, whoever set it: field, message or address.
 * @param {object} context
 * @param {ReturnType<typeof createMatcher>} matcher
 * @param {(share: number|null) => void} tell the share looked through while it is looked through; null when all is
 */
export function followText({ state, incidents }, matcher, tell) {
  let followed = null;
  let running = null;
  state.watch(["filter"], ({ filter }) => {
    const text = filter.text?.trim() || null;
    if (text === followed) return;
    followed = text;
    running?.abort();
    running = new AbortController();
    const mask = text && matcher.now(text);
    if (mask || !text) {
      tell(null);
      incidents.setMatches(mask);
      return;
    }
    const { signal } = running;
    tell(0);
    matcher.find(text, { signal, progress: ({ share }) => tell(share) }).then((found) => {
      if (signal.aborted) return;
      tell(null);
      incidents.setMatches(found);
    }, (error) => signal.aborted || tell(null, error));
  });
}
