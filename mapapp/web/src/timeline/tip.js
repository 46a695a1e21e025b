// What one bin holds: its dates, and its incidents by standing.

import { el, fill } from "../dom.js";
import { count, number } from "../format.js";
import { standingColour } from "../symbols.js";
import { inWords } from "./calendar.js";
import { GUTTER } from "./draw.js";
import { binTotals } from "./histogram.js";

const PADDING = 10; // pixels between the strip and its chart, as in style/timeline.css

/** A count that may hold shares. @param {number} value */
const amount = (value) => number(value, Math.abs(value - Math.round(value)) < 0.05 ? 0 : 1);

/**
 * Write about a bin into the tip and put it over the bin.
 * @param {HTMLElement} tip
 * @param {import("./chart.js").Counted} picture bins, histogram, and the standings with their labels and order
 * @param {number} bin
 */
export function tellBin(tip, { bins, histogram, all, standings, labels, order }, bin) {
  const [first, end] = [bins.edges[bin], bins.edges[bin + 1]];
  const { byStanding, total, shared } = binTotals(histogram, bin, standings.length);
  const rows = order.filter((code) => byStanding[code]).map((code) => {
    const swatch = el("i.timeline-swatch");
    swatch.style.background = standingColour(standings[code]);
    return el("li", {}, swatch, el("span", {}, labels[code]), el("b", {}, amount(byStanding[code])));
  });
  fill(tip,
    el("p.timeline-tip-dates", {}, inWords(first, end - 1)),
    all ? el("p", {}, `${amount(all[bin])} in the dataset${standings.length ? "; in this file:" : ""}`) : null,
    all && !standings.length ? null : el("p", {}, total ? (Number.isInteger(total) ? count(total, "incident") : `${amount(total)} incidents`) : "No incident"),
    el("ul", {}, rows),
    shared ? el("p.sub", {}, `${amount(shared)} of these as equal shares of incidents dated only to within several ${bins.unit.many}`) : null);
  tip.hidden = false;
  putOver(tip, ((first + end) / 2 - bins.start) / (bins.end - bins.start));
}

/**
 * Put the tip over a part of the chart. It is moved back by the same part of its own width: so it stays over the strip, unmeasured.
 * @param {HTMLElement} tip
 * @param {number} part
 */
function putOver(tip, part) {
  tip.style.left = `calc(${GUTTER.left + PADDING}px + ${part} * (100% - ${GUTTER.left + GUTTER.right + 2 * PADDING}px))`;
  tip.style.transform = `translateX(${-100 * part}%)`;
}
