// Which incidents a text finds: at once where all texts are open, else block by block.

import { blockText, readBlock } from "../blocks.js";
import { createScanner, kernel } from "./scanners.js";

/** @import { Store } from "../incidents/store.js" */
/** @import { Head } from "./kernel.js" */
/** @import { Context, Records } from "../types/page.d.ts" */
/** @import { Facility, Incident, Source } from "../types/records.d.ts" */

const HEADS = 12; // hits that are told with their titles

/**
 * @typedef {object} Answer
 * @property {Uint8Array} mask 1 for rows that match
 * @property {number} found how many do
 * @property {Head[]} heads some of them: the latest, or where all texts are searched, the first that were met
 * @property {number} share how much has been looked through, 0 to 1
 *
 * @typedef {object} Parts
 * @property {(name: string) => Promise<string>} read
 * @property {() => Promise<Record<string, string[]>>} readWords
 * @property {typeof createScanner} makeScanner
 *
 * @typedef {object} Search
 * @property {AbortSignal} [signal]
 * @property {(answer: Answer) => void} [progress] told of the answer as far as it is known
 *
 * @param {Store} store
 * @param {Records} records
 * @param {Partial<Parts>} [parts] what tests put in the place of the page's own
 */
export function createMatcher(store, records, { read = blockText, readWords = () => readBlock("incident-words"), makeScanner = createScanner } = {}) {
  const names = new Map(records.facilities.map((facility) => [facility.id, facilityNames(facility)]));
  /** @type {string[]|null} */
  let texts = null;
  /** @type {Promise<import("./scanners.js").Scanner>|null} */
  let scanner = null;
  /** @type {{text: string|null, answer: Answer|null}} */
  let last = { text: null, answer: null };

  /** The rows' texts where every block is open; null where not. @returns {string[]|null} */
  function openTexts() {
    if (texts || !isOpen(store)) return texts;
    texts = Array.from({ length: store.n }, (_, row) => recordText(/** @type {Incident} */ (store.peek(row)), names, (id) => (id === undefined ? undefined : store.source(id) ?? records.source(id))));
    return texts;
  }

  /**
   * The answer to a text, where it can be had at once; null where not.
   * @param {string} text
   * @returns {Answer|null}
   */
  function now(text) {
    if (last.text === text) return last.answer;
    const open = openTexts();
    if (!open) return null;
    const words = kernel.wordsOf(text);
    const mask = Uint8Array.from(open, (row) => Number(kernel.hasAll(row, words)));
    return { mask, share: 1, ...latest(store, mask) };
  }

  /**
   * The answer to a text.
   * @param {string} text
   * @param {Search} [search]
   * @returns {Promise<Answer>}
   */
  async function find(text, { signal, progress } = {}) {
    const known = now(text);
    if (known) return known;
    scanner ??= readWords().then((words) => makeScanner({ names, words }));
    const answer = { mask: new Uint8Array(store.n), found: 0, heads: [], share: 0 };
    await scanAll(await scanner, kernel.wordsOf(text), answer, { signal, progress });
    last = { text, answer };
    return answer;
  }

  /** @param {import("./scanners.js").Scanner} scanner @param {string[]} words @param {Answer} answer @param {Search} search */
  async function scanAll({ width, scan }, words, answer, { signal, progress }) {
    const { count, size } = store.texts;
    let next = 0;
    let done = 0;
    const takeTurns = async () => {
      while (next < count) {
        signal?.throwIfAborted();
        const block = next++;
        const first = block * size;
        const { rows, heads } = await scan({ text: await read(`incident-text-${block}`), length: Math.min(size, store.n - first), words, heads: HEADS - answer.heads.length });
        signal?.throwIfAborted();
        for (const row of rows) answer.mask[first + row] = 1;
        answer.found += rows.length;
        answer.heads.push(...heads.map((head) => ({ ...head, row: first + head.row })).slice(0, HEADS - answer.heads.length));
        answer.share = ++done / count;
        progress?.(answer);
      }
    };
    await Promise.all(Array.from({ length: width }, takeTurns));
    answer.share = 1;
  }

  return { now, find };
}

/**
 * How many rows match, and the latest of them; undated ones are before any day.
 * @param {Store} store
 * @param {Uint8Array} mask
 * @returns {Pick<Answer, "found"|"heads">}
 */
function latest({ firstDay, peek }, mask) {
  const rows = [];
  for (let row = 0; row < mask.length; row++) if (mask[row]) rows.push(row);
  const heads = rows.toSorted((a, b) => firstDay[b] - firstDay[a]).slice(0, HEADS).map((row) => {
    const { id, title } = /** @type {Incident} */ (peek(row));
    return { row, id, title };
  });
  return { found: rows.length, heads };
}

/** Whether each block of texts is open, so that rows can be peeked at. @param {Store} store */
function isOpen({ n, texts, peek }) {
  for (let row = 0; row < n; row += texts.size) if (!peek(row)) return false;
  return true;
}

/** @param {Facility} facility */
function facilityNames({ id, name, names }) {
  return kernel.fold([id, name, ...Object.values(names ?? {})].filter(Boolean).join("\n"));
}

/**
 * What can be found of an incident, as the kernel has it for the rows of a block.
 * @param {Incident} incident
 * @param {Map<string, string>} names
 * @param {(id: string|undefined) => Source|undefined} source
 */
function recordText({ id, title, claims = [], facility_ids = [], sources = [] }, names, source) {
  /** @param {string|undefined} key */
  const publisher = (key) => source(key)?.publisher ?? "";
  const stated = [id, title ?? "", ...sources.map(publisher), ...claims.flatMap((claim) => [claim.by ?? "", publisher(claim.source)])];
  return [kernel.fold(stated.join("\n")), ...facility_ids.map((key) => names.get(key) ?? kernel.fold(key))].join("\n");
}

/**
 * Keep the store's matches those of the filter's text, whoever set it: field, message or address.
 * @param {Context} context
 * @param {ReturnType<typeof createMatcher>} matcher
 * @param {(share: number|null, error?: Error) => void} tell the share looked through while it is looked through; null when all is
 */
export function followText({ state, incidents }, matcher, tell) {
  /** @type {string|null} */
  let followed = null;
  /** @type {AbortController|null} */
  let running = null;
  state.watch(["filter"], ({ filter }) => {
    const text = filter.text?.trim() || null;
    if (text === followed) return;
    followed = text;
    running?.abort();
    running = new AbortController();
    const known = text ? matcher.now(text) : null;
    if (known || !text) {
      tell(null);
      incidents.setMatches(known?.mask ?? null);
      return;
    }
    const { signal } = running;
    tell(0);
    matcher.find(text, { signal, progress: ({ share }) => tell(share) }).then(({ mask }) => {
      if (signal.aborted) return;
      tell(null);
      incidents.setMatches(mask);
    }, (error) => signal.aborted || tell(null, error));
  });
}
