// The offline base map: sea, land and coast, and the borders under the chosen viewpoint; finer near by.

import { palette } from "../theme.js";
import { decodeArcs, inView, joinBoxes, shifts, traceLine, traceRing } from "./arcs.js";
import { canvasLayer } from "./canvas.js";

const NEAR = 5.5; // from this zoom on, the finer set is drawn

let decoded; // by block, so that both layers share the arcs

/** Both sets of arcs, decoded once and when they are first drawn. */
async function arcSets(block) {
  const coded = await block("arcs");
  decoded ??= { far: lazily(() => decode(coded.far)), near: lazily(() => decode(coded.near)) };
  return (view) => (view.zoom < NEAR ? decoded.far() : decoded.near());
}

function lazily(make) {
  let made;
  return () => (made ??= make());
}

function decode({ land, ...coded }) {
  const arcs = decodeArcs(coded);
  const rings = land.map((ring) => ({ ring, box: joinBoxes(ring.map((index) => arcs[index < 0 ? ~index : index])) }));
  return { arcs, rings, coast: coded.coast, viewpoints: coded.viewpoints };
}

/** Land and coast. */
export async function basemap({ block, map }) {
  const setFor = await arcSets(block);
  map.createPane("base").style.zIndex = "150";
  const layer = canvasLayer("base", (context, view) => {
    const { arcs, rings, coast } = setFor(view);
    const colours = palette();
    const { min, max } = view.bounds;
    context.fillStyle = colours.sea;
    context.fillRect(min.x, min.y, max.x - min.x, max.y - min.y);
    for (const shift of shifts(view)) {
      paintLand(context, view, arcs, rings, shift, colours.land);
      strokeLines(context, view, arcs, coast, shift, { colour: colours.coast, width: 0.8 });
    }
  });
  return { layer, repaint: () => layer.repaint() };
}

function paintLand(context, view, arcs, rings, shift, colour) {
  context.beginPath();
  for (const { ring, box } of rings) if (inView(box, view, shift)) traceRing(context, arcs, ring, view, shift);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = colour; // closes the hairlines between neighbouring areas
  context.lineWidth = 0.6;
  context.stroke();
}

function strokeLines(context, view, arcs, indices, shift, { colour, width, dash = [] }) {
  context.beginPath();
  for (const index of indices) if (inView(arcs[index], view, shift)) traceLine(context, arcs[index], view, shift);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

/** Land borders under the viewpoint of the state; disputed ones dashed. */
export async function borders({ block, map, state }) {
  const setFor = await arcSets(block);
  const pane = map.createPane("borders");
  pane.style.zIndex = "210";
  pane.style.pointerEvents = "none";
  const layer = canvasLayer("borders", (context, view) => {
    const { arcs, viewpoints } = setFor(view);
    const { agreed, disputed } = viewpoints[state.get().viewpoint];
    const line = { colour: palette().border, width: view.zoom < 4 ? 0.7 : 1.1 };
    const { min, max } = view.bounds;
    context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    for (const shift of shifts(view)) {
      strokeLines(context, view, arcs, agreed, shift, line);
      strokeLines(context, view, arcs, disputed, shift, { ...line, dash: [4, 3.5] });
    }
  });
  state.watch(["viewpoint"], () => layer.repaint());
  return { layer, repaint: () => layer.repaint() };
}
