// Distances, lines and circles on the WGS84 ellipsoid, by Karney's method (doi:10.1007/s00190-012-0578-z): it holds
// for every pair of points, nearly antipodal ones too. Places are [latitude, longitude] in degrees. Pure.

import geographiclib from "geographiclib-geodesic";

const { Geodesic } = geographiclib;
const { WGS84 } = Geodesic;
const UNROLLED = Geodesic.STANDARD | Geodesic.LONG_UNROLL; // longitudes run on past 180 instead of jumping

const STEP_M = 50_000; // a drawn geodesic has a vertex at least this often
const CIRCLE = 1440; // vertices of a circle: at 500 km its sides stray from it by less than 1.2 m

/** @typedef {[number, number]} Place latitude, longitude */

/**
 * Metres between two places along the ellipsoid.
 * @param {Place} from
 * @param {Place} to
 * @returns {number}
 */
export function geodesicMetres([lat1, lon1], [lat2, lon2]) {
  return /** @type {number} */ (WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE).s12);
}

/**
 * The place that lies so many metres from another in a direction.
 * @param {Place} from
 * @param {number} azimuth degrees clockwise from north
 * @param {number} metres
 * @returns {Place} its longitude runs on from that of the start, past 180 where need be
 */
export function destination([lat, lon], azimuth, metres) {
  return placeOf(WGS84.Direct(lat, lon, azimuth, metres, UNROLLED));
}

/** Where a geodesic that was followed ends. @param {{lat2?: number, lon2?: number}} end as it was asked for @returns {Place} */
function placeOf({ lat2, lon2 }) {
  return [/** @type {number} */ (lat2), /** @type {number} */ (lon2)];
}

/**
 * The shortest line between two places, with vertices close enough to be drawn as a curve.
 * @param {Place} from
 * @param {Place} to
 * @returns {Place[]}
 */
export function geodesicLine([lat1, lon1], [lat2, lon2]) {
  const line = WGS84.InverseLine(lat1, lon1, lat2, lon2);
  const pieces = Math.max(1, Math.ceil(line.s13 / STEP_M));
  return Array.from({ length: pieces + 1 }, (_, i) => placeOf(line.Position((line.s13 * i) / pieces, UNROLLED)));
}

/**
 * All places at one distance from another, as a ring. Where a pole lies within, the ring is led around it, so that
 * filling it on a map whose upper or lower edge is the pole covers the right side.
 * @param {Place} centre
 * @param {number} metres
 * @returns {Place[]}
 */
export function geodesicCircle(centre, metres) {
  const [lat, lon] = centre;
  const start = lat < 0 ? 180 : 0; // at the nearer pole, so that a jump of the longitude falls between the ends
  const ring = Array.from({ length: CIRCLE + 1 }, (_, i) => destination(centre, start + (i * 360) / CIRCLE, metres));
  if (geodesicMetres(centre, [lat < 0 ? -90 : 90, lon]) >= metres) return ring.slice(0, CIRCLE);
  const pole = lat < 0 ? -90 : 90;
  const east = ring.slice(1, CIRCLE).sort((a, b) => a[1] - b[1]);
  const [beyond] = ring[0];
  return [[pole, lon - 180], [beyond, lon - 180], ...east, [beyond, lon + 180], [pole, lon + 180]];
}
