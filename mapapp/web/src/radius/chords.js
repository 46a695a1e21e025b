// A quick test of distance: the straight line through the Earth, from tables. It tells near from far to within metres,
// so that the exact geodesic is worked out for the few places at the rim alone. Pure.

import { latOf, worldX, worldY, WORLD } from "../incidents/places.js";

const A = 6378137; // WGS84: equatorial radius, metres
const F = 1 / 298.257223563;
const B = A * (1 - F);
const ECCENTRICITY2 = F * (2 - F);
const TIGHTEST = (B * B) / A; // radii of curvature between which every geodesic bends
const FLATTEST = (A * A) / B;
const STEPS = 8192;
const RADIAN = Math.PI / 180;

/**
 * Between which squared chords a geodesic of a length can end: what is shorter lies nearer, what is longer farther.
 * By Schur's theorem a curve that bends more has the shorter chord; the metre covers torsion and the grid of places.
 * @param {number} metres below zero for a length that nothing lies within
 * @returns {{metres: number, nearer: number, farther: number}}
 */
export function chordsOf(metres) {
  if (metres < 0) return { metres, nearer: -Infinity, farther: -Infinity };
  /** @param {number} radius */
  const chord = (radius) => 2 * radius * Math.sin(Math.min(metres / (2 * radius), Math.PI / 2));
  const margin = 1 + metres * 1e-6;
  const nearer = chord(TIGHTEST) - margin;
  return { metres, nearer: nearer > 0 ? nearer ** 2 : -Infinity, farther: (chord(FLATTEST) + margin) ** 2 };
}

/**
 * Squared chords from a centre to all places within a reach, by tables: chord² = apart(y) + spread(y) · (1 − cos Δλ).
 * @param {{lat: number, lon: number}} centre
 * @param {number} reach metres
 * @returns {{boxes: Box[], of: (x: number, y: number) => number, slack: number}} boxes outside of which nothing is as
 *   near, squared chords of places within them, and by how much these can be wrong
 */
export function createChords({ lat, lon }, reach) {
  const { half, y0, y1 } = spanOf(lat, reach);
  const centre = worldX(lon);
  const from = meridian(lat);
  const [step, turn] = [(y1 - y0) / STEPS, half / STEPS];
  const places = Array.from({ length: STEPS + 2 }, (_, i) => meridian(latOf(y0 + i * step)));
  const apart = Float64Array.from(places, ({ out, up }) => (out - from.out) ** 2 + (up - from.up) ** 2);
  const spread = Float64Array.from(places, ({ out }) => 2 * out * from.out);
  const turned = Float64Array.from({ length: STEPS + 2 }, (_, i) => 2 * Math.sin((i * turn * Math.PI) / WORLD) ** 2);
  const [perStep, perTurn] = [1 / step, 1 / turn];
  /** @param {number} x @param {number} y */
  const of = (x, y) => {
    let dx = Math.abs(x - centre);
    if (dx > WORLD / 2) dx = WORLD - dx;
    const row = (y - y0) * perStep;
    const column = dx * perTurn;
    const i = row | 0;
    const j = column | 0;
    const s = row - i;
    const turning = turned[j] + (turned[j + 1] - turned[j]) * (column - j);
    return apart[i] + (apart[i + 1] - apart[i]) * s + (spread[i] + (spread[i + 1] - spread[i]) * s) * turning;
  };
  return { boxes: boxes(centre, half, y0, y1), of, slack: bend(apart) + turned[STEPS] * bend(spread) + 2 * A * A * bend(turned) };
}

/**
 * How far a reach goes at most: half the width, and from top to bottom, in units of the world.
 * @param {number} lat
 * @param {number} reach
 */
function spanOf(lat, reach) {
  const angle = reach / TIGHTEST + 0.2 * RADIAN; // wider than any, since geodetic latitudes are not those of a sphere
  const holdsPole = Math.abs(lat) * RADIAN + angle >= Math.PI / 2;
  const half = holdsPole ? WORLD / 2 : (Math.asin(Math.sin(angle) / Math.cos(lat * RADIAN)) / (2 * Math.PI)) * WORLD;
  return { half, y0: Math.floor(worldY(lat + angle / RADIAN)), y1: Math.ceil(worldY(lat - angle / RADIAN)) };
}

/** @typedef {{x0: number, y0: number, x1: number, y1: number}} Box in units of the world */

/**
 * @param {number} centre
 * @param {number} half
 * @param {number} y0
 * @param {number} y1
 * @returns {Box[]} two where the antimeridian lies between
 */
function boxes(centre, half, y0, y1) {
  if (half >= WORLD / 2) return [{ x0: 0, y0, x1: WORLD, y1 }];
  const [x0, x1] = [centre - half, centre + half];
  if (x0 < 0) return [{ x0: 0, y0, x1, y1 }, { x0: x0 + WORLD, y0, x1: WORLD, y1 }];
  if (x1 > WORLD) return [{ x0, y0, x1: WORLD, y1 }, { x0: 0, y0, x1: x1 - WORLD, y1 }];
  return [{ x0, y0, x1, y1 }];
}

/** A place of a meridian: how far out from the axis, how far up from the equator's plane. @param {number} lat */
function meridian(lat) {
  const sine = Math.sin(lat * RADIAN);
  const normal = A / Math.sqrt(1 - ECCENTRICITY2 * sine * sine);
  return { out: normal * Math.cos(lat * RADIAN), up: normal * (1 - ECCENTRICITY2) * sine };
}

/**
 * How far a table's straight pieces stray from what they stand for: an eighth of its second differences, doubled.
 * @param {Float64Array} table
 */
function bend(table) {
  let most = 0;
  for (let i = 1; i < table.length - 1; i++) most = Math.max(most, Math.abs(table[i - 1] - 2 * table[i] + table[i + 1]));
  return most / 4;
}
