// The focus follows what is read: to the details where they are opened by keyboard, and back to where it came from.

/** @import { StateHolder } from "../types/page.d.ts" */

const LATER_MS = 300; // a list of many is written after a pause

/**
 * @param {StateHolder} state
 * @param {HTMLElement} panel
 * @param {HTMLElement} back the button that closes the details
 */
export function followFocus(state, panel, back) {
  /** @type {HTMLElement|null} */
  let last = null;
  let isByKeyboard = false;
  /** @type {HTMLElement|null} */
  let origin = null; // what had the focus as the details were opened
  document.addEventListener("focusin", ({ target }) => {
    last = /** @type {HTMLElement} */ (target);
    isByKeyboard = last.matches(":focus-visible");
  });
  state.watch(["selection"], ({ selection }) => {
    if (selection) {
      origin ??= last;
      if (moves(last, panel, isByKeyboard)) back.focus();
    } else if (origin) {
      const active = document.activeElement;
      if (!active || active === document.body || panel.contains(active)) comeBack(origin, panel);
      origin = null;
    }
  });
}

/**
 * Whether the focus goes to the details: from within the panel, whose content they replace, and from what was reached
 * by keyboard on the map, in the search and in the card of a tool. In the table the reader goes on from row to row.
 * @param {HTMLElement|null} from
 * @param {HTMLElement} panel
 * @param {boolean} isByKeyboard
 */
function moves(from, panel, isByKeyboard) {
  if (!from) return false;
  return panel.contains(from) || (isByKeyboard && from.closest(".leaflet-container, .search, .tool-card") !== null) || !from.isConnected;
}

/** @param {HTMLElement} origin @param {HTMLElement} panel */
function comeBack(origin, panel) {
  if (focusOn(origin)) return;
  const { key } = origin.dataset;
  const again = () => (key ? /** @type {HTMLElement|null} */ (document.querySelector(`[data-key="${CSS.escape(key)}"]`)) : null);
  if (focusOn(again())) return;
  setTimeout(() => { if (document.activeElement === document.body) focusOn(again()) || focusOn(panel.querySelector(".panel-body")); }, LATER_MS);
}

/** Focus an element that can be seen; tell whether it has the focus now. @param {HTMLElement|null} element */
function focusOn(element) {
  if (!element?.isConnected || !element.checkVisibility()) return false;
  element.focus({ preventScroll: false });
  return document.activeElement === element;
}
