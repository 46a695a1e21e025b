// The ranges over the histogram: two brushes, veils over what lies outside of them, and the pointer between them.

import { el } from "../dom.js";
import { createBrush, place } from "./brush.js";
import { onDrag } from "./drag.js";
import { acrossBins, binAt, isOpen, outside, rangeOf } from "./range.js";

/** @import { Bins } from "./histogram.js" */
/** @import { Dates, Range } from "./range.js" */
/** @import { StateHolder } from "../types/page.d.ts" */

const OPEN = { from: null, to: null };

/**
 * @param {StateHolder} state
 * @param {() => Bins} bins
 * @param {object} actions
 * @param {(range: Range|null) => void} actions.setRange with null it is cleared
 * @param {(range: Range|null) => void} actions.setSecond
 * @param {(day: number|null) => void} actions.inspect tell about the bin with this day, or about none
 */
export function createRanges(state, bins, { setRange, setSecond, inspect }) {
  const veils = [0, 1, 2].map(() => el("div.timeline-veil"));
  const element = el("div.timeline-field", {}, veils);
  let box = { left: 0, width: 1 }; // measured as a pointer comes, not as it moves
  const measure = () => { box = element.getBoundingClientRect(); };
  element.addEventListener("pointerenter", measure);
  element.addEventListener("pointerdown", measure, { capture: true });
  /** @param {{clientX: number}} event */
  const dayAt = ({ clientX }) => {
    const { left, width } = box;
    return bins().start + ((clientX - left) / width) * (bins().end - bins().start);
  };
  /** @param {string} name @param {string} look @param {() => Dates|null} dates @param {(range: Range|null) => void} write */
  const brushOf = (name, look, dates, write) => createBrush({ name, look, bins, dayAt, inspect, write, read: () => rangeOf(dates() ?? OPEN, bins()), clear: () => write(null) });
  const first = brushOf("Range of time", "brush-first", () => state.get().filter, setRange);
  const second = brushOf("Second range of time", "brush-second", () => state.get().compare, setSecond);
  element.append(second.element, first.element);
  heed(element, bins, dayAt, { setRange, inspect });
  const draw = () => {
    const { filter, compare } = state.get();
    second.element.hidden = !compare;
    for (const brush of [first, second]) brush.draw();
    const ranges = [filter, ...(compare ? [compare] : [])].map((dates) => rangeOf(dates, bins()));
    const gaps = isOpen(filter) ? [] : outside(ranges, bins());
    veils.forEach((veil, i) => {
      veil.hidden = i >= gaps.length;
      if (gaps[i]) place(veil, gaps[i], bins());
    });
  };
  return { element, draw };
}

/**
 * Between the brushes: a drag draws a new range, a tap takes one bin, a double click clears, the pointer inspects.
 * @param {HTMLElement} element
 * @param {() => Bins} bins
 * @param {(event: {clientX: number}) => number} dayAt
 * @param {{setRange: (range: Range|null) => void, inspect: (day: number|null) => void}} actions
 */
function heed(element, bins, dayAt, { setRange, inspect }) {
  /** @param {PointerEvent} event */
  const at = (event) => binAt(bins(), dayAt(event));
  /** @param {PointerEvent} pressed */
  const start = (pressed) => {
    const anchor = at(pressed);
    /** @param {PointerEvent} moved */
    return (moved) => setRange(acrossBins(bins(), anchor, at(moved)));
  };
  onDrag(element, start, (event) => setRange(acrossBins(bins(), at(event), at(event))));
  element.addEventListener("dblclick", () => setRange(null));
  element.addEventListener("pointermove", (event) => inspect(dayAt(event)));
  element.addEventListener("pointerleave", () => inspect(null));
}
