// Incidents: symbols while few are in view, counts or points where they crowd. One canvas, whatever their number.

import { canvasLayer, ORDER } from "../canvas.js";
import { createMarks } from "./marks.js";
import { createPainting } from "./painting.js";
import { createPointer, open } from "./pointer.js";
import { createReach } from "./reach.js";

/** @import { Context, Layer } from "../../types/page.d.ts" */

/** @param {Context} context @returns {Promise<Layer>} */
export async function incidents(context) {
  const { map, state, incidents: store } = context;
  const pane = map.createPane("incidents");
  pane.style.zIndex = "620";
  pane.style.pointerEvents = "none";
  const painting = createPainting(store, () => store.mask);
  const layer = canvasLayer("incidents", ORDER.incidents, function* (canvas, view) {
    yield* painting.paint(canvas, view, state.get().crowd);
    reach();
  });
  painting.settle = () => layer.settle();
  const marks = createMarks(context, painting);
  const reach = createReach(context, painting, { hover: marks.hover, open: (group) => open(context, group) });
  createPointer(context, painting, marks);
  context.glyphs.push(painting.boxes);
  const repaint = () => layer.repaint();
  state.watch(["filter", "viewpoint", "crowd"], () => {
    painting.recount();
    repaint();
  });
  return { layer: L.layerGroup([layer, marks.layer]), repaint: () => { painting.restyle(); repaint(); } };
}
