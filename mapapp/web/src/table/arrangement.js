// The shown rows in the order that the reader chose.

import { UNDATED } from "../incidents/mask.js";
import { columnOf } from "./columns.js";
import { rowsByCode, rowsByDay } from "./order.js";
import { MOST_SORTED, sortByRecords } from "./work.js";

/** @import { Store } from "../incidents/store.js" */
/** @import { Codes } from "./columns.js" */
/** @import { Context } from "../types/page.d.ts" */

/** @typedef {{name: string, isDescending: boolean}} Sort */

/**
 * The shown rows in order: at once where columns suffice, later where texts must be read.
 * @param {Context} context
 * @param {Sort} sort
 * @param {import("./work.js").Watched} watched
 * @returns {Uint32Array|Promise<Uint32Array>}
 */
export function arrange(context, { name, isDescending }, watched) {
  const { incidents } = context;
  const { key, coded } = columnOf(name);
  const latestFirst = shownByDay(incidents, name !== "date" || isDescending);
  if (name === "date") return latestFirst;
  if (key) return sortByRecords(incidents, latestFirst, (record) => key(record, context), isDescending, watched);
  /** @returns {Uint32Array} */
  const byCode = () => {
    const { codes, keys } = /** @type {Codes} */ (coded?.(context));
    return rowsByCode(latestFirst, codes, keys, isDescending);
  };
  return coded?.(context) ? byCode() : incidents.more().then(byCode);
}

/** @param {Store} incidents @param {boolean} isDescending */
function shownByDay(incidents, isDescending) {
  return rowsByDay(incidents.byDay(), incidents.mask, incidents.shown, (row) => incidents.firstDay[row] === UNDATED, isDescending);
}

/**
 * Whether texts must be read to sort by this column, of more rows than that is offered for.
 * @param {Context} context
 * @param {Sort} sort
 */
export function isTooMuch({ incidents }, { name }) {
  return Boolean(columnOf(name).key) && incidents.shown > MOST_SORTED;
}
