// Density: how many incidents were reported where, in hexagons, for zooms at which single ones say nothing.

import { el, fill } from "../../dom.js";
import { distance, figure } from "../../format.js";
import { WORLD } from "../../incidents/places.js";
import { palette } from "../../theme.js";
import { shifts } from "../view.js";
import { centreOf, classBounds, classOf, CLASSES, corners, countHexagons } from "./hexagons.js";
import { ofCounts, ofIncidents } from "./sources.js";

/** @import { Pen } from "../canvas.js" */
/** @import { View } from "../view.js" */
/** @import { Grid } from "./hexagons.js" */
/** @import { Counted, Source } from "./sources.js" */
/** @import { State } from "../../state.js" */
/** @import { Child } from "../../types/elements.d.ts" */
/** @import { Context, Layer, StateHolder } from "../../types/page.d.ts" */

const RADIUS = 16; // pixels of a hexagon
const SQUARES = 2; // squares of counts that its radius takes at least: fewer would leave gaps, and fill others twice
const EARTH_M = 40_075_017; // the equator
const YEAR = 365.2425; // days

/** @param {Context} context @returns {Promise<Layer>} */
export async function density(context) {
  const { map, doc, state, notices, incidents: store, legends, ground } = context;
  const classes = el("div");
  legends.density = el("div.legend", {}, measureChoice(state), classes); // what has the focus stays, however often classes change
  const repaint = () => layer.repaint();
  const source = doc.holds?.located === undefined ? ofIncidents(store) : ofCounts(doc.holds, notices, repaint);
  const layer = ground.layer("density", (canvas, view) => {
    const { density: measure, filter } = state.get();
    const counted = source.within(filter);
    const radius = Math.max(RADIUS, (SQUARES * (counted?.square ?? 0) * view.world) / WORLD);
    const grids = counted ? shifts(view).map((shift) => ({ shift, grid: gridOf(counted, view, shift, radius) })) : [];
    const perValue = measure === "per-year" ? YEAR / source.days(filter) : 1;
    const greatest = grids.reduce((most, { grid }) => grid.counts.reduce((a, b) => Math.max(a, b), most), 0);
    const bounds = greatest ? classBounds(perValue, greatest * perValue) : [];
    for (const { shift, grid } of grids) paintGrid(canvas, view, shift, grid, bounds, perValue);
    fill(classes, classesOf({ state, map, source }, bounds, view, counted && radius));
  });
  state.watch(["filter", "viewpoint", "density"], repaint);
  return { layer, repaint };
}

/** @param {Counted} counted @param {View} view @param {number} shift @param {number} radius */
function gridOf({ places, weights, blocksIn }, view, shift, radius) {
  const unit = view.world / WORLD;
  const left = view.origin[0] + shift * view.world;
  const { min, max } = view.around;
  const [x0, y0] = [(min.x - left - 2 * radius) / unit, (min.y - view.origin[1] - 2 * radius) / unit];
  const [x1, y1] = [(max.x - left + 2 * radius) / unit, (max.y - view.origin[1] + 2 * radius) / unit];
  const box = { x0: Math.max(0, x0), y0: Math.max(0, y0), x1: Math.min(WORLD, x1), y1: Math.min(WORLD, y1) };
  return countHexagons(places, weights, blocksIn(box), box, unit, radius);
}

/**
 * Paint the hexagons, all of one class at a time. Filling closes them: `closePath` would measure all of the path each time.
 * @param {Pen} canvas
 * @param {View} view
 * @param {number} shift
 * @param {Grid} grid
 * @param {number[]} bounds
 * @param {number} perValue
 */
function paintGrid(canvas, view, shift, grid, bounds, perValue) {
  const colours = palette();
  const shape = corners(grid.radius - 0.4);
  const paths = bounds.map(() => new Path2D());
  const [left, top] = [view.origin[0] + shift * view.world, view.origin[1]];
  grid.counts.forEach((n, cell) => {
    if (n === 0) return;
    const [x, y] = centreOf(grid, cell);
    const path = paths[classOf(bounds, n * perValue)];
    shape.forEach(([dx, dy], i) => (i ? path.lineTo(left + x + dx, top + y + dy) : path.moveTo(left + x + dx, top + y + dy)));
  });
  canvas.globalAlpha = 0.82;
  paths.forEach((path, i) => {
    canvas.fillStyle = colours[`density-${shade(i, bounds.length)}`];
    canvas.fill(path);
  });
  canvas.globalAlpha = 1;
}

/** Few classes are spread over the whole scale. @param {number} i @param {number} classes */
function shade(i, classes) {
  return classes < 2 ? 3 : 1 + Math.round((i * (CLASSES - 1)) / (classes - 1));
}

/**
 * @param {{state: StateHolder, map: L.Map, source: Source}} parts
 * @param {number[]} bounds
 * @param {View} view
 * @param {number|null} radius of a hexagon, in pixels; null while counts are read
 * @returns {Child[]}
 */
function classesOf({ state, map, source }, bounds, view, radius) {
  const { density: measure, filter } = state.get();
  const across = (2 * (radius ?? RADIUS) * Math.cos((map.getCenter().lat * Math.PI) / 180) * EARTH_M) / view.world;
  const classes = bounds.map((bound, i) => el("span.density-class", {}, el("i", { class: `swatch swatch-density-${shade(i, bounds.length)}`, "aria-hidden": "true" }), `${figure(Number(bound.toPrecision(3)))}${i + 1 < bounds.length ? "" : " and more"}`));
  return [
    bounds.length ? el("div.density-classes", {}, classes) : el("p.sub", {}, radius === null ? "The counts are being read." : "No incident lies in view."),
    el("p.sub", {}, `Reported incidents${measure === "per-year" ? " a year" : ""} in a hexagon of ${distance(across)}, at the middle of the map${radius !== null && radius > RADIUS ? ", as small as the counts allow" : ""}. A count of reports, not of strikes.`),
    source.told(filter).map((sentence) => el("p.sub", {}, sentence)),
  ];
}

/** Whether hexagons say counts, or counts per year. @param {StateHolder} state */
function measureChoice(state) {
  const inputs = new Map();
  /** @param {State["density"]} value @param {string} label */
  const choice = (value, label) => {
    inputs.set(value, el("input", { id: `density-${value}`, type: "radio", name: "density", onchange: () => state.set({ density: value }) }));
    return el("label.switch", {}, inputs.get(value), el("span", {}, label));
  };
  const choices = [choice("count", "Count"), choice("per-year", "Per year")];
  state.watch(["density"], ({ density: measure }) => { inputs.get(measure).checked = true; });
  return el("div.viewpoint-choices", { role: "radiogroup", "aria-label": "What the hexagons say" }, choices);
}
