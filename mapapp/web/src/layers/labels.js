// Names of countries and places, placed so that none covers another and none lies under a glyph.

import { palette } from "../theme.js";
import { canvasLayer, ORDER } from "./canvas.js";

/** @import { Pen } from "./canvas.js" */
/** @import { View } from "./view.js" */
/** @import { Box, Context, CountryName, Doc, Layer } from "../types/page.d.ts" */

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const REST_MS = 80;
const GLYPHS = ".facility svg, .ring-label span, .line-label span";

/**
 * @typedef {object} Sheet what names are written on
 * @property {Pen} context
 * @property {View} view
 * @property {Record<string, string>} colours
 * @property {Box[]} names those that are written
 * @property {Box[]} glyphs what they must not cover
 *
 * @typedef {object} Name
 * @property {number} lon @property {number} lat
 * @property {string} text
 * @property {number} size pixels
 * @property {string} colour
 * @property {(x: number, y: number, width: number) => [number, number][]} spots where it may stand: its left end and its middle line
 * @property {boolean} insists whether it is written though a glyph is covered
 */

/** Country and place names. @param {Context} context @returns {Promise<Layer>} */
export async function labels({ block, map, state, doc, glyphs }) {
  const { countries, places } = await block("labels");
  const pane = map.createPane("labels");
  pane.style.zIndex = "420";
  pane.style.pointerEvents = "none";
  const layer = canvasLayer("labels", ORDER.labels, (context, view) => {
    context.textBaseline = "middle";
    context.lineJoin = "round";
    /** @type {Sheet} */
    const sheet = { context, view, colours: palette(), names: [], glyphs: [...glyphBoxes(map), ...glyphs.flatMap((boxes) => boxes())] };
    paintCountries(sheet, countries, doc, state.get().language);
    paintPlaces(sheet, places);
  });
  // Glyphs come and go with these parts of the state; names give way once the changes rest.
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer = 0;
  let isStarted = false; // what is told at once, before anything was painted, is no change
  state.watch(["language", "filter", "layers", "selection"], () => {
    clearTimeout(timer);
    if (isStarted) timer = setTimeout(() => layer.repaint(), REST_MS);
  });
  isStarted = true;
  return { layer, repaint: () => layer.repaint() };
}

/** Where glyphs and notes stand, as boxes in the canvas's pixels. @param {L.Map} map @returns {Box[]} */
function glyphBoxes(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(GLYPHS)].map((glyph) => {
    const { left, top, width, height } = glyph.getBoundingClientRect();
    const { x, y } = map.containerPointToLayerPoint([left - frame.left, top - frame.top]);
    return [x, y, x + width, y + height];
  });
}

/** @param {Sheet} sheet @param {CountryName[]} countries @param {Doc} doc @param {string} language */
function paintCountries(sheet, countries, doc, language) {
  const { context, view, colours } = sheet;
  if (view.zoom > 7.5) return;
  for (const { code, points, rank } of countries) {
    if (rank > view.zoom * 1.6 - 1) continue;
    const size = Math.max(9.5, Math.min(15, 14.5 - rank * 0.9 + view.zoom * 0.5));
    const text = (doc.countries[code]?.[language] ?? doc.countries[code]?.en ?? code).toLocaleUpperCase(language);
    context.font = `500 ${size}px ${FONT}`;
    if ("letterSpacing" in context) context.letterSpacing = `${size * 0.16}px`;
    // A country is named even where glyphs crowd: its name moves, and at worst lies under one.
    /** @param {number} x @param {number} y @param {number} width @returns {[number, number][]} */
    const spots = (x, y, width) => [0, -1.7, 1.7, -3.4, 3.4].flatMap((lines) => [0, -0.35, 0.35, -0.7, 0.7].map((share) => /** @type {[number, number]} */ ([x + (share - 0.5) * width, y + lines * size])));
    points.some(([lon, lat]) => place(sheet, { lon, lat, text, size, colour: colours["country-label"], spots, insists: true }));
  }
  if ("letterSpacing" in context) context.letterSpacing = "0px";
}

/** @param {Sheet} sheet @param {[string, number, number, number][]} places */
function paintPlaces(sheet, places) {
  const { context, view, colours } = sheet;
  for (const [text, lon, lat, rank] of places) {
    if (rank > view.zoom * 1.25 - 3) continue;
    const size = rank <= 2 ? 11.5 : 10.5;
    context.font = `400 ${size}px ${FONT}`;
    const colour = colours["place-label"];
    /** @param {number} x @param {number} y @param {number} width */
    const spots = (x, y, width) => besides(x, y, width, size, !isClear(around(x, y), sheet.glyphs));
    const at = place(sheet, { lon, lat, text, size, colour, spots, insists: false });
    if (!at) continue;
    sheet.names.push(around(...at));
    context.beginPath();
    context.arc(...at, 1.7, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  }
}

/**
 * Beside the dot of a place, below it or above; farther off where a glyph covers the dot.
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} size
 * @param {boolean} isCovered
 * @returns {[number, number][]}
 */
function besides(x, y, width, size, isCovered) {
  const gaps = isCovered ? [14, 24] : [5];
  const off = isCovered ? size + 8 : size;
  return [.../** @type {[number, number][]} */ (gaps.flatMap((gap) => [[x + gap, y], [x - gap - width, y]])), [x - width / 2, y + off], [x - width / 2, y - off]];
}

/** @param {number} x @param {number} y @returns {Box} */
function around(x, y) {
  return [x - 4, y - 4, x + 4, y + 4];
}

/**
 * Draw a name at the first spot where nothing is; give its point, or null where there is no room.
 * @param {Sheet} sheet
 * @param {Name} name
 * @returns {[number, number]|null}
 */
function place({ context, view, colours, names, glyphs }, { lon, lat, text, size, colour, spots, insists }) {
  const [x, y] = view.project(lon, lat);
  const { min, max } = view.around;
  if (x < min.x || x > max.x || y < min.y || y > max.y) return null;
  const width = context.measureText(text).width;
  const boxed = spots(x, y, width).map(([left, middle]) => ({ left, middle, box: /** @type {Box} */ ([left - 4, middle - size * 0.7, left + width + 4, middle + size * 0.7]) }));
  const unnamed = boxed.filter(({ box }) => isClear(box, names));
  const spot = unnamed.find(({ box }) => isClear(box, glyphs)) ?? (insists ? unnamed[0] : undefined);
  if (!spot) return null;
  names.push(spot.box);
  context.strokeStyle = colours.land;
  context.lineWidth = 2.6;
  context.globalAlpha = 0.85;
  context.strokeText(text, spot.left, spot.middle);
  context.globalAlpha = 1;
  context.fillStyle = colour;
  context.fillText(text, spot.left, spot.middle);
  return [x, y];
}

/** @param {Box} box @param {Box[]} boxes */
function isClear([west, north, east, south], boxes) {
  return !boxes.some((other) => west < other[2] && east > other[0] && north < other[3] && south > other[1]);
}
