// The line over the histogram: playing and stepping, the range in words, how many incidents it leaves.

import { button, el, fill, svg } from "../dom.js";
import { capital, number } from "../format.js";
import { datesInWords, isOpen } from "./range.js";

/** @import { Dates } from "./range.js" */

const ICONS = {
  play: ["M4 2.5 L13 8 L4 13.5 Z"],
  pause: ["M3.5 2.5 H6.7 V13.5 H3.5 Z", "M9.3 2.5 H12.5 V13.5 H9.3 Z"],
  back: ["M11.5 2.5 L5.5 8 L11.5 13.5 Z", "M3 2.5 H4.8 V13.5 H3 Z"],
  forward: ["M4.5 2.5 L10.5 8 L4.5 13.5 Z", "M11.2 2.5 H13 V13.5 H11.2 Z"],
};
const PACES = [[1, "slow"], [2, "steady"], [5, "quick"], [10, "fast"]]; // bins per second

/** @param {keyof typeof ICONS} name */
const icon = (name) => svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, ICONS[name].map((d) => svg("path", { d, fill: "currentColor" })));

/**
 * @param {object} actions
 * @param {() => void} actions.toggle play or pause
 * @param {(steps: number) => void} actions.step
 * @param {(perSecond: number) => void} actions.pace
 * @param {() => void} actions.clear
 * @param {() => boolean} actions.fold fold or unfold; true where it is folded now
 * @param {boolean} actions.isFolded whether it begins folded
 */
export function createBar({ toggle, step, pace, clear, fold, isFolded }) {
  const play = button(icon("play"), toggle, { class: "timeline-button timeline-play", "aria-label": "Play", title: "Move the range through time (space)" });
  const paces = el("select.timeline-button", { "aria-label": "Pace of playing", title: "Pace of playing", onchange: (event) => pace(Number(event.target.value)) },
    PACES.map(([perSecond, label]) => el("option", { value: perSecond, selected: perSecond === 2 }, label)));
  /** @param {number} by @param {"back"|"forward"} name */
  const stepping = (by, name) => button(icon(name), () => step(by), { class: "timeline-button", "aria-label": `Step ${name}`, title: `Step ${name}` });
  const controls = el("div.timeline-controls", { role: "group", "aria-label": "Play through time" }, stepping(-1, "back"), play, stepping(1, "forward"), paces);
  const range = el("span.timeline-range");
  const clearing = button("Clear", clear, { class: "link timeline-clear", title: "Show all dates (Escape)" });
  const second = el("span.timeline-second");
  const shown = el("span.timeline-shown");
  const undated = el("span.timeline-undated");
  const folding = button("", () => folding.setAttribute("aria-expanded", String(!fold())), { class: "timeline-button timeline-fold", "aria-expanded": String(!isFolded), "aria-label": "Bars of the timeline", title: "Fold or unfold the timeline" });
  const element = el("div.timeline-bar", {}, controls, el("p.timeline-dates", {}, range, clearing, second), el("p.timeline-counts", {}, shown, undated), folding);
  return {
    element,
    /** @param {boolean} playing */
    tellPlaying(playing) {
      play.setAttribute("aria-label", playing ? "Pause" : "Play");
      fill(play, icon(playing ? "pause" : "play"));
    },
    /** @param {Dates} filter @param {Dates|null} compare */
    tellRange(filter, compare) {
      range.textContent = isOpen(filter) ? "All dates" : capital(datesInWords(filter));
      clearing.hidden = isOpen(filter);
      second.textContent = compare ? `compared with ${datesInWords(compare)}` : "";
    },
    /** @param {{shown: string, undated: number, open: boolean}} counts */
    tellCounts({ shown: left, undated: without, open }) {
      shown.textContent = left;
      fill(undated, without ? [`${number(without)} undated`, open ? null : [", hidden", el("span.timeline-why", {}, " while a range is set")]] : null);
    },
  };
}
