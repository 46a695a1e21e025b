// The histogram on its canvas: bars stacked by standing, dates that are intervals hatched, a scale, an axis of time.

import { shortCount } from "../format.js";
import { ticksOf } from "./calendar.js";
import { highest, highestOf } from "./histogram.js";

/** @import { Bins, Histogram } from "./histogram.js" */

export const GUTTER = { left: 40, right: 16, top: 18, foot: 17 }; // pixels around the bars; as in style/timeline.css
const WIDEST_BAR = 44;
const TICK_APART = 66;
const PALE = 0.35; // of what is not in the page; as in style/timeline.css
const FONT = "10.5px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/**
 * @typedef {object} Picture
 * @property {Bins} bins
 * @property {Histogram} histogram
 * @property {Float64Array|null} all all incidents of the dataset by bin, where the page does not hold them
 * @property {number[]} order codes of standings, the lowest of the stack first
 * @property {string[]} colours of standings, by code
 * @property {string} ink the colour of lines and words
 */

/** @typedef {{left: number, right: number, top: number, base: number, ratio: number}} Frame where the bars stand, in pixels */

/**
 * Draw the histogram in the size that the canvas has on the page, sharp on its screen.
 * @param {HTMLCanvasElement} canvas
 * @param {Picture} picture
 */
export function drawHistogram(canvas, picture) {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  const context = canvas.getContext("2d");
  if (!context || !width || !height) return;
  context.scale(ratio, ratio);
  context.font = FONT;
  const field = { left: GUTTER.left, right: width - GUTTER.right, top: GUTTER.top, base: height - GUTTER.foot, ratio };
  const top = Math.max(highest(picture.histogram, picture.colours.length).total, picture.all ? highestOf(picture.all).total : 0);
  drawScale(context, field, top, picture.ink);
  drawAxis(context, field, picture);
  if (top) drawBars(context, field, top, picture);
}

/** A position that lies on a pixel of the screen. @param {number} value @param {number} ratio */
const onPixel = (value, ratio) => Math.round(value * ratio) / ratio;

/** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {number} most @param {string} ink */
function drawScale(context, { left, right, top, base, ratio }, most, ink) {
  const value = roundBelow(most);
  const y = onPixel(base - (value / most) * (base - top), ratio);
  context.fillStyle = ink;
  context.globalAlpha = 0.4;
  context.fillRect(left, onPixel(base, ratio), right - left, 1 / ratio);
  if (value) context.fillRect(left, y, right - left, 1 / ratio);
  context.globalAlpha = 1;
  if (!value) return;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillText(shortCount(value).replace(".0", ""), left - 18, y); // a round number
}

/** The highest of 1, 2, 5, 10, 20, 50, … that is not above a number; 0 below 1. @param {number} most */
export function roundBelow(most) {
  if (most < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
}

/** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {Picture} picture */
function drawAxis(context, { left, right, base, ratio }, { bins, ink }) {
  const scale = (right - left) / (bins.end - bins.start);
  context.fillStyle = ink;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  for (const { day, label } of ticksOf(bins.start, bins.end, (right - left) / TICK_APART)) {
    const x = onPixel(left + (day - bins.start) * scale, ratio);
    context.fillRect(x, base, 1 / ratio, 5);
    if (x + context.measureText(label).width < right + GUTTER.right) context.fillText(label, x + 3, base + 13);
  }
}

/** @param {CanvasRenderingContext2D} context @param {Frame} frame @param {number} most @param {Picture} picture */
function drawBars(context, { left, right, top, base, ratio }, most, { bins, histogram, all, order, colours, ink }) {
  const [across, up] = [(right - left) / (bins.end - bins.start), (base - top) / most];
  const hatches = colours.map((colour) => hatch(context, colour, ratio));
  for (let bin = 0; bin < bins.size; bin++) {
    const [from, to] = [bin, bin + 1].map((edge) => left + (bins.edges[edge] - bins.start) * across);
    const gap = to - from >= 4 ? 1 : 0;
    const width = Math.min(to - from, WIDEST_BAR);
    const x = onPixel((from + to - width) / 2, ratio);
    const end = onPixel((from + to + width) / 2, ratio) - gap;
    let height = 0;
    if (all?.[bin]) {
      const head = Math.min(onPixel(base - all[bin] * up, ratio), base - 1 / ratio);
      context.globalAlpha = PALE;
      context.fillStyle = ink;
      context.fillRect(x, head, end - x, base - head);
      context.globalAlpha = 1;
    }
    for (const { counts, fills } of [{ counts: histogram.whole, fills: colours }, { counts: histogram.shares, fills: hatches }]) {
      for (const code of order) {
        const count = counts[bin * colours.length + code];
        if (!count) continue;
        const foot = onPixel(base - height * up, ratio);
        height += count;
        const head = Math.min(onPixel(base - height * up, ratio), foot - 1 / ratio);
        context.fillStyle = fills[code];
        context.fillRect(x, head, end - x, foot - head);
      }
    }
  }
}

/**
 * A colour made pale, with lines of it across.
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour
 * @param {number} ratio
 */
function hatch(context, colour, ratio) {
  const size = Math.round(5 * ratio);
  const tile = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  pen.fillStyle = pen.strokeStyle = colour;
  pen.globalAlpha = 0.3;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = 0.6;
  pen.lineWidth = ratio;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  const pattern = /** @type {CanvasPattern} */ (context.createPattern(tile, "repeat"));
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}
