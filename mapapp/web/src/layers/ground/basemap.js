// The offline base map: sea, land and coast, and the borders under the chosen viewpoint; finer near by.

import { palette } from "../../theme.js";
import { inBands } from "../steps.js";
import { shifts } from "../view.js";
import { groundSets } from "./sets.js";
import { isInView, traceLine, traceRing } from "./trace.js";

/** @import { Arcs, Ground } from "./arcs.js" */
/** @import { Pen } from "../canvas.js" */
/** @import { View } from "../view.js" */
/** @import { Context, Layer } from "../../types/page.d.ts" */

/** Land and coast. @param {Context} context @returns {Promise<Layer>} */
export async function basemap(context) {
  const { ground, state } = context;
  const { setFor, onFine, readFine } = await groundSets(context);
  const layer = ground.layer("basemap", (pen, view) => {
    if (state.get().layers.tiles) return; // online tiles lie below, in its place
    const set = setFor(view);
    const colours = palette();
    return inBands(pen, view, (band, part) => paintLand(band, part, set, colours));
  });
  state.watch(["layers"], () => layer.repaint());
  onFine(() => layer.repaint());
  return { layer, repaint: () => layer.repaint(), later: readFine };
}

/**
 * @param {Pen} pen
 * @param {View} view
 * @param {Ground} set
 * @param {Record<string, string>} colours
 */
function paintLand(pen, view, set, { sea, land, coast: shore }) {
  const { min, max } = view.bounds;
  pen.fillStyle = sea;
  pen.fillRect(min.x, min.y, max.x - min.x, max.y - min.y);
  for (const shift of shifts(view)) {
    pen.beginPath();
    for (let ring = 0; ring + 1 < set.firstEdges.length; ring++) if (isInView(set.ringBoxes, ring, view, shift)) traceRing(pen, set, ring, view, shift);
    pen.fillStyle = land;
    pen.fill();
    strokeLines(pen, view, set, set.seam, shift, { colour: land, width: 0.6 }); // where the world is cut, the land goes on
    strokeLines(pen, view, set, set.coast, shift, { colour: shore, width: 0.8 });
  }
}

/**
 * @param {Pen} pen
 * @param {View} view
 * @param {Arcs} arcs
 * @param {number[]} indices
 * @param {number} shift
 * @param {{colour: string, width: number, dash?: number[], strokes?: number}} line
 */
function strokeLines(pen, view, arcs, indices, shift, { colour, width, dash = [], strokes = 1 }) {
  pen.beginPath();
  for (const index of indices) if (isInView(arcs.boxes, index, view, shift)) traceLine(pen, arcs, index, view, shift);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.setLineDash(dash);
  for (let i = 0; i < strokes; i++) pen.stroke();
  pen.setLineDash([]);
}

/** Land borders under the viewpoint of the state; disputed ones dashed. @param {Context} context @returns {Promise<Layer>} */
export async function borders(context) {
  const { ground, state } = context;
  const { setFor, onFine } = await groundSets(context);
  const layer = ground.layer("borders", (pen, seen) => {
    const view = { ...seen, bounds: seen.around }; // dashes begin where a line comes into view: there, however much is painted
    const set = setFor(view);
    const { agreed, disputed } = set.viewpoints[state.get().viewpoint];
    const isFar = view.zoom < 4;
    const line = { colour: palette().border, width: isFar ? 0.7 : 1.1, dash: [4, 3.5] };
    // Two strokes of a pixel look like one of 1.1, which takes ten times as long.
    const whole = isFar ? { ...line, dash: [] } : { ...line, dash: [], width: 1, strokes: 2 };
    for (const shift of shifts(view)) {
      strokeLines(pen, view, set, agreed, shift, whole);
      strokeLines(pen, view, set, disputed, shift, line);
    }
  });
  state.watch(["viewpoint"], () => layer.repaint());
  onFine(() => layer.repaint());
  return { layer, repaint: () => layer.repaint() };
}
