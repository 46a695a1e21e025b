// The strip at the foot of the map: incidents over time, and the range of time that everything is drawn from.

import { el } from "../dom.js";
import { count, shownOf } from "../format.js";
import { isPhone } from "../freearea.js";
import { spanOf } from "../incidents/span.js";
import { onceAfterAFrame } from "../frames.js";
import { createBar } from "./bar.js";
import { createChart } from "./chart.js";
import { isIndex, shownInWords } from "../view/holding.js";
import { createEverything, wholeSpan } from "./everything.js";
import { createPlayer } from "./play.js";
import { acrossBins, datesInWords, datesOf, isOpen, rangeOf, shifted } from "./range.js";

/** @import { Bins } from "./histogram.js" */
/** @import { Dates, Range } from "./range.js" */
/** @import { Context } from "../types/page.d.ts" */

const WINDOWS = 24; // a window that begins to play holds this part of the bins
const MANY = 200_000; // incidents from which on the map is drawn first, and the strip after it
const QUIET_MS = 700; // counts are read out when they have not changed for so long

/**
 * @param {Context} context
 * @returns {HTMLElement}
 */
export function createTimeline(context) {
  const { state, incidents, doc } = context;
  const span = wholeSpan(doc) ?? spanOf(incidents);
  const all = doc.holds?.of ?? incidents.n;
  if (!span) return el("section.timeline", { "aria-label": "Timeline" }, el("p.timeline-empty", {}, all ? `${count(all, "incident")}, none with a date: there is nothing to show over time.` : "No incidents: there is nothing to show over time."));

  const everything = createEverything(context, () => {
    chart.resize();
    update();
  });
  const isFolded = isPhone(context.map);
  const element = el(isFolded ? "section.timeline.is-folded" : "section.timeline", { "aria-label": "Timeline" });
  const said = createAnnouncer();
  /** @param {Dates} dates */
  const setDates = (dates) => state.set({ filter: { ...state.get().filter, ...dates } });
  /** @param {Range|null} range */
  const setRange = (range) => {
    player.stop();
    setDates(range ? datesOf(range, chart.picture.bins) : { from: null, to: null });
  };
  /** @param {Range|null} range */
  const setSecond = (range) => state.set({ compare: range && datesOf(range, chart.picture.bins) });
  const chart = createChart(context, { span, everything }, { setRange, setSecond });
  /** @param {number} by */
  const step = (by) => {
    const { bins } = chart.picture;
    const { filter } = state.get();
    const next = isOpen(filter) ? firstWindow(bins, by) : shifted(bins, rangeOf(filter, bins), by);
    setDates(datesOf(next, bins));
    return next.end < bins.end;
  };
  const player = createPlayer(() => step(1), (playing) => {
    element.classList.toggle("is-playing", playing);
    bar.tellPlaying(playing);
    update();
  });
  const toggle = () => {
    if (!player.isPlaying()) rewind(state.get().filter, chart.picture.bins, setDates);
    player.toggle();
  };
  const bar = createBar({
    toggle,
    step: (by) => { player.stop(); step(by); },
    pace: (perSecond) => { player.pace(perSecond); element.style.setProperty("--beat", `${1000 / perSecond}ms`); },
    clear: () => setRange(null),
    fold: () => element.classList.toggle("is-folded"),
    isFolded,
  });
  let isPlaced = false; // until the strip has a size there is nothing to draw
  const update = () => {
    if (!isPlaced) return;
    chart.draw();
    const { filter, compare } = state.get();
    bar.tellRange(filter, compare);
    const shown = isIndex(doc) ? shownOf(everything.within(filter) ?? all, all) : shownInWords(context);
    bar.tellCounts({ shown, undated: isIndex(doc) ? (doc.holds?.undated ?? 0) : chart.picture.histogram.undated, open: isOpen(filter) });
    if (!player.isPlaying()) said.say(`${datesInWords(filter)}: ${shown}`);
  };
  element.append(bar.element, chart.element, chart.tip, said.element);
  element.addEventListener("keydown", (event) => {
    if (event.key === " " && !/** @type {Element} */ (event.target).closest("button, select")) {
      event.preventDefault();
      toggle();
    }
    if (event.key === "Escape" && !isOpen(state.get().filter)) {
      event.stopPropagation();
      setRange(null);
    }
  });
  state.watch(["filter", "viewpoint", "compare"], incidents.n > MANY ? onceAfterAFrame(update) : update);
  follow(element, chart, () => {
    isPlaced = true;
    update();
  });
  return element;
}

/**
 * The window that is stepped where no range is set: at the begin, or at the end where one steps back.
 * @param {Bins} bins
 * @param {number} by
 */
function firstWindow(bins, by) {
  const length = Math.max(1, Math.round(bins.size / WINDOWS));
  return by > 0 ? acrossBins(bins, 0, length - 1) : acrossBins(bins, bins.size - length, bins.size - 1);
}

/**
 * Make a range that can be played: one where there is none, the first of its length where it has reached the end.
 * @param {Dates} filter
 * @param {Bins} bins
 * @param {(dates: Dates) => void} setDates
 */
function rewind(filter, bins, setDates) {
  const range = rangeOf(filter, bins);
  if (isOpen(filter)) setDates(datesOf(firstWindow(bins, 1), bins));
  else if (range.end >= bins.end) setDates(datesOf(shifted(bins, range, -bins.size), bins));
}

/**
 * Draw anew where the strip's size or the page's colours change, and tell the page how high the strip is.
 * @param {HTMLElement} element
 * @param {ReturnType<typeof createChart>} chart
 * @param {() => void} update
 */
function follow(element, chart, update) {
  const root = document.documentElement;
  new ResizeObserver(() => {
    root.style.setProperty("--timeline", `${element.offsetHeight}px`);
    chart.resize();
    update();
  }).observe(element);
  const paint = () => chart.paint();
  new MutationObserver(paint).observe(root, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

/** Reads out what was said last, once it is quiet; what stands at the start is not read out. */
function createAnnouncer() {
  const element = el("p.timeline-said", { role: "status" });
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let waiting;
  /** @type {string|null} */
  let last = null;
  /** @param {string} text */
  const say = (text) => {
    clearTimeout(waiting);
    if (last !== null && text !== last) waiting = setTimeout(() => { element.textContent = text; last = text; }, QUIET_MS);
    last ??= text;
  };
  return { element, say };
}
