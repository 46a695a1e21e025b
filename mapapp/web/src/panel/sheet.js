// On a phone the panel is a sheet: its handle opens and closes it, by a tap, by a key, or pulled up and down.

import { button } from "../dom.js";

const PULLED = 24; // pixels: a shorter way is a tap

/**
 * @param {() => HTMLElement} panel
 * @returns {{handle: HTMLElement, open: (on: boolean) => void}}
 */
export function createSheet(panel) {
  /** @param {boolean} on */
  const open = (on) => {
    panel().classList.toggle("is-open", on);
    handle.setAttribute("aria-expanded", String(on));
  };
  const isOpen = () => panel().classList.contains("is-open");
  let [from, way] = [0, 0];
  const handle = button("", () => {
    if (Math.abs(way) < PULLED) open(!isOpen());
    way = 0;
  }, { class: "panel-handle", "aria-label": "Details", "aria-expanded": "false", title: "Open or close the details" });
  handle.addEventListener("pointerdown", (event) => {
    [from, way] = [event.clientY, 0];
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    way = event.clientY - from;
    if (Math.abs(way) >= PULLED) open(way < 0);
  });
  return { handle, open };
}
