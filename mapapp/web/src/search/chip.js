// The filter's text as a chip that can be taken off, and how far the search for it is.

import { button, el, fill } from "../dom.js";
import { count } from "../format.js";

/** @import { State } from "../state.js" */
/** @import { Context } from "../types/page.d.ts" */

/**
 * @param {Context} context
 * @returns {{element: HTMLElement, tell: (share: number|null) => void}}
 */
export function createChip({ state, incidents }) {
  const element = el("div.chip", { hidden: true });
  const told = el("span.chip-told", { role: "status" });
  const clear = button("×", () => state.set({ filter: { ...state.get().filter, text: null } }), { class: "chip-clear", "aria-label": "Show incidents whatever their text", title: "Show incidents whatever their text" });
  /** @type {number|null} */
  let share = null;

  /** @param {Pick<State, "filter">} state */
  function draw({ filter }) {
    element.hidden = !filter.text;
    if (!filter.text) return;
    fill(told, share === null ? count(incidents.shown, "incident") : `searching… ${Math.floor(100 * share)} %`);
    fill(element, el("span.chip-text", { title: filter.text }, "“", filter.text, "”"), told, clear);
  }
  state.watch(["filter", "viewpoint"], draw);

  return {
    element,
    /** @param {number|null} next */
    tell(next) {
      share = next;
      draw(state.get());
    },
  };
}
