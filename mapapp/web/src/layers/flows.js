// Flows from facility to facility, with those that an incident was reported to disrupt; and online tiles by choice.

import { el } from "../dom.js";
import { figure } from "../format.js";
import { flowHead } from "../symbols.js";

/** @import { Place } from "../geodesic.js" */
/** @import { Context, Layer, Records } from "../types/page.d.ts" */
/** @import { Flow } from "../types/records.d.ts" */

/** @param {Context} context @returns {Promise<Layer>} */
export async function flows({ block, map, vector, state, records, incidents }) {
  const courses = await block("flows");
  map.createPane("flows").style.zIndex = "402";
  const layer = L.layerGroup();
  state.watch(["filter", "viewpoint", "language", "selection"], ({ language, selection }) => {
    layer.clearLayers();
    for (const { ids, path, arrow } of courses) {
      const members = ids.map((id) => /** @type {Flow} */ (records.flow(id)));
      const disrupted = members.some((flow) => flow.disrupted_rows.some((row) => incidents.mask[row]));
      const selected = selection?.type === "facility" && members.some((flow) => passes(flow, selection.id));
      const classes = ["flow", members.every((flow) => flow.status !== "reported") && "is-uncertain", disrupted && "is-disrupted", selected && "is-selected"].filter(Boolean).join(" ");
      layer.addLayer(line(vector, path, classes));
      if (disrupted) layer.addLayer(line(vector, path, `${classes} flow-hollow`));
      layer.addLayer(arrowHead(arrow, disrupted));
      layer.addLayer(flowTarget(path, members, disrupted, { records, state, language, vector }));
    }
  });
  return { layer };
}

/** @param {Flow} flow @param {string} facilityId */
function passes(flow, facilityId) {
  return [flow.from, flow.to, ...(flow.via ?? [])].includes(facilityId);
}

/**
 * A wide, unseen line that says what flows here and selects where it starts.
 * @param {Place[]} path
 * @param {Flow[]} members
 * @param {boolean} disrupted
 * @param {Pick<Context, "records"|"state"|"vector"> & {language: string}} parts
 */
function flowTarget(path, members, disrupted, { records, state, language, vector }) {
  const target = L.polyline(path, vector("flow", "flow-target", { weight: 12 }));
  target.bindTooltip(el("div", {}, members.map((flow) => el("p", {}, flowText(flow, records, language))), disrupted ? el("p.tag", {}, "reported disrupted") : null), { sticky: true });
  return target.on("click", (event) => {
    L.DomEvent.stopPropagation(event);
    state.set({ selection: { type: "facility", id: members[0].from } });
  });
}

/** @param {Context["vector"]} vector @param {Place[]} path @param {string} className */
function line(vector, path, className) {
  return L.polyline(path, vector("flow", className, { interactive: false }));
}

/** @param {[number, number, number]} arrow @param {boolean} disrupted */
function arrowHead([lat, lon, bearing], disrupted) {
  const head = flowHead(disrupted);
  head.style.transform = `rotate(${bearing}deg)`;
  return L.marker([lat, lon], { pane: "flows", interactive: false, keyboard: false, icon: L.divIcon({ html: head, className: "flow-head-box", iconSize: [16, 16] }) });
}

/**
 * "Tengiz oil field → CPC marine terminal: 36.6 million t (2025)".
 * @param {Flow} flow
 * @param {Records} records
 * @param {string} language
 */
export function flowText(flow, records, language) {
  const [from, to] = [flow.from, flow.to].map((id) => records.facilityName(records.facility(id), language) ?? id);
  const volume = flow.volume === undefined ? "volume not stated" : `${figure(flow.volume)} ${flow.unit ?? ""}`.trim();
  return `${from} → ${to}: ${flow.commodity ?? "unknown commodity"}, ${volume}${flow.period ? ` (${flow.period})` : ""}`;
}

/** Online tiles, requested only once the reader switches them on. @param {Context} context @returns {Promise<Layer>} */
export async function tiles({ doc, map }) {
  map.createPane("tiles").style.zIndex = "140";
  const { url, attribution, max_zoom: maxZoom, referrer_policy: referrerPolicy } = doc.tiles;
  return { layer: L.tileLayer(url, { pane: "tiles", attribution, maxZoom, referrerPolicy }) };
}
