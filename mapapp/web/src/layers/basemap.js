// The offline base map: sea, land and coast, and the borders under the chosen viewpoint; finer near by.

import { palette } from "../theme.js";
import { decodeArcs, inView, joinBoxes, shifts, traceLine, traceRing } from "./arcs.js";
import { inBands } from "./steps.js";
import { outlineOf } from "./outline.js";

/** @import { Arc } from "./arcs.js" */
/** @import { Pen, View } from "./canvas.js" */
/** @import { ArcSet, Context, Layer } from "../types/page.d.ts" */

/** @typedef {ReturnType<typeof decode>} Decoded */

const NEAR = 5.5; // from this zoom on, the finer set is drawn

/** @type {{far: () => Decoded, near: () => Decoded}|undefined} */
let decoded; // by block, so that both layers share the arcs

/** Both sets of arcs, decoded once and when they are first drawn. @param {Context["block"]} block */
async function arcSets(block) {
  const coded = await block("arcs");
  decoded ??= { far: lazily(() => decode(coded.far)), near: lazily(() => decode(coded.near)) };
  const sets = decoded;
  /** @param {View} view */
  return (view) => (view.zoom < NEAR ? sets.far() : sets.near());
}

/** @template T @param {() => T} make @returns {() => T} */
function lazily(make) {
  /** @type {T|undefined} */
  let made;
  return () => (made ??= make());
}

/** @param {ArcSet} written */
function decode({ land, ...coded }) {
  const arcs = decodeArcs(coded);
  const outline = outlineOf(land, arcs).map((ring) => ({ ring, box: joinBoxes(ring.map((index) => arcs[index < 0 ? ~index : index])) }));
  const coast = new Set(coded.coast);
  const seam = outline.flatMap(({ ring }) => ring.map((index) => (index < 0 ? ~index : index))).filter((index) => !coast.has(index));
  return { arcs, outline, seam, coast: coded.coast, viewpoints: coded.viewpoints };
}

/** Land and coast. @param {Context} context @returns {Promise<Layer>} */
export async function basemap({ block, ground, state }) {
  const setFor = await arcSets(block);
  const layer = ground.layer("basemap", (pen, view) => {
    if (state.get().layers.tiles) return; // online tiles lie below, in its place
    const set = setFor(view);
    const colours = palette();
    return inBands(pen, view, (band, part) => paintLand(band, part, set, colours));
  });
  state.watch(["layers"], () => layer.repaint());
  return { layer, repaint: () => layer.repaint() };
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
export async function borders({ block, ground, state }) {
  const setFor = await arcSets(block);
  const layer = ground.layer("borders", (context, view) => {
    const { arcs, viewpoints } = setFor(view);
    const { agreed, disputed } = viewpoints[state.get().viewpoint];
    const isFar = view.zoom < 4;
    const line = { colour: palette().border, width: isFar ? 0.7 : 1.1, dash: [4, 3.5] };
    // Two strokes of a pixel look like one of 1.1, which takes ten times as long.
    const whole = isFar ? { ...line, dash: [] } : { ...line, dash: [], width: 1, strokes: 2 };
    for (const shift of shifts(view)) {
      strokeLines(context, view, arcs, agreed, shift, whole);
      strokeLines(context, view, arcs, disputed, shift, line);
    }
  });
  state.watch(["viewpoint"], () => layer.repaint());
  return { layer, repaint: () => layer.repaint() };
}
