// What a page says of itself where it does not hold all incidents of its dataset. Pure.

import { count, number, shownOf } from "../format.js";

/** @import { Doc, Part } from "../types/page.d.ts" */

/** @typedef {Pick<Doc, "holds">} Holding */

/** Whether the page has no incident of its own: it counts them, and links to the pages that have them. @param {Holding} doc */
export function isIndex({ holds }) {
  return holds?.is === "index";
}

/** "this dataset", or "this file" where it holds not all of that. @param {Holding} doc */
export function scopeOf({ holds }) {
  return holds ? "this file" : "this dataset";
}

/**
 * Which incidents the page holds, and what becomes of the others; null where there are none.
 * @param {Holding} doc
 * @returns {string|null}
 */
export function holdingInWords({ holds }) {
  if (!holds) return null;
  const { is, held, of, left, parts = [], part = 0 } = holds;
  const byFilter = `the ${left === 1 ? "one" : number(left)} that the filter of the export leaves`;
  const files = parts.length === 1 ? "in another file" : `in ${number(parts.length)} other files`;
  if (is === "index") return `The dataset has ${count(of, "incident")}. This page counts all of them in hexagons; ${left < of ? byFilter : "the incidents themselves"} are ${files}.`;
  const some = `${number(held)} of ${count(of, "incident")} ${held === 1 ? "is" : "are"} in this file: `;
  if (is === "part") return `${some}those ${partInWords(parts[part])}.`;
  const which = is === "filtered" ? "those that the filter of the export leaves" : `the latest${left < of ? ` of ${byFilter}` : ""}`;
  return `${some}${which}. Hexagons count all of them.`;
}

/** "of March 2022", "without a date". @param {Part} part */
function partInWords({ label, from }) {
  return from === null ? label.replace("Undated", "without a date") : `of ${label}`;
}

/** "54 incidents", "12 of 54 incidents", "12 of 54 incidents in this file". @param {{doc: Holding, incidents: {shown: number, n: number}}} context */
export function shownInWords({ doc, incidents: { shown, n } }) {
  return `${shownOf(shown, n)}${doc.holds ? ` in ${scopeOf(doc)}` : ""}`;
}
