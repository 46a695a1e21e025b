// A canvas over the map that is repainted when a move ends and moved along while it lasts.

import { Fault, NO_CANVAS } from "../faults.js";
import { onceAFrame } from "../frames.js";

const PADDING = 0.2; // of the map's size, painted beyond each of its edges: so far can it be dragged without a repaint

/**
 * @typedef {(context: CanvasRenderingContext2D, view: View) => void} Paint
 * @typedef {L.Layer & {repaint: () => void}} PaintedLayer
 *
 * @typedef {{getEvents: () => object, _update: () => void}} Inner what Leaflet's renderers have and its types do not tell
 */

/** @param {string} pane @param {Paint} paint @returns {PaintedLayer} */
export function canvasLayer(pane, paint) {
  return new PaintedCanvas({ pane, padding: PADDING, paint });
}

/** Layers that are painted on one canvas, from below to above. */
const ORDER = /** @type {const} */ (["basemap", "borders", "density", "uncertainty"]);

/** @typedef {typeof ORDER[number]} Painted */

/**
 * A canvas that several layers paint on, one over the other. Where there is no GPU, every canvas of the map's size
 * costs some milliseconds of each frame while the map is dragged: the fewer, the smoother.
 * @param {L.Map} map
 * @param {string} pane
 * @returns {{layer: (name: Painted, paint: Paint) => PaintedLayer}}
 */
export function createSheet(map, pane) {
  /** @type {{name: Painted, paint: Paint}[]} */
  const painters = [];
  const canvas = canvasLayer(pane, (context, view) => {
    const { min, max } = view.bounds;
    context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    for (const { name, paint } of painters) attempt(map, name, () => paint(context, view));
  });
  const repaint = onceAFrame(() => canvas.repaint());
  canvas.addTo(map);
  return {
    layer(name, paint) {
      const painter = { name, paint };
      return new SheetLayer({
        repaint,
        put: () => {
          painters.push(painter);
          painters.sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
        },
        take: () => painters.splice(painters.indexOf(painter), 1),
      });
    },
  };
}

/**
 * Paint; what fails is told to the map, so that what is painted next does not suffer from it.
 * @param {L.Map} map
 * @param {string} name of a layer or a pane
 * @param {() => void} paint
 */
function attempt(map, name, paint) {
  try {
    paint();
  } catch (error) {
    map.fire("unpainted", { name, error });
  }
}

/** What one layer paints on a sheet: added and removed like any other layer of the map. */
const SheetLayer = /** @type {new (options: {repaint: () => void, put: () => void, take: () => void}) => PaintedLayer} */ (/** @type {unknown} */ (L.Layer.extend({
  /** @param {object} options */
  initialize(options) {
    L.setOptions(this, options);
  },
  onAdd() {
    this.options.put();
    this.options.repaint();
  },
  onRemove() {
    this.options.take();
    this.options.repaint();
  },
  repaint() {
    if (this._map) this.options.repaint();
  },
})));

/**
 * @typedef {object} View
 * @property {(lon: number, lat: number) => [number, number]} project to the canvas's pixels
 * @property {number} zoom
 * @property {number} west @property {number} east @property {number} south @property {number} north
 * @property {number} world width of the whole world in pixels
 * @property {[number, number]} origin the pixel of the world's north-west corner
 * @property {{min: L.Point, max: L.Point}} bounds painted pixels
 * @property {number} ratio pixels of the canvas to one of the page
 */

const PaintedCanvas = /** @type {new (options: {pane: string, padding: number, paint: Paint}) => PaintedLayer} */ (/** @type {unknown} */ (L.Renderer.extend({
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
    if (!this._context) this._map.fire("unpainted", { name: this.options.pane, error: new Fault(NO_CANVAS) });
  },
  _destroyContainer() {
    this._container.remove();
    delete this._container;
    delete this._context;
  },
  _updatePaths() {},
  getEvents() {
    return { .../** @type {Inner} */ (/** @type {unknown} */ (L.Renderer.prototype)).getEvents.call(this), move: this._keepCovered };
  },
  /** Repaint in the middle of a move where it has come to the edge of what is painted. */
  _keepCovered() {
    const map = this._map;
    if (map._animatingZoom || !this._bounds) return;
    const corner = map.containerPointToLayerPoint([0, 0]);
    if (!this._bounds.contains(L.bounds(corner, corner.add(map.getSize())))) this._update();
  },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    /** @type {Inner} */ (/** @type {unknown} */ (L.Renderer.prototype))._update.call(this);
    if (!this._context) return;
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this._container, min);
    resize(this._container, size, ratio);
    this._context.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    attempt(this._map, this.options.pane, () => this.options.paint(this._context, viewOf(this._map, this._bounds, ratio)));
  },
  repaint() {
    if (this._map) this._update();
  },
})));

/**
 * Give the canvas its size; an equal size keeps its memory.
 * @param {HTMLCanvasElement} canvas
 * @param {L.Point} size
 * @param {number} ratio
 */
function resize(canvas, size, ratio) {
  const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${size.x}px`;
  canvas.style.height = `${size.y}px`;
}

/** @param {L.Map} map @param {View["bounds"]} bounds @param {number} ratio @returns {View} */
function viewOf(map, bounds, ratio) {
  const zoom = map.getZoom();
  const world = 256 * 2 ** zoom;
  const pixelOrigin = map.getPixelOrigin();
  /** @type {[number, number]} */
  const origin = [-pixelOrigin.x, -pixelOrigin.y];
  const northWest = map.layerPointToLatLng(bounds.min);
  const southEast = map.layerPointToLatLng(bounds.max);
  return {
    project: (lon, lat) => [origin[0] + mercatorX(lon) * world, origin[1] + mercatorY(lat) * world],
    zoom, world, origin, bounds, ratio,
    west: northWest.lng, east: southEast.lng, south: southEast.lat, north: northWest.lat,
  };
}

/** Web Mercator, as a share of the world's width. @param {number} lon */
export function mercatorX(lon) {
  return lon / 360 + 0.5;
}

/** @param {number} lat */
export function mercatorY(lat) {
  const limited = Math.max(-85.0511287798, Math.min(85.0511287798, lat));
  const sine = Math.sin((limited * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
