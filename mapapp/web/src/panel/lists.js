// Lists of incidents, however many: the first ones at once, more on demand.

import { button, el } from "../dom.js";
import { count } from "../format.js";
import { incidentRow } from "./parts.js";

/** @import { Store } from "../incidents/store.js" */
/** @import { Context } from "../types/page.d.ts" */
/** @import { Incident } from "../types/records.d.ts" */

const PAGE = 100;
const PAGE_OF_MANY = 20; // where each record may need a block of its own to be unpacked

/**
 * A list of incidents by their rows: at once where their records are at hand, else a promise.
 * @param {Context} context
 * @param {number[]|Uint32Array} rows in the order of the list
 */
export function incidentList(context, rows) {
  const page = context.incidents.texts.areOpen() ? PAGE : PAGE_OF_MANY;
  const list = el("ol.rows");
  const more = button("", () => grow(), { class: "link list-more" });
  const grow = () => {
    const from = list.children.length;
    const next = rows.slice(from, from + page);
    /** @param {Incident[]} records */
    const add = (records) => {
      list.append(...records.map((record) => incidentRow(context, record)));
      const unread = records.find((record) => record.unread)?.unread;
      if (unread && !whole.querySelector("[role=alert]")) whole.prepend(el("p.empty", { role: "alert" }, unread));
      const left = rows.length - list.children.length;
      more.hidden = left <= 0;
      more.textContent = `Show ${Math.min(page, left)} more of ${count(left, "incident")}`;
    };
    const found = recordsOf(context.incidents, next);
    return found instanceof Promise ? found.then(add) : add(found);
  };
  const whole = el("div", {}, list, more);
  const begun = grow();
  return begun instanceof Promise ? begun.then(() => whole) : whole;
}

/**
 * The records of rows: at once where they are at hand, else a promise.
 * @param {Store} incidents
 * @param {number[]|Uint32Array} rows
 * @returns {Incident[]|Promise<Incident[]>}
 */
export function recordsOf(incidents, rows) {
  const found = Array.from(rows, (row) => incidents.peek(row));
  return found.every((record) => record !== undefined) ? found : incidents.records(rows);
}

/**
 * Rows from the latest to the earliest, undated ones last; `wanted` says which.
 * @param {Store} incidents
 * @param {(row: number) => boolean|number} wanted
 * @param {number} [most]
 */
export function latestFirst(incidents, wanted, most = Infinity) {
  const order = incidents.byDay();
  /** @type {number[]} */
  const undated = [];
  /** @type {number[]} */
  const found = [];
  for (let i = order.length - 1; i >= 0 && found.length < most; i--) {
    const row = order[i];
    if (wanted(row)) (incidents.isDated(row) ? found : undated).push(row);
  }
  return found.concat(undated).slice(0, most);
}

/**
 * Do something with what may be at hand or may come.
 * @template T, R
 * @param {T|Promise<T>} value
 * @param {(value: T) => R} then
 * @returns {R|Promise<Awaited<R>>}
 */
export function whenever(value, then) {
  return value instanceof Promise ? /** @type {Promise<Awaited<R>>} */ (value.then(then)) : then(value);
}
