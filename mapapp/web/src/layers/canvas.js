// A canvas over the map that is repainted when a move ends and moved along while it lasts.

/**
 * @param {string} pane
 * @param {(context: CanvasRenderingContext2D, view: View) => void} paint
 */
export function canvasLayer(pane, paint) {
  return new PaintedCanvas({ pane, padding: 0.3, paint });
}

/**
 * @typedef {object} View
 * @property {(lon: number, lat: number) => [number, number]} project to the canvas's pixels
 * @property {number} zoom
 * @property {number} west @property {number} east @property {number} south @property {number} north
 * @property {number} world width of the whole world in pixels
 * @property {[number, number]} origin the pixel of the world's north-west corner
 * @property {{min: {x: number, y: number}, max: {x: number, y: number}}} bounds painted pixels
 * @property {number} ratio pixels of the canvas to one of the page
 */

const PaintedCanvas = L.Renderer.extend({
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
  },
  _destroyContainer() {
    this._container.remove();
    delete this._container;
    delete this._context;
  },
  _updatePaths() {},
  _update() {
    if (!this._context || (this._map._animatingZoom && this._bounds)) return;
    L.Renderer.prototype._update.call(this);
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this._container, min);
    resize(this._container, size, ratio);
    this._context.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    this.options.paint(this._context, viewOf(this._map, this._bounds, ratio));
  },
  repaint() {
    if (this._map) this._update();
  },
});

/** Give the canvas its size; an equal size keeps its memory. */
function resize(canvas, size, ratio) {
  const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${size.x}px`;
  canvas.style.height = `${size.y}px`;
}

function viewOf(map, bounds, ratio) {
  const zoom = map.getZoom();
  const world = 256 * 2 ** zoom;
  const pixelOrigin = map.getPixelOrigin();
  const origin = [-pixelOrigin.x, -pixelOrigin.y];
  const northWest = map.layerPointToLatLng(bounds.min);
  const southEast = map.layerPointToLatLng(bounds.max);
  return {
    project: (lon, lat) => [origin[0] + mercatorX(lon) * world, origin[1] + mercatorY(lat) * world],
    zoom, world, origin, bounds, ratio,
    west: northWest.lng, east: southEast.lng, south: southEast.lat, north: northWest.lat,
  };
}

/** Web Mercator, as a share of the world's width. */
export function mercatorX(lon) {
  return lon / 360 + 0.5;
}

export function mercatorY(lat) {
  const limited = Math.max(-85.0511287798, Math.min(85.0511287798, lat));
  const sine = Math.sin((limited * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
