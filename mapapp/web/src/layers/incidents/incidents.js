// Incidents: symbols while few are in view, counts or points where they crowd. One canvas, whatever their number.

import { WORLD } from "../../incidents/places.js";
import { palette, standingInk } from "../../theme.js";
import { shifts } from "../arcs.js";
import { canvasLayer, ORDER } from "../canvas.js";
import { groupIncidents } from "./groups.js";
import { boxOf, HEAD } from "./hit.js";
import { createMarks } from "./marks.js";
import { paintPoints, pixelColour, pointRadius } from "./points.js";
import { createPointer, open } from "./pointer.js";
import { createReach } from "./reach.js";
import { createSprites } from "./sprites.js";

/** @import { Store } from "../../incidents/store.js" */
/** @import { Pen, View } from "../canvas.js" */
/** @import { Painted } from "./groups.js" */
/** @import { State } from "../../state.js" */
/** @import { Context, Layer, WorldBox } from "../../types/page.d.ts" */

/** @typedef {{blocks: number[], box: WorldBox, unit: number, left: number, top: number}} Part a part of the world in view */

/** @param {Context} context @returns {Promise<Layer>} */
export async function incidents(context) {
  const { map, state, incidents: store } = context;
  const pane = map.createPane("incidents");
  pane.style.zIndex = "620";
  pane.style.pointerEvents = "none";
  const painting = createPainting(store, () => store.mask);
  const layer = canvasLayer("incidents", ORDER.incidents, (canvas, view) => {
    painting.paint(canvas, view, state.get().crowd);
    reach();
  });
  painting.settle = () => layer.settle();
  const marks = createMarks(context, painting);
  const reach = createReach(context, painting, { hover: marks.hover, open: (group) => open(context, group) });
  createPointer(context, painting, marks);
  context.glyphs.push(painting.boxes);
  const repaint = () => layer.repaint();
  state.watch(["filter", "viewpoint", "crowd"], repaint);
  return { layer: L.layerGroup([layer, marks.layer]), repaint: () => { painting.restyle(); repaint(); } };
}

/**
 * Paints the incidents that a mask shows, and remembers what it painted where.
 * @param {Store} store
 * @param {() => Uint8Array} mask
 */
export function createPainting(store, mask) {
  /** @type {ReturnType<typeof createSprites>|null} */
  let sprites = null;
  /** @type {Record<string, string>|null} */
  let style = null;
  /** @type {ImageData|null} */
  let picture = null;
  const painting = {
    /** What was painted last: places in layer points. @type {Painted[]} */
    groups: [],
    isPoints: false,
    mask,
    /** Paint now what waits to be painted. */
    settle: () => {},
    colours: () => (style ??= palette()),
    /** @param {number} ratio */
    spritesFor: (ratio) => (sprites ??= createSprites(painting.colours(), ratio)),
    restyle() {
      sprites = style = null;
    },
    /** @param {Pen} canvas @param {View} view @param {State["crowd"]} crowd */
    paint(canvas, view, crowd) {
      painting.groups = [];
      const parts = partsOf(view, store);
      const crowded = parts.some(({ blocks }) => blocks.length > 16);
      painting.isPoints = crowd === "points" && crowded;
      if (painting.isPoints) paintPicture(canvas, view, parts);
      else for (const part of parts) paintGroups(canvas, view, part);
    },
    /** Boxes of the symbols, in layer points, which names must not cover. */
    boxes: () => painting.groups.map(boxOf),
  };

  /** @param {Pen} canvas @param {View} view @param {Part} part */
  function paintGroups(canvas, view, { blocks, box, unit, left, top }) {
    const groups = groupIncidents(store, mask(), blocks, box, unit);
    groups.sort((a, b) => a.y - b.y); // what lies nearer stands before what lies behind
    const drawn = painting.spritesFor(view.ratio);
    const { ink } = painting.colours();
    for (const group of groups) {
      const [px, py, isPin] = [group.x * unit + left, group.y * unit + top, group.rows !== null];
      painting.groups.push({ px, py, group, isPin });
      const middle = isPin ? py - HEAD : py;
      if (isPin) paintFoot(canvas, px, py, ink);
      if (group.count > 1) drawn.count(canvas, px, middle, group, store.standings);
      else drawn.symbol(canvas, px, middle, store.kinds[store.kind[group.row]], store.standings[store.standing[group.row]]);
    }
  }

  /** @param {Pen} canvas @param {View} view @param {Part[]} parts */
  function paintPicture(canvas, view, parts) {
    const { width, height } = canvas.canvas;
    if (picture?.width !== width || picture?.height !== height) picture = canvas.createImageData(width, height);
    const pixels = new Uint32Array(picture.data.buffer);
    pixels.fill(0);
    const colours = Uint32Array.from(store.standings, (standing) => pixelColour(canvas, standingInk(painting.colours(), standing)));
    const rows = parts.reduce((sum, { blocks }) => sum + 256 * blocks.length, 0);
    const radius = Math.round(pointRadius((rows * store.shown) / Math.max(1, store.n)) * view.ratio);
    for (const { blocks, unit, left, top } of parts) {
      const frame = { unit: unit * view.ratio, left: (view.bounds.min.x - left) * view.ratio, top: (view.bounds.min.y - top) * view.ratio };
      paintPoints(store, mask(), blocks, { pixels, width, height }, frame, { colours, radius });
    }
    canvas.putImageData(picture, 0, 0);
  }

  return painting;
}

/**
 * The parts of the world in view: one, or more where the map shows it several times.
 * @param {View} view
 * @param {Store} store
 * @returns {Part[]}
 */
function partsOf(view, store) {
  const unit = view.world / WORLD;
  const { min, max } = view.bounds;
  return shifts(view).map((shift) => {
    const [left, top] = [view.origin[0] + shift * view.world, view.origin[1]];
    const box = { x0: Math.max(0, (min.x - left) / unit), y0: Math.max(0, (min.y - top) / unit), x1: Math.min(WORLD, (max.x - left) / unit), y1: Math.min(WORLD, (max.y - top) / unit) };
    return { blocks: store.blocksIn(box), box, unit, left, top };
  });
}

/**
 * The line from the place up to the head.
 * @param {Pen} canvas
 * @param {number} x
 * @param {number} y
 * @param {string} ink
 */
function paintFoot(canvas, x, y, ink) {
  canvas.beginPath();
  canvas.moveTo(x, y);
  canvas.lineTo(x, y - HEAD + 10);
  canvas.strokeStyle = ink;
  canvas.globalAlpha = 0.6;
  canvas.lineWidth = 1.5;
  canvas.stroke();
  canvas.globalAlpha = 1;
}
