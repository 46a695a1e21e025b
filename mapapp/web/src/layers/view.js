// What of the map is looked at: its pixels, its degrees, and how often the world is in it.

import { mercatorX, mercatorY } from "../mercator.js";

const WORLDS = 5; // the same place is drawn at most so often

/**
 * @typedef {object} View
 * @property {(lon: number, lat: number) => [number, number]} project to the canvas's pixels
 * @property {number} zoom
 * @property {number} west @property {number} east @property {number} south @property {number} north
 * @property {number} world width of the whole world in pixels
 * @property {[number, number]} origin the pixel of the world's north-west corner
 * @property {{min: L.Point, max: L.Point}} bounds painted pixels
 * @property {{min: L.Point, max: L.Point}} around pixels over which it is decided what is drawn how; the same whether few or many are painted
 * @property {number} ratio pixels of the canvas to one of the page
 */

/** The part of the map that is seen, and some more around it, in layer points. @param {L.Map} map @param {number} padding */
export function boundsOf(map, padding) {
  const size = map.getSize();
  const min = map.containerPointToLayerPoint(size.multiplyBy(-padding)).round();
  return /** @type {L.Bounds & View["bounds"]} */ (new L.Bounds(min, min.add(size.multiplyBy(1 + 2 * padding)).round()));
}

/** @param {L.Map} map @param {View["bounds"]} bounds @param {View["around"]} around @param {number} ratio @returns {View} */
export function viewOf(map, bounds, around, ratio) {
  const zoom = map.getZoom();
  const world = 256 * 2 ** zoom;
  const pixelOrigin = map.getPixelOrigin();
  /** @type {[number, number]} */
  const origin = [-pixelOrigin.x, -pixelOrigin.y];
  const northWest = map.layerPointToLatLng(bounds.min);
  const southEast = map.layerPointToLatLng(bounds.max);
  return {
    project: (lon, lat) => [origin[0] + mercatorX(lon) * world, origin[1] + mercatorY(lat) * world],
    zoom, world, origin, bounds, around, ratio,
    west: northWest.lng, east: southEast.lng, south: southEast.lat, north: northWest.lat,
  };
}

/** The whole worlds by which the map must be shifted to fill the view. @param {View} view */
export function shifts({ around: { min, max }, origin, world }) {
  const first = Math.floor((min.x - origin[0]) / world);
  const last = Math.floor((max.x - origin[0]) / world);
  return Array.from({ length: Math.min(last - first + 1, WORLDS) }, (_, i) => first + i);
}

/**
 * Whether what was painted reaches beyond the map's edges: in a drag so far that there is time to paint more; while the map
 * flies to another zoom, at all.
 * @param {L.Map} map
 * @param {{_center: L.LatLng, _zoom: number, options: {padding: number}}} painted
 * @param {number} near
 */
export function isCovered(map, { _center: center, _zoom: zoom, options: { padding } }, near) {
  const size = map.getSize();
  const scale = map.getZoomScale(map.getZoom(), zoom);
  const reach = size.multiplyBy((0.5 + padding) * scale);
  const off = map.latLngToContainerPoint(center).subtract(size.divideBy(2));
  const spare = scale === 1 ? near : 0;
  return Math.abs(off.x) + (0.5 + spare) * size.x <= reach.x && Math.abs(off.y) + (0.5 + spare) * size.y <= reach.y;
}
