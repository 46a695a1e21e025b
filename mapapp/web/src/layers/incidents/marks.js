// What stands out among the incidents: the selected one and the one under the pointer, each a small element of its own.

import { el } from "../../dom.js";
import { incidentSymbol } from "../../symbols.js";
import { HEAD } from "./hit.js";
import { ringRadius } from "./sprites.js";

/** @import { Hit } from "./pointer.js" */
/** @import { Context, Painting } from "../../types/page.d.ts" */

/**
 * @param {Context} context
 * @param {Painting} painting
 */
export function createMarks(context, painting) {
  const { map, state } = context;
  const pane = map.createPane("incident-marks");
  pane.style.zIndex = "630";
  pane.style.pointerEvents = "none";
  const ring = el("div.hover-ring", { hidden: "" });
  pane.append(ring);
  const layer = L.layerGroup();
  const mark = () => {
    layer.clearLayers();
    const found = selectedMark(context);
    if (found) layer.addLayer(found);
  };
  state.watch(["selection", "filter", "viewpoint"], mark);
  map.on("zoomstart", () => { ring.hidden = true; });
  return {
    layer,
    /** Ring a group of the painting, or nothing. @param {Hit|null} group */
    hover(group) {
      const found = painting.groups.find((painted) => painted.group.row === group?.row && painted.group.count === group.count);
      ring.hidden = !found;
      if (found) placeRing(ring, found);
    },
  };
}

/** The pin of the selected incident, greater than the others; null where it is not shown. @param {Context} context */
function selectedMark({ state, incidents: store }) {
  const { selection } = state.get();
  const row = selection?.type === "incident" ? (selection.row ?? -1) : -1;
  if (row < 0 || row >= store.located || !store.mask[row]) return null;
  const head = el("div.mark-head", {}, incidentSymbol(store.kinds[store.kind[row]], store.standings[store.standing[row]], 30));
  const icon = L.divIcon({ html: el("div", {}, head, el("div.mark-foot")), className: "mark", iconSize: [40, 58], iconAnchor: [20, 58] });
  return L.marker([store.lat(row), store.lon(row)], { pane: "incident-marks", interactive: false, keyboard: false, icon });
}

/**
 * @param {HTMLElement} ring
 * @param {{px: number, py: number, group: Hit, isPin: boolean}} painted
 */
function placeRing(ring, { px, py, group, isPin }) {
  const radius = group.count > 1 ? ringRadius(group.count) + 4 : 16;
  ring.style.width = ring.style.height = `${2 * radius}px`;
  ring.style.transform = `translate(${px - radius}px, ${(isPin ? py - HEAD : py) - radius}px)`;
}
