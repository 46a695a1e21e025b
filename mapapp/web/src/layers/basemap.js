// The offline base map: sea, land and coast, and the borders under the chosen viewpoint; finer near by.

import { palette } from "../theme.js";
import { inView, shifts, traceLine, traceRing } from "./arcs.js";
import { arcSets } from "./arcsets.js";
import { inBands } from "./steps.js";

/** @import { Arc } from "./arcs.js" */
/** @import { Decoded } from "./arcsets.js" */
/** @import { Pen, View } from "./canvas.js" */
/** @import { Context, Layer } from "../types/page.d.ts" */

/** Land and coast. @param {Context} context @returns {Promise<Layer>} */
export async function basemap(context) {
  const { ground, state } = context;
  const { setFor, onFine, readFine } = await arcSets(context);
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
 * @param {Decoded} set
 * @param {Record<string, string>} colours
 */
function paintLand(pen, view, { arcs, outline, seam, coast }, { sea, land, coast: shore }) {
  const { min, max } = view.bounds;
  pen.fillStyle = sea;
  pen.fillRect(min.x, min.y, max.x - min.x, max.y - min.y);
  for (const shift of shifts(view)) {
    pen.beginPath();
    for (const { ring, box } of outline) if (inView(box, view, shift)) traceRing(pen, arcs, ring, view, shift);
    pen.fillStyle = land;
    pen.fill();
    strokeLines(pen, view, arcs, seam, shift, { colour: land, width: 0.6 }); // where the world is cut, the land goes on
    strokeLines(pen, view, arcs, coast, shift, { colour: shore, width: 0.8 });
  }
}

/**
 * @param {Pen} context
 * @param {View} view
 * @param {Arc[]} arcs
 * @param {number[]} indices
 * @param {number} shift
 * @param {{colour: string, width: number, dash?: number[], strokes?: number}} line
 */
function strokeLines(context, view, arcs, indices, shift, { colour, width, dash = [], strokes = 1 }) {
  context.beginPath();
  for (const index of indices) if (inView(arcs[index], view, shift)) traceLine(context, arcs[index], view, shift);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dash);
  for (let i = 0; i < strokes; i++) context.stroke();
  context.setLineDash([]);
}

/** Land borders under the viewpoint of the state; disputed ones dashed. @param {Context} context @returns {Promise<Layer>} */
export async function borders(context) {
  const { ground, state } = context;
  const { setFor, onFine } = await arcSets(context);
  const layer = ground.layer("borders", (pen, view) => {
    const { arcs, viewpoints } = setFor(view);
    const { agreed, disputed } = viewpoints[state.get().viewpoint];
    const isFar = view.zoom < 4;
    const line = { colour: palette().border, width: isFar ? 0.7 : 1.1, dash: [4, 3.5] };
    // Two strokes of a pixel look like one of 1.1, which takes ten times as long.
    const whole = isFar ? { ...line, dash: [] } : { ...line, dash: [], width: 1, strokes: 2 };
    for (const shift of shifts(view)) {
      strokeLines(pen, view, arcs, agreed, shift, whole);
      strokeLines(pen, view, arcs, disputed, shift, line);
    }
  });
  state.watch(["viewpoint"], () => layer.repaint());
  onFine(() => layer.repaint());
  return { layer, repaint: () => layer.repaint() };
}
