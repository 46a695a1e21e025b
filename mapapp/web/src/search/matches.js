// Which incidents a text finds: at once where all texts are open, else block by block.

import { blockText, readBlock } from "../blocks.js";
import { blockFault, Fault, sentenceOf } from "../faults.js";
import { number } from "../format.js";
import { fold, hasAll, wordsOf } from "./fold.js";
import { createScanner } from "./scanners.js";

/** @import { Store } from "../incidents/store.js" */
/** @import { Head } from "./scan.js" */
/** @import { Context, Records } from "../types/page.d.ts" */
/** @import { Facility, Incident, Source } from "../types/records.d.ts" */

const HEADS = 12; // hits that are told with their titles

/**
 * @typedef {object} Answer
 * @property {Uint8Array} mask 1 for rows that match
 * @property {number} found how many do
 * @property {Head[]} heads some of them: the latest, or where all texts are searched, the first that were met
 * @property {number} share how much has been looked through, 0 to 1
 * @property {number} unread incidents whose texts cannot be read
 * @property {string|null} problem why they cannot
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
    const words = wordsOf(text);
    const mask = Uint8Array.from(open, (row) => Number(hasAll(row, words)));
    return { mask, share: 1, unread: 0, problem: null, ...latest(store, mask) };
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
    /** @type {Answer} */
    const answer = { mask: new Uint8Array(store.n), found: 0, heads: [], share: 0, unread: 0, problem: null };
    await scanAll(await scanner, wordsOf(text), answer, { signal, progress });
    if (answer.problem && answer.unread === store.n) throw new Fault(answer.problem);
    last = { text, answer };
    return answer;
  }

  /** @param {import("./scanners.js").Scanner} scanner @param {string[]} words @param {Answer} answer @param {Search} search */
  async function scanAll({ width, scan }, words, answer, { signal, progress }) {
    const { count, size } = store.texts;
    let next = 0;
    let done = 0;
    /** @param {number} block */
    const look = async (block) => {
      const name = `incident-text-${block}`;
      const [first, length] = [block * size, Math.min(size, store.n - block * size)];
      try {
        const { rows, heads } = await scan({ text: await read(name), length, words, heads: HEADS - answer.heads.length });
        signal?.throwIfAborted();
        for (const row of rows) answer.mask[first + row] = 1;
        answer.found += rows.length;
        answer.heads.push(...heads.map((head) => ({ ...head, row: first + head.row })).slice(0, HEADS - answer.heads.length));
      } catch (error) {
        signal?.throwIfAborted();
        answer.unread += length; // the other blocks are searched all the same
        answer.problem = blockFault(name, error).message;
      }
    };
    const takeTurns = async () => {
      while (next < count) {
        signal?.throwIfAborted();
        await look(next++);
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
  return fold([id, name, ...Object.values(names ?? {})].filter(Boolean).join("\n"));
}

/**
 * What can be found of an incident, as it is for the rows of a block.
 * @param {Incident} incident
 * @param {Map<string, string>} names
 * @param {(id: string|undefined) => Source|undefined} source
 */
function recordText({ id, title, claims = [], facility_ids = [], sources = [] }, names, source) {
  /** @param {string|undefined} key */
  const publisher = (key) => source(key)?.publisher ?? "";
  const stated = [id, title ?? "", ...sources.map(publisher), ...claims.flatMap((claim) => [claim.by ?? "", publisher(claim.source)])];
  return [fold(stated.join("\n")), ...facility_ids.map((key) => names.get(key) ?? fold(key))].join("\n");
}

/**
 * What could not be searched, in a sentence; null where everything was.
 * @param {Pick<Answer, "unread"|"problem">} answer
 */
export function sayUnread({ unread, problem }) {
  return unread ? `${number(unread)} ${unread === 1 ? "incident was" : "incidents were"} not searched. ${problem}` : null;
}

/**
 * Keep the store's matches those of the filter's text, whoever set it: field, message or address. A text that cannot be
 * searched for is taken back, so that nobody takes all incidents for those that match.
 * @param {Pick<Context, "state"|"incidents"|"notices">} context
 * @param {ReturnType<typeof createMatcher>} matcher
 * @param {(share: number|null) => void} tell the share looked through while it is looked through; null when all is
 */
export function followText({ state, incidents, notices }, matcher, tell) {
  /** @type {string|null} */
  let followed = null;
  /** @type {AbortController|null} */
  let running = null;
  /** @param {string|null} text @param {Answer|null} answer */
  const settle = (text, answer) => {
    tell(null);
    incidents.setMatches(answer?.mask ?? null);
    notices.say("text", answer?.unread ? `“${text}”: ${sayUnread(answer)}` : null);
  };
  /** @param {string} text @param {unknown} error */
  const takeBack = (text, error) => {
    state.set({ filter: { ...state.get().filter, text: null } });
    notices.say("text", `The filter by “${text}” was taken back. ${sentenceOf(error)}`);
  };
  state.watch(["filter"], ({ filter }) => {
    const text = filter.text?.trim() || null;
    if (text === followed) return;
    followed = text;
    running?.abort();
    running = new AbortController();
    const known = text ? matcher.now(text) : null;
    if (known || !text) return settle(text, known);
    const { signal } = running;
    tell(0);
    matcher.find(text, { signal, progress: ({ share }) => tell(share) }).then((answer) => signal.aborted || settle(text, answer), (error) => signal.aborted || takeBack(text, error));
  });
}
