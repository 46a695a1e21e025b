// Where the map looks: at everything, at what was searched for, or just so far that the selection is seen.

import { freeArea } from "./freearea.js";
import { latOf, lonOf } from "./incidents/places.js";

/** @import { Selection } from "./state.js" */
/** @import { Context } from "./types/page.d.ts" */
/** @import { Bounds } from "./types/records.d.ts" */

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
  if (selection?.type === "place") return selection.rows?.length ? boundsOfRows(incidents, selection.rows) : null;
  if (selection?.type !== "incident") return null;
  const row = selection.row ?? (await incidents.rowOf(selection.id).catch(() => -1));
  if (row < 0 || row >= incidents.located) return null;
  /** @type {[number, number]} */
  const place = [latOf(incidents.y[row]), lonOf(incidents.x[row])];
  return incidents.peek(row)?.bounds ?? [place, place];
}

/**
 * The box of rows that have a place.
 * @param {Context["incidents"]} incidents
 * @param {number[]} rows
 * @returns {Bounds}
 */
function boundsOfRows({ lat, lon }, rows) {
  const [lats, lons] = [rows.map(lat), rows.map(lon)];
  return [[Math.min(...lats), Math.min(...lons)], [Math.max(...lats), Math.max(...lons)]];
}
