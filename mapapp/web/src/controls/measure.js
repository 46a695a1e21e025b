// The measuring tool: click points, read the length along the WGS84 ellipsoid; Escape ends it.

import { button, el, fill } from "../dom.js";
import { distance } from "../format.js";
import { geodesicMetres } from "../geodesic.js";

export function createMeasure(map) {
  map.createPane("measure").style.zIndex = "640";
  const layer = L.layerGroup().addTo(map);
  const readout = el("output.measure-readout", { hidden: true, "aria-live": "polite" });
  const toggle = button("Measure", () => (active ? stop() : start()), { class: "tool", "aria-pressed": "false", title: "Measure a distance: click points on the map, Escape ends" });
  let points = [];
  let active = false;

  const draw = () => {
    layer.clearLayers();
    L.polyline(points, { pane: "measure", className: "measure-line", interactive: false }).addTo(layer);
    for (const point of points) L.circleMarker(point, { pane: "measure", radius: 4, className: "measure-point", interactive: false }).addTo(layer);
    readout.hidden = !active;
    fill(readout, text(points), points.length ? button("Clear", clear, { class: "link" }) : null);
  };
  const add = ({ latlng }) => {
    points = [...points, [latlng.lat, latlng.lng]];
    draw();
  };
  const clear = () => {
    points = [];
    draw();
  };
  const start = () => setActive(true);
  const stop = () => {
    points = [];
    setActive(false);
  };
  const setActive = (on) => {
    active = on;
    toggle.setAttribute("aria-pressed", String(on));
    map.getContainer().classList.toggle("is-measuring", on);
    map[on ? "on" : "off"]("click", add);
    draw();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && active) stop();
  });
  return { toggle, readout, isActive: () => active };
}

function text(points) {
  if (points.length < 2) return points.length ? "Click the next point. " : "Click the first point on the map. ";
  const parts = points.slice(1).map((point, i) => geodesicMetres(points[i], point));
  if (parts.some((part) => part === null)) return "These points lie opposite each other on the globe; measure in two steps. ";
  const total = parts.reduce((sum, part) => sum + part, 0);
  return `${distance(total)}${parts.length > 1 ? ` in ${parts.length} parts, the last ${distance(parts.at(-1))}` : ""} `;
}
