// Observed heat: thermal anomalies that satellites saw near the shown incidents.

import { el } from "../dom.js";
import { date } from "../format.js";
import { selectRow } from "../lookups.js";

/** @import { Context, Layer } from "../types/page.d.ts" */

const SIZE = 11; // pixels of a mark's side

/** @param {Context} context @returns {Promise<Layer>} */
export async function heat(context) {
  const { block, map, state, incidents } = context;
  const seen = await block("heat");
  map.createPane("heat").style.zIndex = "405";
  const layer = L.layerGroup();
  state.watch(["filter", "viewpoint", "selection"], ({ selection }) => {
    layer.clearLayers();
    for (const { row, lat, lon, time } of seen) {
      if (!incidents.mask[row]) continue;
      const isSelected = selection?.type === "incident" && selection.row === row;
      const icon = L.divIcon({ className: `heat-mark${isSelected ? " is-selected" : ""}`, iconSize: [SIZE, SIZE] });
      const mark = L.marker([lat, lon], { pane: "heat", keyboard: false, icon });
      mark.bindTooltip(el("span", {}, `Heat seen by a satellite, ${date(time)}. No proof of a strike.`));
      mark.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        selectRow(context, row);
      });
      layer.addLayer(mark);
    }
  });
  return { layer };
}
