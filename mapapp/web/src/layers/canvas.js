// Canvases over the map: moved and scaled with it while it moves, painted anew when a move ends.
// A canvas shows a finished picture: one that could still be painted on is copied by the browser in every frame, which
// where there is no GPU takes longer than all else that a frame does.

import { Fault, NO_CANVAS } from "../faults.js";
import { queueOf } from "./queue.js";
import { attempted } from "./steps.js";
import { boundsOf, isCovered, viewOf } from "./view.js";

/** @import { View } from "./view.js" */

// Shares of the map's size that are painted beyond each of its edges.
const WIDE = 0.2; // so far can it be dragged without a repaint
const NARROW = 0.05; // at first, since the picture is there sooner; the rest follows once the map is at rest
const SPARE = 0.04; // when a drag has come so near to the edge of what is painted, more is
const REST_MS = 500;

/** In which order canvases are painted: what is looked for first, what must keep clear of it last. */
export const ORDER = /** @type {const} */ ({ incidents: 1, ground: 2, radius: 3, labels: 4 });

/**
 * @typedef {OffscreenCanvasRenderingContext2D} Pen
 * @typedef {(pen: Pen, view: View) => void|Iterator<unknown>} Paint what it is given is blank; what takes long is painted in steps
 *
 * @typedef {object} Painting
 * @property {() => void} repaint paint in one of the next frames
 * @property {() => void} settle paint now, if that waits
 * @typedef {L.Layer & Painting} PaintedLayer
 *
 * @typedef {object} Inner what Leaflet's renderers have and its types do not tell
 * @property {() => object} getEvents @property {() => void} _update
 * @property {(map: L.Map) => void} onAdd @property {(map: L.Map) => void} onRemove
 * @property {(center: L.LatLng, zoom: number) => void} _updateTransform
 */

const RENDERER = /** @type {Inner} */ (/** @type {unknown} */ (L.Renderer.prototype));

/** @param {string} pane @param {number} order @param {Paint} paint @returns {PaintedLayer} */
export function canvasLayer(pane, order, paint) {
  return new PaintedCanvas({ pane, order, padding: WIDE, paint });
}

const PaintedCanvas = /** @type {new (options: {pane: string, order: number, padding: number, paint: Paint}) => PaintedLayer} */ (/** @type {unknown} */ (L.Renderer.extend({
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._shown = this._container.getContext("bitmaprenderer");
    this._pen = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1).getContext("2d");
    if (!this._shown || !this._pen) this._map.fire("unpainted", { name: this.options.pane, error: new Fault(NO_CANVAS) });
    this._painter = { order: this.options.order, step: () => this._step() };
  },
  _destroyContainer() {
    this._container.remove();
    delete this._container;
    delete this._bounds;
    delete this._work;
    clearTimeout(this._rest);
  },
  _updatePaths() {},
  getEvents() {
    return { ...RENDERER.getEvents.call(this), move: this._keepCovered, moveend: this._follow };
  },
  /** @param {L.Map} map */
  onRemove(map) {
    queueOf(map).drop(this._painter);
    RENDERER.onRemove.call(this, map);
  },
  /** It was added, the map looks elsewhere, or what it shows has changed. @param {number} [padding] */
  _update(padding = NARROW) {
    this._padding = padding;
    this._isStale = Boolean(this._work);
    queueOf(this._map).add(this._painter);
  },
  /** A move has ended. */
  _follow() {
    const map = this._map;
    const isSame = this._bounds && map.getZoom() === this._zoom && map.getPixelOrigin().equals(this._origin) && map.getSize().equals(this._size);
    if (isSame && isCovered(this._map, this, 0)) this._widenAtRest();
    else this._update();
  },
  /** Paint what is beyond the edges once nothing has moved for a while. */
  _widenAtRest() {
    clearTimeout(this._rest);
    this._rest = setTimeout(() => this._map?._loaded && this._update(WIDE), REST_MS);
  },
  /** The map looks elsewhere at once: what is painted is not near. All canvases have heard by now that a move has ended. */
  _reset() {
    if (this._bounds) queueOf(this._map).settleAll();
  },
  /** @param {L.LatLng} center @param {number} zoom */
  _updateTransform(center, zoom) {
    if (this._bounds) RENDERER._updateTransform.call(this, center, zoom);
  },
  /** Paint more in a move before it comes to the edge of what is painted. */
  _keepCovered() {
    if (this._map._animatingZoom || !this._bounds || this._work) return;
    if (!isCovered(this._map, this, SPARE)) this._update(WIDE);
    else this._widenAtRest();
  },
  /** Paint a step, the last of which is to show what was painted; true once that is done. */
  _step() {
    if (!this._shown || !this._pen) return true;
    const [zoom, origin] = [this._map.getZoom(), this._map.getPixelOrigin()];
    if (this._work?.zoom !== zoom || !origin.equals(this._work.origin)) this._work = this._begin(zoom, origin);
    if (!this._work.isPainted) {
      this._work.isPainted = this._work.steps.next().done;
      return false;
    }
    const { center, bounds, padding, size } = this._work;
    delete this._work;
    Object.assign(this, { _bounds: bounds, _center: center, _zoom: zoom, _origin: origin, _size: size });
    this.options.padding = padding; // by which Leaflet reckons where the canvas lies
    show(this._container, this._shown, this._pen.canvas, bounds);
    if (padding < WIDE) this._widenAtRest();
    return !this._isStale;
  },
  /** Begin to paint what the map looks at now. @param {number} zoom @param {L.Point} origin */
  _begin(zoom, origin) {
    const map = this._map;
    this._isStale = false;
    clearTimeout(this._rest);
    const padding = this._padding;
    const bounds = boundsOf(map, padding);
    const { min } = bounds;
    const { x: width, y: height } = bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    [this._pen.canvas.width, this._pen.canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    this._pen.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    const paint = () => this.options.paint(this._pen, viewOf(map, bounds, boundsOf(map, WIDE), ratio));
    return { zoom, origin, bounds, padding, size: map.getSize(), center: map.getCenter(), steps: attempted(map, this.options.pane, paint) };
  },
  repaint() {
    if (this._map) this._update();
  },
  settle() {
    if (this._map) queueOf(this._map).settle(this._painter);
  },
})));

/**
 * Show what was painted, in its place.
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmapRenderingContext} shown
 * @param {OffscreenCanvas} painted
 * @param {L.Bounds} bounds
 */
function show(canvas, shown, painted, bounds) {
  const { width, height } = painted;
  if (canvas.width !== width || canvas.height !== height) {
    const size = bounds.getSize();
    [canvas.width, canvas.height] = [width, height];
    [canvas.style.width, canvas.style.height] = [`${size.x}px`, `${size.y}px`];
  }
  shown.transferFromImageBitmap(painted.transferToImageBitmap());
  L.DomUtil.setTransform(canvas, /** @type {L.Point} */ (bounds.min));
}
