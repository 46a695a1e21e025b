// The bar above the table: how many rows, what can be done with them, and how far a longer work is.

import { button, el, fill } from "../dom.js";
import { COLUMNS } from "./columns.js";

/**
 * @param {{copyRow: () => void, copyAll: () => void, save: () => void, halve: () => void, close: () => void, choose: (names: string[]) => void}} actions
 * @param {string[]} shown names of the columns
 */
export function createBar(actions, shown) {
  const counts = el("span.table-counts");
  const copyRow = button("Copy row", actions.copyRow, { class: "tool", title: "Copy the selected row (Ctrl+C in the table)", disabled: true });
  const copyAll = button("Copy all", actions.copyAll, { class: "tool", title: "Copy all rows that are shown, parted by tabs" });
  const save = button("CSV", actions.save, { class: "tool", title: "Save all rows that are shown as a CSV file" });
  const half = button("Half", actions.halve, { class: "tool", "aria-pressed": "false", title: "Leave the upper half to the map" });
  const close = button("×", actions.close, { class: "tool tool-zoom table-close", "aria-label": "Close the table", title: "Close the table (T)" });
  const bar = el("header.table-bar", {}, el("h2", {}, "Table ", counts), el("div.table-tools", {}, columnChoice(shown, actions.choose), copyRow, copyAll, save, half, close));
  return {
    element: bar,
    /** @param {number} rows @param {string} words */
    count(rows, words) {
      fill(counts, words);
      copyAll.disabled = save.disabled = !rows;
    },
    /** @param {boolean} can */
    canCopyRow: (can) => { copyRow.disabled = !can; },
    /** @param {boolean} on */
    isHalf: (on) => half.setAttribute("aria-pressed", String(on)),
  };
}

/** @param {string[]} shown @param {(names: string[]) => void} choose */
function columnChoice(shown, choose) {
  const chosen = new Set(shown);
  const boxes = COLUMNS.map(({ name, title }) => {
    /** @param {{target: HTMLInputElement}} event */
    const flip = ({ target }) => {
      chosen[target.checked ? "add" : "delete"](name);
      if (!chosen.size) chosen.add(name);
      target.checked = chosen.has(name); // one column stays
      choose([...chosen]);
    };
    return el("label.switch", {}, el("input", { type: "checkbox", checked: chosen.has(name), onchange: flip }), el("span", {}, title));
  });
  const list = el("details.table-columns", { onkeydown: (event) => leave(event) }, el("summary.tool", { title: "Choose columns" }, "Columns"), el("fieldset", {}, el("legend.off-screen", {}, "Columns of the table"), boxes));
  list.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !list.contains(/** @type {Node} */ (relatedTarget))) list.open = false; });
  return list;
}

/** @param {KeyboardEvent & {currentTarget: HTMLDetailsElement}} event */
function leave(event) {
  const list = event.currentTarget;
  if (event.key !== "Escape" || !list.open) return;
  event.stopPropagation();
  list.open = false;
  list.querySelector("summary")?.focus();
}

/** The line below the bar: what is going on, how far it is, and how to stop it. */
export function createStatus() {
  const told = el("span", { role: "status" });
  const bar = el("progress", { max: 1, value: 0 });
  const stop = button("Stop", () => running?.abort(new DOMException("stopped", "AbortError")), { class: "link" });
  const element = el("div.table-status", { hidden: true }, told, bar, stop);
  /** @type {AbortController|null} */
  let running = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let shows = 0;

  /** @param {string} text */
  function tell(text) {
    fill(told, text);
    element.hidden = !text;
    bar.hidden = stop.hidden = true;
  }

  /**
   * Do a longer work; the one before it ends. Its bar comes after a moment, so that short works do not flicker.
   * @template T
   * @param {string} label
   * @param {(watched: import("./work.js").Watched) => T|Promise<T>} job
   * @returns {Promise<T|null>} null where it was stopped
   */
  async function run(label, job) {
    running?.abort();
    /** @type {AbortController} */
    const own = (running = new AbortController());
    clearTimeout(shows);
    tell("");
    try {
      const result = job({ signal: own.signal, progress: (share) => { if (own === running) bar.value = share; } });
      if (!(result instanceof Promise)) return result;
      shows = setTimeout(() => {
        tell(`${label}…`);
        bar.value = 0;
        bar.hidden = stop.hidden = false;
      }, 150);
      const done = await result;
      return own.signal.aborted ? null : done;
    } catch (error) {
      if (!own.signal.aborted) throw error;
      return null;
    } finally {
      if (own === running) {
        clearTimeout(shows);
        if (!stop.hidden) tell("");
      }
    }
  }

  return { element, tell, run };
}
