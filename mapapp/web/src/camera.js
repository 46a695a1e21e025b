// Where the map looks: at everything, at what was searched for, or just so far that the selection is seen.

import { latOf, lonOf } from "./incidents/places.js";

/** @import { Selection } from "./state.js" */
/** @import { Context } from "./types/page.d.ts" */
/** @import { Bounds } from "./types/records.d.ts" */

const PHONE = 760; // pixels, as in style/phone.css
const NEAREST = 9; // zoom

/** @param {Context} context */
export function createCamera(context) {
  const { map, doc, state } = context;
  state.watch(["selection"], ({ selection }) => keepInView(context, selection));
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    state.set({ view: { lat: round(lat), lon: round(lng), zoom: round(map.getZoom(), 100) } });
  });
  return {
    /** Show everything in the dataset. @param {L.FitBoundsOptions} [options] */
    home: (options) => map.fitBounds(doc.extent, { maxZoom: NEAREST, ...freeArea(map), ...options }),
    /** Fly to a selection. @param {Selection|null} selection */
    async goTo(selection) {
      const bounds = await boundsOf(context, selection);
      if (bounds) map.flyToBounds(bounds, { maxZoom: NEAREST, duration: 0.6, ...freeArea(map) });
    },
  };
}

/** @param {number} value @param {number} [steps] */
function round(value, steps = 1e5) {
  return Math.round(value * steps) / steps;
}

/**
 * Move the map only where the selection lies outside of what can be seen.
 * @param {Context} context
 * @param {Selection|null} selection
 */
async function keepInView(context, selection) {
  const bounds = await boundsOf(context, selection);
  if (bounds && context.state.get().selection === selection) context.map.panInside(L.latLngBounds(bounds).getCenter(), freeArea(context.map));
}

/**
 * Where a selection lies; null where it has no place.
 * @param {Context} context
 * @param {Selection|null} selection
 * @returns {Promise<Bounds|null>}
 */
async function boundsOf({ records, incidents }, selection) {
  if (selection?.type === "facility") return records.facility(selection.id)?.bounds ?? null;
  if (selection?.type !== "incident") return null;
  const row = selection.row ?? (await incidents.rowOf(selection.id).catch(() => -1));
  if (row < 0 || row >= incidents.located) return null;
  /** @type {[number, number]} */
  const place = [latOf(incidents.y[row]), lonOf(incidents.x[row])];
  return incidents.peek(row)?.bounds ?? [place, place];
}

/**
 * The part of the map that head, card and panel leave free, as padding for Leaflet.
 * @param {L.Map} map
 * @returns {{paddingTopLeft: [number, number], paddingBottomRight: [number, number]}}
 */
export function freeArea(map) {
  const { x: width, y: height } = map.getSize();
  const page = /** @type {HTMLElement} */ (map.getContainer().parentElement);
  const strip = /** @type {HTMLElement|null} */ (page.querySelector(".timeline"))?.offsetHeight ?? 0;
  const sheet = page.querySelector(".panel.is-open") ? 0.62 * height : 200;
  const [left, top, right, foot] = width <= PHONE ? [24, 170, 24, sheet] : width > 1100 ? [330, 60, 430, 40] : [60, 60, 380, 40];
  const bottom = foot + strip;
  // However small the map, two fifths of it stay free to draw in.
  const [across, down] = [Math.min(1, (0.6 * width) / (left + right)), Math.min(1, (0.6 * height) / (top + bottom))];
  return { paddingTopLeft: [left * across, top * down], paddingBottomRight: [right * across, bottom * down] };
}
