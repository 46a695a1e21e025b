// Painting in steps: what fails on the way is told, and what would take longer than a frame has is painted in bands.

/** @import { Paint, Pen } from "./canvas.js" */
/** @import { View } from "./view.js" */

const BANDS = 4;

/**
 * Paint step by step; what fails is told to the map, so that what is painted next does not suffer from it.
 * @param {L.Map} map
 * @param {string} name of a layer or a pane
 * @param {() => ReturnType<Paint>} paint
 */
export function* attempted(map, name, paint) {
  try {
    const steps = paint();
    while (steps && !steps.next().done) yield;
  } catch (error) {
    map.fire("unpainted", { name, error });
  }
}

/**
 * Paint from the top to the foot, a band at a time.
 * Each has a canvas of its own, since the browser rasters what is painted only once it is copied.
 * Bands end between pixels: together they are what would have been painted at once.
 * @param {Pen} pen
 * @param {View} view
 * @param {Paint} paint
 */
export function* inBands(pen, view, paint) {
  const { min, max } = view.bounds;
  const { width, height } = pen.canvas;
  const high = Math.ceil(height / BANDS);
  const band = /** @type {Pen} */ (new OffscreenCanvas(width, high).getContext("2d"));
  const unmoved = pen.getTransform();
  for (let top = 0; top < height; top += high) {
    band.setTransform(view.ratio, 0, 0, view.ratio, -min.x * view.ratio, -min.y * view.ratio - top);
    const edge = (/** @type {number} */ y) => min.y + y / view.ratio;
    const bounds = { min: new L.Point(min.x, Math.max(min.y, edge(top) - 1)), max: new L.Point(max.x, edge(top + high) + 1) }; // a pixel more, for the width of lines
    paint(band, { ...view, bounds });
    pen.resetTransform();
    pen.drawImage(band.canvas, 0, top);
    pen.setTransform(unmoved);
    yield;
  }
}
