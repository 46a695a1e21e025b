// What stands out among the incidents: the selected one and the one under the pointer, on a canvas of their own.

import { WORLD } from "../../incidents/places.js";
import { canvasLayer } from "../canvas.js";
import { HEAD } from "./hit.js";
import { ringRadius } from "./sprites.js";

/**
 * @param {object} context
 * @param {ReturnType<typeof import("./incidents.js").createPainting>} painting
 */
export function createMarks({ map, state, incidents: store }, painting) {
  const pane = map.createPane("incident-marks");
  pane.style.zIndex = "630";
  pane.style.pointerEvents = "none";
  let hovered = null;
  const layer = canvasLayer("incident-marks", (canvas, view) => {
    const { min, max } = view.bounds;
    canvas.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    if (hovered) markHovered(canvas, hovered, painting);
    const { selection } = state.get();
    if (selection?.type === "incident" && selection.row >= 0 && selection.row < store.located && store.mask[selection.row]) markSelected(canvas, view, selection.row);
  });

  function markSelected(canvas, view, row) {
    const unit = view.world / WORLD;
    const x = view.origin[0] + store.x[row] * unit;
    const y = view.origin[1] + store.y[row] * unit;
    const sprites = painting.spritesFor(view.ratio);
    const { focus, ink, paper } = painting.colours();
    canvas.strokeStyle = ink;
    canvas.lineWidth = 2;
    canvas.beginPath();
    canvas.moveTo(x, y);
    canvas.lineTo(x, y - HEAD);
    canvas.stroke();
    disc(canvas, x, y, 3, ink, paper);
    disc(canvas, x, y - HEAD - 2, 19, paper, focus);
    sprites.symbol(canvas, x, y - HEAD - 2, store.kinds[store.kind[row]], store.standings[store.standing[row]], 30);
  }

  state.watch(["selection"], () => layer.repaint());
  return {
    layer,
    /** Mark a group of the painting, or nothing. */
    hover(group) {
      if (hovered === group) return;
      hovered = group;
      layer.repaint();
    },
  };
}

function markHovered(canvas, group, painting) {
  const found = painting.groups.find((painted) => painted.group === group);
  if (!found) return;
  const radius = group.count > 1 ? ringRadius(group.count) + 4 : 16;
  canvas.beginPath();
  canvas.arc(found.px, found.isPin ? found.py - HEAD : found.py, radius, 0, 2 * Math.PI);
  canvas.strokeStyle = painting.colours().focus;
  canvas.lineWidth = 2;
  canvas.stroke();
}

function disc(canvas, x, y, radius, fill, stroke) {
  canvas.beginPath();
  canvas.arc(x, y, radius, 0, 2 * Math.PI);
  canvas.fillStyle = fill;
  canvas.fill();
  canvas.strokeStyle = stroke;
  canvas.lineWidth = 2;
  canvas.stroke();
}
