// Comparing two ranges of time: the filter's on the left of a line, a second one on its right.

import { createToolCard } from "../controls/toolcard.js";
import { button, el, fill } from "../dom.js";
import { capital, count } from "../format.js";
import { datesInWords } from "../timeline/range.js";
import { before, beginWith, daysOf, yearEarlier } from "./ranges.js";
import { createSecondSide } from "./side.js";
import { createSwipe } from "./swipe.js";

/** @import { Dates } from "../timeline/range.js" */
/** @import { Context } from "../types/page.d.ts" */

const HINT = "Move the line over the map, by the pointer or with the arrow keys. Discs, rings and measured lines are those of the left side.";

/**
 * @param {Context} context
 * @returns {{card: HTMLElement, swipe: HTMLElement, toggle: () => void, repaint: () => void}}
 */
export function createCompare(context) {
  const { map, state, incidents: store } = context;
  const side = createSecondSide(context);
  const swipe = createSwipe(map);
  context.compared = { at: (point) => (swipe.isRight(point) ? side.painting : null) };
  /** @param {Partial<Dates>} range */
  const setFirst = (range) => state.set({ filter: { ...state.get().filter, ...range } });
  /** @param {Partial<Dates>} range */
  const setSecond = (range) => state.set({ compare: { from: null, to: null, ...state.get().compare, ...range } });
  const close = () => state.set({ compare: null });
  const { card, body, show } = createToolCard({ title: "Compare two ranges of time", hint: HINT, onclose: close });
  /** @param {(range: Dates) => Dates} derive */
  const choose = (derive) => () => {
    const { first: range } = beginWith(state.get().filter, daysOf(store));
    state.set({ compare: derive(range) });
  };
  const swap = () => {
    const { filter: { from, to }, filter, compare } = state.get();
    state.set({ filter: { ...filter, ...compare }, compare: { from, to } });
  };
  /** Made when it is first needed: a browser takes milliseconds for fields of dates. */
  const form = once(() => {
    const [first, second] = [rangeFields("Left", setFirst), rangeFields("Right", setSecond)];
    fill(body, first.element, second.element, el("p.tool-actions", {}, button("The time before", choose(before), { class: "tool", title: "On the right: the range of the same length that ends where the left one begins" }), button("A year earlier", choose(yearEarlier), { class: "tool" }), button("Swap", swap, { class: "tool" })));
    return { first, second };
  });
  state.watch(["compare", "filter", "viewpoint"], ({ compare, filter }) => {
    if (compare) {
      form().first.show(filter);
      form().second.show(compare);
    }
    show(compare !== null);
    swipe.show(compare !== null);
    if (!compare) return;
    swipe.tell(sideInWords(filter, store.shown), sideInWords(compare, side.count()));
  });
  map.on("resize", () => {
    const { compare, filter } = state.get();
    if (compare) swipe.tell(sideInWords(filter, store.shown), sideInWords(compare, side.count()));
  });
  return { card, swipe: swipe.element, toggle: () => (state.get().compare ? close() : begin(context)), repaint: side.repaint };
}

/** @template T @param {() => T} make @returns {() => T} */
function once(make) {
  /** @type {T|undefined} */
  let made;
  return () => (made ??= make());
}

/** @param {Context} context */
function begin({ state, incidents }) {
  const { filter } = state.get();
  const { first, second } = beginWith(filter, daysOf(incidents));
  state.set({ filter: { ...filter, ...first }, compare: second });
}

/** @param {Dates} range @param {number} n */
function sideInWords(range, n) {
  return [el("strong", {}, capital(datesInWords(range))), ` ${count(n, "incident")}`];
}

/**
 * Two fields for the days of a range, which keep each other in order.
 * @param {string} name
 * @param {(range: Partial<Dates>) => void} change
 */
function rangeFields(name, change) {
  /** @param {"from"|"to"} end @param {string} label */
  const field = (end, label) => el("input", { type: "date", "aria-label": `${name}: ${label}`, onchange: ({ target }) => { if (target.validity.valid) change({ [end]: target.value || null }); } });
  const [from, to] = [field("from", "first day"), field("to", "last day")];
  /** @param {Dates} range */
  const show = (range) => {
    from.value = to.min = range.from ?? "";
    to.value = from.max = range.to ?? "";
  };
  return { element: el("p.compare-range", {}, el("span", {}, name), from, " – ", to), show };
}
