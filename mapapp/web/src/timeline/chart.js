// The histogram of what the filter leaves whatever its time: counted, drawn, and told bin by bin.

import { el, fill } from "../dom.js";
import { Fault, NO_CANVAS } from "../faults.js";
import { palette, standingInk } from "../theme.js";
import { inWords } from "./calendar.js";
import { isIndex } from "../view/holding.js";
import { drawHistogram, GUTTER } from "./draw.js";
import { binsFor, countBins, highest, highestOf } from "./histogram.js";
import { binAt } from "./range.js";
import { createRanges } from "./ranges.js";
import { tellBin } from "./tip.js";

/** @import { Bins, Histogram } from "./histogram.js" */
/** @import { Range } from "./range.js" */
/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context, Doc } from "../types/page.d.ts" */

const PITCH = 4; // pixels from bar to bar at least: three of bar, one of gap
const ASSUMED_WIDTH = 800; // pixels, until the page has given the chart its own

/** @typedef {ReturnType<typeof import("./everything.js").createEverything>} Everything */
/** @typedef {{bins: Bins, histogram: Histogram, all: Float64Array|null, standings: string[], order: number[], labels: string[]}} Counted */

/**
 * @param {Context} context
 * @param {{span: {first: number, last: number}, everything: Everything}} covered days that the chart covers, and all incidents over time
 * @param {Record<"setRange"|"setSecond", (range: Range|null) => void>} edits called with a range, or with null to clear it
 */
export function createChart({ state, incidents, doc, notices }, { span, everything }, edits) {
  const canvas = el("canvas.timeline-canvas", { role: "img" });
  if (!canvas.getContext("2d")) notices.miss("Bars of the timeline", new Fault(NO_CANVAS));
  const tip = el("div.timeline-tip", { hidden: true });
  const bins = binsFor(span, ASSUMED_WIDTH / PITCH, everything.least());
  /** @type {Counted} */
  const picture = { bins, histogram: countBins(incidents, new Uint8Array(0), bins), all: null, ...stacking(incidents.standings, doc) };
  /** @type {number|null} */
  let told = null; // the bin that the tip is about
  /** @param {number|null} day */
  const inspect = (day) => {
    const bin = day === null ? null : binAt(picture.bins, day);
    if (bin === told) return;
    told = bin;
    tip.hidden = bin === null;
    if (bin !== null) tellBin(tip, picture, bin);
  };
  const ranges = createRanges(state, () => picture.bins, { ...edits, inspect });
  const caption = el("p.timeline-caption");
  const element = el("div.timeline-chart", {}, canvas, caption, ranges.element);
  const paint = () => {
    const colours = palette();
    drawHistogram(canvas, { ...picture, colours: incidents.standings.map((standing) => standingInk(colours, standing)), ink: colours.muted });
  };
  /** @type {Uint8Array|null} */
  let counted = null; // the mask that the histogram is of
  const draw = () => {
    const mask = incidents.maskWithoutTime;
    if (mask && counted !== mask) {
      counted = mask;
      picture.histogram = countBins(incidents, mask, picture.bins);
      picture.all = everything.inBins(picture.bins);
      canvas.setAttribute("aria-label", summary(picture));
      fill(caption, captionOf(picture, doc));
      paint();
      inspect(null);
    }
    ranges.draw();
  };
  const resize = () => {
    const width = element.clientWidth - GUTTER.left - GUTTER.right;
    if (width <= 0) return;
    picture.bins = binsFor(span, width / PITCH, everything.least());
    counted = null;
  };
  return { element, tip, draw, paint, resize, picture };
}

/**
 * In which order standings are stacked, and how they are called, by their codes.
 * @param {string[]} standings
 * @param {Doc} doc
 */
function stacking(standings, doc) {
  const known = doc.standings.map(({ name }) => name);
  /** @param {number} code */
  const rank = (code) => (known.includes(standings[code]) ? known.indexOf(standings[code]) : known.length);
  const order = standings.map((_, code) => code).sort((a, b) => rank(a) - rank(b));
  return { standings, order, labels: standings.map((standing) => doc.labels.standing[standing] ?? standing) };
}

/** What a bar is, and what is pale or hatched, where something is. @param {Counted} picture @param {Doc} doc @returns {Child[]} */
function captionOf({ bins: { unit }, histogram, all }, doc) {
  const hatched = histogram.shares.some((share) => share > 0);
  return [`per ${unit.name}`, all ? [" · ", el("i.timeline-swatch.is-pale"), isIndex(doc) ? "all incidents" : "all incidents, in this file or not"] : null, hatched ? [" · ", el("i.timeline-swatch.is-hatched"), `dated only to within several ${unit.many}`] : null];
}

/** The histogram in a sentence. @param {Counted} picture */
function summary({ bins, histogram, all, standings }) {
  const covered = `Incidents per ${bins.unit.name}, ${inWords(bins.start, bins.end - 1)}`;
  const { bin, total } = all ? highestOf(all) : highest(histogram, standings.length);
  return total ? `${covered}; most in ${inWords(bins.edges[bin], bins.edges[bin + 1] - 1)}: ${Math.round(total)}` : `${covered}; none is shown`;
}
