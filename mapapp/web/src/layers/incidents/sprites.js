// Incidents' symbols on a canvas: each drawn once for its kind and standing, then copied.

import { shortCount } from "../../format.js";
import { FILLINGS, SHAPES } from "../../symbols.js";
import { standingInk } from "../../theme.js";
import { RIM, WIDTH } from "./rings.js";

/** @import { Pen } from "../canvas.js" */
/** @import { Group } from "./groups.js" */

const BOX = 28; // pixels of a sprite: the symbol's 22 and its halo
const FONT = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif";

/**
 * A drawer of symbols in these colours, at this ratio of the canvas's pixels to the page's.
 * @param {Record<string, string>} colours
 * @param {number} ratio
 */
export function createSprites(colours, ratio) {
  /** @type {Map<string, OffscreenCanvas>} */
  const known = new Map();
  /** @param {string} kind @param {string} standing */
  const spriteOf = (kind, standing) => {
    const key = `${kind} ${standing}`;
    if (!known.has(key)) known.set(key, drawSprite(kind, standing, colours, ratio));
    return /** @type {OffscreenCanvas} */ (known.get(key));
  };
  return {
    /**
     * One incident's symbol around a point.
     * @param {Pen} context
     * @param {number} x
     * @param {number} y
     * @param {string} kind
     * @param {string} standing
     * @param {number} [size]
     */
    symbol(context, x, y, kind, standing, size = 24) {
      const side = (BOX * size) / 22;
      context.drawImage(spriteOf(kind, standing), x - side / 2, y - side / 2, side, side);
    },
    /**
     * A count, in a ring whose parts are the standings.
     * @param {Pen} context
     * @param {number} x
     * @param {number} y
     * @param {Group} group
     * @param {string[]} words
     */
    count: (context, x, y, group, words) => drawCount(context, x, y, group, words, colours),
    /** The number of a count alone. @param {Pen} context @param {number} x @param {number} y @param {number} count */
    number: (context, x, y, count) => drawNumber(context, x, y, count, colours),
  };
}

/** @param {string} kind @param {string} standing @param {Record<string, string>} colours @param {number} ratio */
function drawSprite(kind, standing, colours, ratio) {
  const scale = 2 * ratio; // room for the selected symbol, which is larger
  const canvas = new OffscreenCanvas(BOX * scale, BOX * scale);
  const context = /** @type {Pen} */ (canvas.getContext("2d"));
  context.setTransform(scale, 0, 0, scale, canvas.width / 2, canvas.height / 2);
  drawSymbol(context, new Path2D(SHAPES[kind] ?? SHAPES.other), FILLINGS[standing] ?? "empty", standingInk(colours, standing), colours.halo);
  return canvas;
}

/**
 * @param {Pen} context
 * @param {Path2D} shape
 * @param {string} filling
 * @param {string} ink
 * @param {string} halo
 */
function drawSymbol(context, shape, filling, ink, halo) {
  context.lineJoin = "round";
  context.shadowColor = "rgb(30 20 0 / 35%)";
  context.shadowBlur = 2;
  context.fillStyle = context.strokeStyle = halo;
  context.lineWidth = 5;
  context.stroke(shape);
  context.shadowColor = "transparent";
  context.fillStyle = ["full", "core", "bar"].includes(filling) ? ink : halo;
  context.fill(shape);
  context.save();
  context.clip(shape);
  drawInside(context, filling, ink, halo);
  context.restore();
  context.strokeStyle = ink;
  context.lineWidth = 2;
  if (filling === "empty") context.setLineDash([2.4, 1.8]);
  context.stroke(shape);
}

/**
 * What tells the standing without colour; the same as in `incidentSymbol`.
 * @param {Pen} context
 * @param {string} filling
 * @param {string} ink
 * @param {string} halo
 */
function drawInside(context, filling, ink, halo) {
  context.beginPath();
  if (filling === "core") {
    context.fillStyle = halo;
    context.arc(0, 1, 2.7, 0, 2 * Math.PI);
    context.fill();
  } else if (filling === "half") {
    context.fillStyle = ink;
    context.fillRect(-11, -11, 11, 22);
  } else if (filling === "bar") {
    strokeInside(context, "M-11 6.5 L11 -6.5", halo, 3.4);
  } else if (filling === "cross") {
    strokeInside(context, "M-7 -7 L7 7 M-7 7 L7 -7", ink, 2);
  }
}

/** @param {Pen} context @param {string} path @param {string} colour @param {number} width */
function strokeInside(context, path, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(new Path2D(path));
}

/** The radius of a count's ring: as large as its digits need, and no larger. @param {number} count */
export function ringRadius(count) {
  return 10 + 2.2 * shortCount(count).length;
}

/**
 * @param {Pen} context
 * @param {number} x
 * @param {number} y
 * @param {Group} group
 * @param {string[]} words
 * @param {Record<string, string>} colours
 */
function drawCount(context, x, y, { count, standings }, words, colours) {
  const radius = ringRadius(count);
  context.beginPath();
  context.arc(x, y, radius + RIM, 0, 2 * Math.PI);
  context.fillStyle = colours.paper;
  context.fill();
  let angle = -Math.PI / 2;
  context.lineWidth = WIDTH;
  for (const [code, n] of inOrder(standings, words)) {
    const end = angle + (2 * Math.PI * n) / count;
    context.beginPath();
    context.arc(x, y, radius, angle, end);
    context.strokeStyle = standingInk(colours, words[code]);
    context.stroke();
    angle = end;
  }
  drawNumber(context, x, y, count, colours);
}

/** @param {Pen} context @param {number} x @param {number} y @param {number} count @param {Record<string, string>} colours */
function drawNumber(context, x, y, count, colours) {
  context.fillStyle = colours.ink;
  context.font = `600 12px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(shortCount(count), x, y + 0.5);
}

/**
 * The standings that occur, by code and number, in the order of the legend.
 * @param {Uint32Array} standings
 * @param {string[]} words
 */
export function inOrder(standings, words) {
  const order = Object.keys(FILLINGS);
  return [...standings].map((n, code) => [code, n]).filter(([, n]) => n).sort(([a], [b]) => order.indexOf(words[a]) - order.indexOf(words[b]));
}
