// Counts by month or year as a small picture, with its highest bar and both ends in words.

import { el, svg } from "../dom.js";
import { count, date, shortDate } from "../format.js";

const HEIGHT = 44;

/** @param {{unit: "month"|"year", bars: {start: string, count: number}[], undated: number}} counts */
export function barPicture({ unit, bars, undated }) {
  if (!bars.length) return undated ? el("p.sub", {}, `${count(undated, "incident")} without a date`) : null;
  const [first, last] = [bars[0].start, bars[bars.length - 1].start];
  const most = bars.reduce((best, bar) => (bar.count > best.count ? bar : best));
  const label = `Incidents within by ${unit}, ${date(first)} to ${date(last)}; most in ${date(most.start)}: ${most.count}`;
  const width = bars.length > 40 ? 1 : 0.86; // of a bar's place
  const picture = svg("svg", { viewBox: `0 0 ${bars.length} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": label, class: "radius-bars" },
    bars.map((bar, i) => svg("rect", { x: i, width, y: HEIGHT * (1 - bar.count / most.count), height: (HEIGHT * bar.count) / most.count }, svg("title", {}, `${date(bar.start)}: ${bar.count}`))));
  return el("figure.radius-figure", {}, el("figcaption.sub", {}, `per ${unit}; most in ${date(most.start)}: ${most.count}`), picture,
    el("div.radius-ends", { "aria-hidden": "true" }, el("span", {}, shortDate(first)), bars.length > 1 ? el("span", {}, shortDate(last)) : null),
    undated ? el("p.sub", {}, `and ${count(undated, "incident")} without a date`) : null);
}
