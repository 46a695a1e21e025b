// The incidents of the second range: the same painting with another mask, on a canvas of its own.

import { canvasLayer, ORDER } from "../layers/canvas.js";
import { createPainting } from "../layers/incidents/painting.js";

/** @import { Context, Painting } from "../types/page.d.ts" */

/**
 * @param {Context} context
 * @returns {{count: () => number, painting: Painting, repaint: () => void}}
 */
export function createSecondSide(context) {
  const { map, state, incidents: store } = context;
  const pane = map.createPane("incidents-compared");
  pane.style.zIndex = "620";
  pane.style.pointerEvents = "none";
  /** @type {Uint8Array|null} */
  let mask = null;
  let shown = 0;
  const painting = createPainting(store, () => /** @type {Uint8Array} */ (mask));
  const layer = canvasLayer("incidents-compared", ORDER.incidents, function* (canvas, view) { if (mask) yield* painting.paint(canvas, view, state.get().crowd); });
  painting.settle = () => layer.settle();
  const repaint = () => layer.repaint();
  state.watch(["filter", "viewpoint", "compare", "crowd", "layers"], ({ filter, compare, layers }) => {
    mask = compare ? store.maskFor({ ...filter, ...compare }) : null;
    shown = mask ? mask.reduce((sum, one) => sum + one, 0) : 0;
    painting.recount();
    map[mask && layers.incidents ? "addLayer" : "removeLayer"](layer);
    repaint();
  });
  return { count: () => shown, painting, repaint: () => { painting.restyle(); repaint(); } };
}
