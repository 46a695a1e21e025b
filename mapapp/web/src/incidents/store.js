// All incidents of the page: columns that are drawn from, the mask of what is shown, and records on demand.

import { readBytes, told } from "../blocks.js";
import { sentenceOf } from "../faults.js";
import { unpack } from "./container.js";
import { decodeDictionary } from "./decode.js";
import { drawn, fromColumns } from "./drawn.js";
import { createIds } from "./ids.js";
import { maskOfTime, maskWithoutTime, UNDATED } from "./mask.js";
import { BLOCK, blocksIn, statedLat, statedLon } from "./places.js";
import { createTexts } from "./texts.js";
import { decodeColumns } from "./columns.js";

/** @import { Columns, Further } from "./columns.js" */
/** @import { Filter, State } from "../state.js" */
/** @import { StateHolder, WorldBox } from "../types/page.d.ts" */
/** @typedef {ReturnType<typeof createStore>} Store */

/** Read what must be there before anything is drawn. @returns {Promise<Columns>} */
export async function readIncidents() {
  const bytes = await readBytes("incidents");
  return told("incidents", () => decodeColumns(bytes));
}

/**
 * The store that the page draws from. It must hear of changes before all others: create it first.
 * @param {StateHolder} state
 * @param {Columns} columns
 */
export function createStore(state, columns) {
  const texts = createTexts(columns.header, (name, row) => drawn(columns, name, row));
  const ids = createIds();
  /** @type {Promise<Further>|null} */
  let further = null;
  /** @type {Uint32Array|null} */
  let order = null;
  /** @type {Uint8Array|null} */
  let matches = null;
  const store = {
    ...columns,
    texts,
    mask: /** @type {Uint8Array} */ (new Uint8Array(columns.n)),
    maskWithoutTime: /** @type {Uint8Array|null} */ (null),
    shown: 0,
    /** Why the further columns cannot be read, once that was tried. */
    furtherProblem: /** @type {string|null} */ (null),
    /** @param {number} row */
    lon: (row) => statedLon(columns, row),
    /** @param {number} row */
    lat: (row) => statedLat(columns, row),
    /** @param {WorldBox} box */
    blocksIn: (box) => blocksIn(columns.boxes, box),
    /**
     * Go to each row in a box, until `visit` gives false.
     * @param {WorldBox} box
     * @param {(row: number) => boolean|void} visit
     */
    visit(box, visit) {
      const { x, y, located } = columns;
      for (const block of store.blocksIn(box)) {
        const end = Math.min((block + 1) * BLOCK, located);
        for (let row = block * BLOCK; row < end; row++) {
          if (x[row] >= box.x0 && x[row] <= box.x1 && y[row] >= box.y0 && y[row] <= box.y1 && visit(row) === false) return;
        }
      }
    },
    /** @param {number} row */
    isDated: (row) => columns.firstDay[row] !== UNDATED,
    byDay: () => (order ??= orderByDay(columns.firstDay)),
    record: texts.record,
    /**
     * The records of rows; where a text cannot be read, what the columns say of the row, and why.
     * @param {Iterable<number>} rows
     */
    records: (rows) => Promise.all(Array.from(rows, (row) => texts.record(row).catch((error) => fromColumns(columns, row, sentenceOf(error))))),
    peek: texts.peek,
    problem: texts.problem,
    source: texts.source,
    rowOf: ids.rowOf,
    /** @param {number} row @returns {Promise<string>} */
    idOf: async (row) => texts.peek(row)?.id ?? texts.record(row).then(({ id }) => id, () => ids.idOf(row)),
    more() {
      further ??= readFurther().then((read) => {
        store.further = read;
        const { filter } = state.get();
        if (filter.countries || filter.affected) refresh();
        return read;
      }, (error) => {
        store.furtherProblem = sentenceOf(error);
        throw error;
      });
      return further;
    },
    /** @param {Uint8Array|null} mask */
    setMatches(mask) {
      matches = mask;
      refresh();
    },
    /** @param {Filter} filter @param {string} [viewpoint] */
    maskFor(filter, viewpoint = state.get().viewpoint) {
      const mask = new Uint8Array(columns.n);
      maskOfTime(store, maskWithoutTime(store, filter, viewpoint, matches), filter, mask);
      return mask;
    },
  };
  /** @type {((state: Pick<State, "filter"|"viewpoint">) => void) & {key?: string|null}} */
  const remask = ({ filter, viewpoint }) => {
    const key = JSON.stringify([{ ...filter, from: null, to: null }, filter.countries && viewpoint]);
    if (key !== remask.key) store.maskWithoutTime = maskWithoutTime(store, filter, viewpoint, matches);
    remask.key = key;
    store.shown = maskOfTime(store, /** @type {Uint8Array} */ (store.maskWithoutTime), filter, store.mask);
  };
  const refresh = () => {
    remask.key = null;
    state.announce(["filter"], () => remask(state.get()));
  };
  state.watch(["filter", "viewpoint"], remask);
  return store;
}

async function readFurther() {
  const bytes = await readBytes("incidents-more");
  return told("incidents-more", () => {
    const { columns } = unpack(bytes);
    const countries = [...columns.keys()].filter((name) => name.startsWith("country:"));
    return {
      countries: Object.fromEntries(countries.map((name) => [name.slice("country:".length), decodeDictionary(columns.get(name))])),
      affected: decodeDictionary(columns.get("affected")),
      facilities: decodeDictionary(columns.get("facilities")),
    };
  });
}

/** Rows by their first day, undated ones last: counted, not compared. @param {Int32Array} firstDay */
function orderByDay(firstDay) {
  let [low, high] = [Infinity, -Infinity];
  for (const day of firstDay) {
    if (day === UNDATED) continue;
    if (day < low) low = day;
    if (day > high) high = day;
  }
  const last = high >= low ? high - low + 1 : 0; // the place of undated rows
  const starts = new Uint32Array(last + 2);
  /** @param {number} day */
  const slot = (day) => (day === UNDATED ? last : day - low);
  for (const day of firstDay) starts[slot(day) + 1]++;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  const order = new Uint32Array(firstDay.length);
  for (let row = 0; row < firstDay.length; row++) order[starts[slot(firstDay[row])]++] = row;
  return order;
}
