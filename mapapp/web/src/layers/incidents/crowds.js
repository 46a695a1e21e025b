// Many incidents, written straight into a picture's pixels: counts in rings, and a dot for each.

import { standingInk } from "../../theme.js";
import { createPicture, pixelColour } from "./picture.js";
import { paintPoints, pointRadius } from "./points.js";
import { stampOf, writeRing } from "./rings.js";
import { inOrder, ringRadius } from "./sprites.js";

/** @import { Store } from "../../incidents/store.js" */
/** @import { Pen } from "../canvas.js" */
/** @import { View } from "../view.js" */
/** @import { Painted } from "./groups.js" */
/** @import { Part } from "./painting.js" */
/** @import { Picture } from "./picture.js" */
/** @import { Stamp } from "./rings.js" */
/** @import { createSprites } from "./sprites.js" */

const DOT = 1.5; // pixels, below the counts

/**
 * @param {Store} store
 * @param {{mask: () => Uint8Array, colours: () => Record<string, string>, spritesFor: (ratio: number) => ReturnType<createSprites>}} look
 */
export function createCrowds(store, { mask, colours, spritesFor }) {
  const paintPixels = createPicture();
  /** @type {Map<string, Stamp>} */
  const stamps = new Map();

  /** @param {Pen} pen */
  const inksOf = (pen) => Int32Array.from(store.standings, (standing) => pixelColour(pen, standingInk(colours(), standing)));

  /** @param {number} radius @param {number} ratio */
  const stampFor = (radius, ratio) => {
    const key = `${radius} ${ratio}`;
    const stamp = stamps.get(key) ?? stampOf(radius, ratio);
    stamps.set(key, stamp);
    return stamp;
  };

  /** @param {Picture} picture @param {View} view @param {Part[]} parts @param {{colours: Int32Array, radius: number}} dots */
  const writeDots = (picture, { bounds: { min }, ratio }, parts, dots) => {
    for (const { blocks, unit, left, top } of parts) {
      const frame = { unit: unit * ratio, left: (min.x - left) * ratio, top: (min.y - top) * ratio };
      paintPoints(store, mask(), blocks, picture, frame, dots);
    }
  };

  return {
    /**
     * Counts, each in the middle of its ring, which lies on whole pixels; painted in two steps.
     * @param {Pen} pen
     * @param {View} view
     * @param {Painted[]} groups
     * @param {Part[]} dotted parts in which dots show where each incident lies
     */
    *counts(pen, view, groups, dotted) {
      const { bounds: { min }, ratio } = view;
      const paper = pixelColour(pen, colours().paper);
      const inks = inksOf(pen);
      const at = groups.map(({ px, py }) => ({ x: Math.round((px - min.x) * ratio), y: Math.round((py - min.y) * ratio) }));
      paintPixels(pen, (picture) => {
        writeDots(picture, view, dotted, { colours: inks, radius: Math.round(DOT * ratio) });
        groups.forEach(({ group: { count, standings } }, i) => {
          let passed = 0;
          const parts = inOrder(standings, store.standings).map(([code, n]) => ({ end: (passed += n) / count, ink: inks[code] }));
          writeRing(picture, at[i].x, at[i].y, stampFor(ringRadius(count), ratio), { ends: parts.map(({ end }) => end), inks: parts.map(({ ink }) => ink) }, paper);
        });
      });
      yield;
      const drawn = spritesFor(ratio);
      groups.forEach(({ group: { count } }, i) => drawn.number(pen, min.x + at[i].x / ratio, min.y + at[i].y / ratio, count));
    },
    /** A dot for each incident. @param {Pen} pen @param {View} view @param {Part[]} parts */
    points(pen, view, parts) {
      const rows = parts.reduce((sum, { blocks }) => sum + 256 * blocks.length, 0);
      const radius = Math.round(pointRadius((rows * store.shown) / Math.max(1, store.n)) * view.ratio);
      paintPixels(pen, (picture) => writeDots(picture, view, parts, { colours: inksOf(pen), radius }));
    },
  };
}
