// One range over the histogram: two handles and the window between them, moved by pointer and by keys.

import { el } from "../dom.js";
import { inWords } from "./calendar.js";
import { onDrag } from "./drag.js";
import { binAt, edgeBefore, movedEdge, nearestEdge, shifted, withSide } from "./range.js";

/** @import { Bins } from "./histogram.js" */
/** @import { Range } from "./range.js" */

/**
 * @typedef {object} BrushOptions
 * @property {string} name how the range is called: "Range", "Second range"
 * @property {string} look a class for the style sheet
 * @property {() => Bins} bins
 * @property {() => Range} read
 * @property {(range: Range) => void} write
 * @property {() => void} clear
 * @property {(day: number|null) => void} inspect tell about the bin with this day, or about none
 * @property {(event: PointerEvent) => number} dayAt
 */

/** @typedef {"from"|"end"} Side */

/** @param {BrushOptions} options */
export function createBrush(options) {
  const { name, look, read, write, clear, bins, dayAt } = options;
  const pane = el("div.brush-window", { title: "Drag to move the range through time; double click to clear it" });
  const handles = { from: createHandle("from", options), end: createHandle("end", options) };
  const element = el("div", { class: `brush ${look}`, role: "group", "aria-label": name }, pane, handles.from, handles.end);
  onDrag(pane, (event) => {
    const [range, grip] = [read(), binAt(bins(), dayAt(event))];
    return (moved) => write(shifted(bins(), range, binAt(bins(), dayAt(moved)) - grip));
  });
  /** @param {Event} event */
  const clearThis = (event) => {
    event.stopPropagation();
    clear();
  };
  element.addEventListener("dblclick", clearThis);
  element.addEventListener("keydown", (event) => { if (event.key === "Escape" && !element.classList.contains("is-all")) clearThis(event); });
  const draw = () => {
    const range = read();
    place(element, range, bins());
    for (const side of /** @type {Side[]} */ (["from", "end"])) tellHandle(handles[side], side, range, bins());
    element.classList.toggle("is-all", range.from === bins().start && range.end === bins().end);
  };
  return { element, draw };
}

/** Put an element over a range of days. @param {HTMLElement} element @param {Range} range @param {Bins} bins */
export function place(element, range, { start, end }) {
  /** @param {number} days */
  const percent = (days) => `${(100 * days) / (end - start)}%`;
  element.style.left = percent(range.from - start);
  element.style.width = percent(range.end - range.from);
}

/** The day that a side of a range shows: its first, or its last. @param {Range} range @param {Side} side */
const dayOfSide = (range, side) => (side === "from" ? range.from : range.end - 1);

/** @param {HTMLElement} handle @param {Side} side @param {Range} range @param {Bins} bins */
function tellHandle(handle, side, range, bins) {
  const day = dayOfSide(range, side);
  handle.setAttribute("aria-valuemax", String(bins.size));
  handle.setAttribute("aria-valuenow", String(edgeBefore(bins, range[side])));
  handle.setAttribute("aria-valuetext", inWords(day, day));
}

/** @type {{[key: string]: number|null}} */
const STEPS = { __proto__: null, ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/**
 * Where a key takes an edge: arrows by a bin, with Shift by ten, Home and End to the ends; null for other keys.
 * @param {{key: string, shiftKey: boolean}} event
 * @param {Bins} bins
 * @param {number} day where the edge is
 */
export function dayOfKey({ key, shiftKey }, bins, day) {
  if (key === "Home") return bins.start;
  if (key === "End") return bins.end;
  const step = STEPS[key];
  if (!step) return null;
  return movedEdge(bins, day, step * (shiftKey && key.startsWith("Arrow") ? 10 : 1));
}

/** @param {Side} side @param {BrushOptions} options */
function createHandle(side, { name, bins, read, write, dayAt, inspect }) {
  const tell = () => inspect(dayOfSide(read(), side));
  /** @param {number} day */
  const move = (day) => {
    write(withSide(bins(), read(), side, day));
    tell();
  };
  /** @param {KeyboardEvent} event */
  const onkeydown = (event) => {
    const day = event.ctrlKey || event.altKey || event.metaKey ? null : dayOfKey(event, bins(), read()[side]);
    if (day === null) return;
    event.preventDefault();
    move(day);
  };
  const handle = el("div", {
    class: `brush-handle brush-${side}`, role: "slider", tabindex: "0", "aria-orientation": "horizontal", "aria-valuemin": "0",
    "aria-label": `${name}: ${side === "from" ? "first" : "last"} day`, onkeydown, onfocus: tell, onblur: () => inspect(null),
  });
  onDrag(handle, (event) => {
    const grip = read()[side] - dayAt(event);
    handle.focus();
    return (moved) => move(nearestEdge(bins(), dayAt(moved) + grip));
  });
  return handle;
}
