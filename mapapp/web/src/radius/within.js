// Which incidents lie within a radius, how sure that is, when they were, and which are nearest. Exact on WGS84. Pure.

import { UNDATED } from "../incidents/mask.js";
import { geodesicMetres } from "../geodesic.js";
import { chordsOf, createChords } from "./chords.js";

/** @import { Place } from "../geodesic.js" */
/** @import { Store } from "../incidents/store.js" */

const NEAREST = 50; // incidents that are listed
const ANYWHERE = 20_003_932; // metres: no two places lie farther apart
const GRID = 1e5; // steps of the file's places to a degree

/**
 * @typedef {object} Circle
 * @property {number} lat @property {number} lon @property {number} km
 *
 * @typedef {object} Within
 * @property {number} inside how many lie within by their points
 * @property {number} maybeOut how many of these can lie outside, by their stated location error
 * @property {number} maybeIn how many others can lie within
 * @property {number} unstated how many of those within state no location error
 * @property {Map<number, number>} days how many of those within began on which day; UNDATED among them
 * @property {Near[]} nearest those within, and those that can be, the nearest first
 *
 * @typedef {{row: number, metres: number, low: number|null, high: number|null, isInside: boolean}} Near
 */

/**
 * Count the shown incidents within a circle.
 * @param {Store} store
 * @param {Circle} circle
 * @param {number} [error] location error of the centre, metres
 * @param {Uint8Array} [mask]
 * @returns {Within}
 */
export function countWithin(store, { lat, lon, km }, error = 0, mask = store.mask) {
  const radius = km * 1000;
  const limits = store.uncertainties.map((metres) => limitsOf(radius, metres === null ? 0 : metres + error));
  const chords = createChords({ lat, lon }, Math.max(radius, ...limits.map(({ possible }) => possible.metres)));
  /** @param {ReturnType<typeof chordsOf>} chords @param {number} chord @param {number} row */
  const isWithin = ({ metres, nearer, farther }, chord, row) => chord < nearer - chords.slack || (chord <= farther + chords.slack && geodesicMetres([lat, lon], placeOf(store, row)) <= metres);
  const surely = Float64Array.from(limits, ({ sure }) => sure.nearer - chords.slack);
  const never = Float64Array.from(limits, ({ possible }) => possible.farther + chords.slack);
  const inside = new Uint32Array(limits.length); // by location error
  const found = { maybeOut: 0, maybeIn: 0 };
  const days = createTally();
  const nearest = createNearest(NEAREST);

  /** @param {number} row */
  const visit = (row) => {
    if (!mask[row]) return;
    const code = store.uncertainty[row];
    const chord = chords.of(store.x[row], store.y[row]);
    if (chord > never[code]) return;
    if (chord >= surely[code] && !isInside(row, code, chord)) return;
    inside[code]++;
    days.add(store.firstDay[row]);
    nearest.offer(row, chord);
  };
  /** @param {number} row @param {number} code @param {number} chord */
  const isInside = (row, code, chord) => {
    const { sure, at, possible } = limits[code];
    if (isWithin(at, chord, row)) {
      if (sure.metres < at.metres && !isWithin(sure, chord, row)) found.maybeOut++;
      return true;
    }
    if (possible.metres === at.metres || !isWithin(possible, chord, row)) return false;
    found.maybeIn++;
    nearest.offer(row, chord);
    return false;
  };
  for (const box of chords.boxes) store.visit(box, visit);
  const near = nearest.rows().map((row) => nearOf(store, row, { lat, lon }, radius, error));
  const unstated = inside.reduce((sum, n, code) => (store.uncertainties[code] === null ? sum + n : sum), 0);
  return { inside: inside.reduce((sum, n) => sum + n, 0), ...found, unstated, days: days.counts(), nearest: near.sort((a, b) => a.metres - b.metres) };
}

/**
 * The distances within which a place of one location error lies surely, by its point, and possibly.
 * @param {number} radius
 * @param {number} error
 */
function limitsOf(radius, error) {
  return { sure: chordsOf(radius - error), at: chordsOf(radius), possible: chordsOf(Math.min(ANYWHERE, radius + error)) };
}

/**
 * @param {Store} store
 * @param {number} row
 * @param {{lat: number, lon: number}} centre
 * @param {number} radius
 * @param {number} error
 * @returns {Near}
 */
function nearOf(store, row, { lat, lon }, radius, error) {
  const metres = geodesicMetres([lat, lon], placeOf(store, row));
  const stated = store.uncertainties[store.uncertainty[row]];
  const spread = stated === null ? null : stated + error;
  return { row, metres, low: spread === null ? null : Math.max(0, metres - spread), high: spread === null ? null : metres + spread, isInside: metres <= radius };
}

/**
 * A row's place as the file gives it, back from the finer units of the world.
 * @param {Store} store
 * @param {number} row
 * @returns {Place}
 */
function placeOf(store, row) {
  return [Math.round(store.lat(row) * GRID) / GRID, Math.round(store.lon(row) * GRID) / GRID];
}

/** Counts by day; a typed array over the days that come, since a map of its own would be the slowest part. */
function createTally() {
  const WIDE = 65_536; // days from 1970-01-01 backwards and onwards
  const near = new Uint32Array(2 * WIDE);
  /** @type {Map<number, number>} */
  const far = new Map();
  return {
    /** @param {number} day */
    add(day) {
      if (day >= -WIDE && day < WIDE) near[day + WIDE]++;
      else far.set(day, (far.get(day) ?? 0) + 1);
    },
    /** @returns {Map<number, number>} */
    counts() {
      const counts = new Map(far);
      near.forEach((n, i) => { if (n) counts.set(i - WIDE, n); });
      return counts;
    },
  };
}

/** Keeps the rows of the shortest chords. @param {number} most */
function createNearest(most) {
  /** @type {{row: number, chord: number}[]} */
  const kept = []; // ascending
  return {
    /** @param {number} row @param {number} chord */
    offer(row, chord) {
      if (kept.length === most && chord >= kept[most - 1].chord) return;
      let at = kept.length;
      while (at > 0 && kept[at - 1].chord > chord) at--;
      kept.splice(at, 0, { row, chord });
      if (kept.length > most) kept.pop();
    },
    rows: () => kept.map(({ row }) => row),
  };
}

/**
 * Counts by month, or by year where months would be too many to be seen apart; empty ones between are kept.
 * @param {Map<number, number>} days
 * @param {number} [most] bars
 * @returns {{unit: "month"|"year", bars: {start: string, count: number}[], undated: number}} start: "2025-03", "2025"
 */
export function barsOf(days, most = 72) {
  /** @type {Map<number, number>} */
  const months = new Map();
  for (const [day, count] of days) {
    if (day === UNDATED) continue;
    const date = new Date(day * 86_400_000);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    months.set(month, (months.get(month) ?? 0) + count);
  }
  const undated = days.get(UNDATED) ?? 0;
  if (!months.size) return { unit: "month", bars: [], undated };
  const [first, last] = [Math.min(...months.keys()), Math.max(...months.keys())];
  const unit = last - first < most ? "month" : "year";
  const per = unit === "month" ? 1 : 12;
  const bars = Array.from({ length: Math.floor(last / per) - Math.floor(first / per) + 1 }, (_, i) => ({ start: startText(Math.floor(first / per) + i, unit), count: 0 }));
  for (const [month, count] of months) bars[Math.floor(month / per) - Math.floor(first / per)].count += count;
  return { unit, bars, undated };
}

/** @param {number} index @param {"month"|"year"} unit */
function startText(index, unit) {
  if (unit === "year") return String(index).padStart(4, "0");
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
}
