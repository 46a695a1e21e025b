// Picking places on the map: by a click, or by Enter for the cross in the middle while the map has the focus.

import { el } from "../dom.js";

/** @import { Context } from "../types/page.d.ts" */

/**
 * Take places from the map while the state names this tool.
 * @param {Context} context
 * @param {string} tool
 * @param {{onpick: (place: [number, number]) => void, onundo?: () => void}} listeners
 * @returns {{toggle: () => void, stop: () => void, pickCentre: () => void}}
 */
export function createPicker({ map, state }, tool, { onpick, onundo }) {
  const box = map.getContainer();
  const cross = el("div.crosshair", { "aria-hidden": "true", hidden: true });
  box.append(cross);
  const isActive = () => state.get().tool === tool;
  const stop = () => { if (isActive()) state.set({ tool: null }); };
  /** @param {{latlng: L.LatLng}} event */
  const pick = ({ latlng }) => onpick([latlng.lat, latlng.wrap().lng]);
  const pickCentre = () => pick({ latlng: map.getCenter() });
  state.watch(["tool"], () => {
    cross.hidden = !isActive();
    box.classList.toggle("is-measuring", state.get().tool !== null);
    map[isActive() ? "on" : "off"]("click", pick);
    if (isActive()) box.focus({ preventScroll: true });
  });
  /** @param {KeyboardEvent} event */
  const hear = (event) => {
    if (!isActive()) return;
    const does = { Escape: stop, ...(event.target === box ? { Enter: pickCentre, Backspace: onundo } : {}) }[event.key];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation(); // the same key means something else to the rest of the page
    does();
  };
  document.addEventListener("keydown", hear, true);
  return { toggle: () => state.set({ tool: isActive() ? null : tool }), stop, pickCentre };
}
