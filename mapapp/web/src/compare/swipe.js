// A line over the map that can be moved: panes of the first range are seen on its left, those of the second on its right.

import { el, fill } from "../dom.js";
import { coveredSides } from "../freearea.js";

/** @import { Child } from "../types/elements.d.ts" */

const LEFT = ["incidents", "incident-marks", "incident-reach", "discs", "rings", "notes", "lines"];
const RIGHT = ["incidents-compared"];
const FAR = 1e5; // pixels: beyond any edge
/** @type {{[key: string]: number|null}} */
const STEPS = { __proto__: null, ArrowLeft: -2, ArrowRight: 2, ArrowDown: -2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 }; // percent

/**
 * @param {L.Map} map
 * @returns {{element: HTMLElement, show: (on: boolean) => void, tell: (left: Child, right: Child) => void, isRight: (point: {x: number}) => boolean}}
 */
export function createSwipe(map) {
  const left = el("p.swipe-label.swipe-left");
  const right = el("p.swipe-label.swipe-right");
  const handle = el("div.swipe-handle", { role: "slider", tabindex: "0", "aria-orientation": "horizontal", "aria-label": "Line between the two ranges of time", "aria-valuemin": "0", "aria-valuemax": "100", onkeydown: (event) => byKey(event) }, el("span.swipe-knob", { "aria-hidden": "true" }, "⇆"));
  const element = el("section.swipe", { hidden: true, "aria-label": "Comparison of two ranges of time" }, left, right, handle);
  let percent = 50;
  const x = () => (percent / 100) * map.getSize().x;
  const place = () => {
    element.style.setProperty("--at", `${percent}%`);
    handle.setAttribute("aria-valuenow", String(Math.round(percent)));
    if (!element.hidden) clip(map, map.containerPointToLayerPoint([x(), 0]).x);
  };
  /** @param {number} to */
  const move = (to) => {
    percent = Math.max(2, Math.min(98, to));
    place();
  };
  /** @param {KeyboardEvent} event */
  const byKey = (event) => {
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    move(percent + (STEPS[event.key] ?? 0));
  };
  drag(handle, (clientX) => move((100 * (clientX - map.getContainer().getBoundingClientRect().left)) / map.getSize().x));
  map.on("move zoom viewreset resize zoomend", place);
  /** @param {boolean} on */
  const show = (on) => {
    if (on === !element.hidden) return;
    element.hidden = !on;
    if (on) move(middleOf(map));
    else clip(map, null);
  };
  /** @param {Child} first @param {Child} second */
  const tell = (first, second) => {
    fill(left, first);
    fill(right, second);
    handle.setAttribute("aria-valuetext", `${Math.round(percent)} %; left: ${left.textContent}; right: ${right.textContent}`);
    element.style.setProperty("--top", `${below(map)}px`);
  };
  return { element, show, tell, isRight: (point) => !element.hidden && point.x > x() };
}

/** Show panes on one side of a line alone; null shows them whole. @param {L.Map} map @param {number|null} at */
function clip(map, at) {
  /** @param {number|null} from @param {number|null} to */
  const side = (from, to) => (at === null ? "" : `polygon(${from}px ${-FAR}px, ${to}px ${-FAR}px, ${to}px ${FAR}px, ${from}px ${FAR}px)`);
  /** @param {string} name @param {string} shape */
  const cut = (name, shape) => map.getPane(name)?.style.setProperty("clip-path", shape);
  for (const name of LEFT) cut(name, side(-FAR, at));
  for (const name of RIGHT) cut(name, side(at, FAR));
}

/** @param {HTMLElement} handle @param {(clientX: number) => void} move */
function drag(handle, move) {
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (handle.hasPointerCapture(event.pointerId)) move(event.clientX);
  });
}

/** The middle of what cards leave free, in percent of the map's width. @param {L.Map} map */
function middleOf(map) {
  const { left, right } = coveredSides(map);
  const width = map.getSize().x;
  return (50 * (left + width - right)) / width;
}

/** The height below which what is written is not covered: on a phone the head lies across the whole map. @param {L.Map} map */
function below(map) {
  return coveredSides(map).top + 12;
}
