// What is painted of incidents: symbols, counts or points, as many as there are in view.

import { BLOCK, WORLD } from "../../incidents/places.js";
import { palette } from "../../theme.js";
import { shifts } from "../view.js";
import { createCrowds } from "./crowds.js";
import { groupIncidents } from "./groups.js";
import { boxOf, HEAD } from "./hit.js";
import { createRuns } from "./runs.js";
import { createSprites } from "./sprites.js";

/** @import { Store } from "../../incidents/store.js" */
/** @import { Pen } from "../canvas.js" */
/** @import { View } from "../view.js" */
/** @import { Painted } from "./groups.js" */
/** @import { Runs } from "./runs.js" */
/** @import { State } from "../../state.js" */
/** @import { WorldBox } from "../../types/page.d.ts" */

const CROWDED = 16; // blocks in view up to which incidents are never drawn as points
const DOTTED = 2000; // incidents in view up to which counts show where each of theirs lies

/** @typedef {{blocks: number[], box: WorldBox, unit: number, left: number, top: number}} Part a part of the world in view */

/** Whether there are so many incidents that they can be drawn as points. @param {{located: number}} store */
export function canCrowd({ located }) {
  return located > CROWDED * BLOCK;
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
  /** @type {Runs|null} */
  let runs = null;
  const painting = {
    /** What was painted last: places in layer points. @type {Painted[]} */
    groups: [],
    isPoints: false,
    /** Whether dots below the counts show where each incident lies. */
    isDotted: false,
    mask,
    /** Paint now what waits to be painted. */
    settle: () => {},
    colours: () => (style ??= palette()),
    /** @param {number} ratio */
    spritesFor: (ratio) => (sprites ??= createSprites(painting.colours(), ratio)),
    /** The mask has changed. */
    recount() {
      runs = null;
    },
    restyle() {
      sprites = style = null;
    },
    /** Paint step by step. @param {Pen} pen @param {View} view @param {State["crowd"]} crowd */
    *paint(pen, view, crowd) {
      const parts = partsOf(view, store);
      const crowded = parts.some(({ blocks }) => blocks.length > CROWDED);
      painting.isPoints = crowd === "points" && crowded;
      const counted = (runs ??= createRuns(store, mask()));
      painting.groups = painting.isPoints ? [] : parts.flatMap((part) => groupsOf(store, mask(), part, counted));
      painting.isDotted = !painting.isPoints && sum(painting.groups.map(({ group }) => group.count)) <= DOTTED;
      yield;
      if (painting.isPoints) crowds.points(pen, view, parts);
      else yield* paintGroups(pen, view, parts);
    },
    /** Boxes of the symbols, in layer points, which names must not cover. */
    boxes: () => painting.groups.map(boxOf),
  };

  const crowds = createCrowds(store, painting);

  /** @param {Pen} pen @param {View} view @param {Part[]} parts */
  function* paintGroups(pen, view, parts) {
    const { groups, isDotted } = painting;
    const drawn = painting.spritesFor(view.ratio);
    const { ink } = painting.colours();
    const many = groups.filter(({ group, isPin }) => group.count > 1 && !isPin);
    if (many.length) yield* crowds.counts(pen, view, many, isDotted ? parts : []);
    for (const { feet } of groups) paintFeet(pen, feet, ink);
    for (const { px, py, group, isPin } of groups) {
      const middle = isPin ? py - HEAD : py;
      if (isPin) paintLeg(pen, px, py, ink);
      if (group.count === 1) drawn.symbol(pen, px, middle, store.kinds[store.kind[group.row]], store.standings[store.standing[group.row]]);
      else if (isPin) drawn.count(pen, px, middle, group, store.standings);
    }
  }

  return painting;
}

/**
 * The groups of a part of the world; what lies nearer comes after what lies behind.
 * @param {Store} store
 * @param {Uint8Array} mask
 * @param {Part} part
 * @param {Runs} runs
 * @returns {Painted[]}
 */
function groupsOf(store, mask, { blocks, box, unit, left, top }, runs) {
  const groups = groupIncidents(store, mask, blocks, box, unit, runs).sort((a, b) => a.y - b.y);
  return groups.map((group) => {
    const feet = (group.rows ?? []).map((row) => ({ x: store.x[row] * unit + left, y: store.y[row] * unit + top }));
    return { px: group.x * unit + left, py: group.y * unit + top, group, isPin: group.rows !== null, feet };
  });
}

/**
 * The parts of the world in view: one, or more where the map shows it several times.
 * @param {View} view
 * @param {Store} store
 * @returns {Part[]}
 */
function partsOf(view, store) {
  const unit = view.world / WORLD;
  const { min, max } = view.around;
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
function paintLeg(canvas, x, y, ink) {
  canvas.beginPath();
  canvas.moveTo(x, y);
  canvas.lineTo(x, y - HEAD + 10);
  canvas.strokeStyle = ink;
  canvas.globalAlpha = 0.6;
  canvas.lineWidth = 1.5;
  canvas.stroke();
  canvas.globalAlpha = 1;
}

/**
 * The places of the incidents that share a head, each where it is.
 * @param {Pen} canvas
 * @param {{x: number, y: number}[]} feet
 * @param {string} ink
 */
function paintFeet(canvas, feet, ink) {
  canvas.fillStyle = ink;
  for (const { x, y } of feet) canvas.fillRect(x - 1.25, y - 1.25, 2.5, 2.5);
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, n) => total + n, 0);
}
