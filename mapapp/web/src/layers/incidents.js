// Incidents: a pin whose foot is the place and whose head says kind and standing; heads that would cover each other
// become one head with a count.

import { shortDate, visible } from "../format.js";
import { shownIncidents } from "../state.js";
import { incidentSymbol, stackSymbol } from "../symbols.js";
import { onActivate } from "./activate.js";

const CROWDED = 22; // pixels: heads nearer than this are drawn as one

export async function incidents({ map, state, records, doc }) {
  map.createPane("incidents").style.zIndex = "620";
  const layer = L.layerGroup();
  const draw = () => {
    const { filter, viewpoint, selection } = state.get();
    const shown = shownIncidents(records.incidents, filter, viewpoint).filter((incident) => incident.lon !== undefined);
    layer.clearLayers();
    for (const stack of stacks(shown, map)) layer.addLayer(pin(stack, selection, state, map, doc));
  };
  state.watch(["filter", "viewpoint", "selection"], draw);
  map.on("zoomend", draw);
  return { layer };
}

/** Put incidents whose heads would cover each other at this zoom into one stack, in the order of the data. */
function stacks(shown, map) {
  const found = [];
  for (const incident of shown) {
    const point = map.project([incident.lat, incident.lon]);
    const near = found.find((stack) => Math.hypot(stack.point.x - point.x, stack.point.y - point.y) < CROWDED);
    if (near) near.incidents.push(incident);
    else found.push({ point, incidents: [incident] });
  }
  return found;
}

function pin({ incidents: group }, selection, state, map, doc) {
  const [first] = group;
  const lat = mean(group.map((incident) => incident.lat));
  const lon = mean(group.map((incident) => incident.lon));
  const chosen = group.some((incident) => selection?.type === "incident" && selection.id === incident.id);
  const label = visible(group.length === 1
    ? `${first.title ?? first.id}, ${shortDate(first.start)}, ${doc.labels.standing[first.standing]}`
    : `${group.length} incidents: ${group.map((incident) => incident.title ?? incident.id).join("; ")}`);
  const head = group.length === 1 ? incidentSymbol(first.kind, first.standing, 24) : stackSymbol(group.map((incident) => incident.standing));
  const marker = L.marker([lat, lon], {
    pane: "incidents",
    icon: L.divIcon({ html: head, className: `pin${chosen ? " is-selected" : ""}${group.length > 1 ? " is-stack" : ""}`, iconSize: [32, 46], iconAnchor: [16, 46] }),
    title: label.length > 300 ? `${label.slice(0, 297)}…` : label,
    alt: label,
    keyboard: true,
    riseOnHover: true,
  });
  return onActivate(marker, () => open(group, state, map));
}

/** One incident is selected; a stack that zooming would part is zoomed to; one that it would not part is listed. */
function open(group, state, map) {
  if (group.length === 1) return state.set({ selection: { type: "incident", id: group[0].id } });
  const bounds = L.latLngBounds(group.map((incident) => [incident.lat, incident.lon]));
  const apart = map.getBoundsZoom(bounds.pad(0.4));
  if (bounds.getNorthEast().distanceTo(bounds.getSouthWest()) > 2000 && apart > map.getZoom() + 0.5) {
    map.flyToBounds(bounds.pad(0.4), { maxZoom: 11, duration: 0.6 });
  }
  return state.set({ selection: { type: "place", id: JSON.stringify(group.map((incident) => incident.id)) } });
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
