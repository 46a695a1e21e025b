// A canvas that several layers paint on, one over the other. Where there is no GPU, every canvas of the map's size costs
// some milliseconds of each frame while the map is dragged: the fewer, the smoother.

import { canvasLayer, ORDER } from "./canvas.js";
import { attempted } from "./steps.js";

/** @import { Paint, Painting, PaintedLayer, Pen } from "./canvas.js" */
/** @import { View } from "./view.js" */

/** Layers of a sheet, from below to above: what changes with the view alone, and what changes with the filter too. */
const [GROUND, ABOVE] = /** @type {const} */ ([["basemap", "borders"], ["density", "uncertainty"]]);
const FROM_BELOW = [...GROUND, ...ABOVE];

/** @typedef {typeof FROM_BELOW[number]} Painted */
/** @typedef {{name: Painted, paint: Paint}} Painter */

/**
 * @param {L.Map} map
 * @param {string} pane
 * @returns {{layer: (name: Painted, paint: Paint) => PaintedLayer}}
 */
export function createSheet(map, pane) {
  /** @type {Painter[]} */
  const painters = [];
  /** @param {Pen} pen @param {View} view @param {readonly Painted[]} names */
  const paintThose = function* (pen, view, names) {
    for (const { name, paint } of painters) if (names.includes(name)) yield* attempted(map, name, () => paint(pen, view));
  };
  const ground = createGround((pen, view) => paintThose(pen, view, GROUND));
  const canvas = canvasLayer(pane, ORDER.ground, function* (pen, view) {
    yield* ground.paint(pen, view);
    yield* paintThose(pen, view, ABOVE);
  });
  return {
    layer(name, paint) {
      const painter = { name, paint };
      const repaint = () => {
        if (GROUND.some((one) => one === name)) ground.forget();
        else ground.keep();
        canvas.repaint();
      };
      return new SheetLayer({
        repaint,
        settle: () => canvas.settle(),
        put: () => {
          painters.push(painter);
          painters.sort((a, b) => FROM_BELOW.indexOf(a.name) - FROM_BELOW.indexOf(b.name));
          map.addLayer(canvas);
        },
        take: () => painters.splice(painters.indexOf(painter), 1),
      });
    },
  };
}

/**
 * The layers below. Where those above are painted anew and nothing else has changed, as when the strip of time plays,
 * they are copied from a picture of them.
 * @param {(pen: Pen, view: View) => Iterable<unknown>} paintAll
 */
function createGround(paintAll) {
  /** @type {OffscreenCanvas|null} */
  let picture = null;
  let pictured = ""; // the view of the picture
  let painted = ""; // the view that was painted last
  let isWanted = false;
  return {
    /** A picture will be of use. */
    keep: () => { isWanted = true; },
    /** What was painted no longer holds. */
    forget: () => { painted = pictured = ""; },
    /** @param {Pen} pen @param {View} view */
    *paint(pen, view) {
      const key = JSON.stringify([view.zoom, view.origin, view.bounds, view.ratio]);
      if (pictured === key && picture) copy(picture, pen);
      else {
        yield* paintAll(pen, view);
        picture = isWanted && painted === key ? pictureOf(pen) : null;
        pictured = picture ? key : "";
      }
      painted = key;
      isWanted = false;
    },
  };
}

/** @param {Pen} pen */
function pictureOf({ canvas }) {
  const picture = new OffscreenCanvas(canvas.width, canvas.height);
  copy(canvas, /** @type {Pen} */ (picture.getContext("2d")));
  return picture;
}

/** @param {OffscreenCanvas} from @param {Pen} to */
function copy(from, to) {
  to.save();
  to.resetTransform();
  to.drawImage(from, 0, 0);
  to.restore();
}

/** What one layer paints on a sheet: added and removed like any other layer of the map. */
const SheetLayer = /** @type {new (options: Painting & {put: () => void, take: () => void}) => PaintedLayer} */ (/** @type {unknown} */ (L.Layer.extend({
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
  settle() {
    this.options.settle();
  },
})));
