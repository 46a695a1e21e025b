// The bar of tools, and the line with coordinates, scale and sources at the foot of the map.

import { button, el } from "../dom.js";
import { coordinates } from "../format.js";
import { isDark, setTheme } from "../theme.js";

const LANGUAGES = { __proto__: null, en: "English", uk: "Українська", ru: "Русский", kk: "Қазақша", hu: "Magyar" };

/** @param {object} context @param {{measure: object, home: () => void, repaint: () => void}} actions */
export function createToolbar(context, { measure, home, repaint }) {
  const { map } = context;
  const full = button("Full screen", () => toggleFullScreen(), { class: "tool full-screen", hidden: document.fullscreenEnabled ? null : "" });
  document.addEventListener("fullscreenchange", () => { full.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen"; });
  const theme = button(isDark() ? "Light" : "Dark", () => {
    setTheme(isDark() ? "light" : "dark");
    theme.textContent = isDark() ? "Light" : "Dark";
    repaint();
  }, { class: "tool theme-switch", title: "Switch between light and dark" });
  return el("div.toolbar", { role: "toolbar", "aria-label": "Map tools" },
    el("div.tool-group.zoom-group", {}, button("+", () => map.zoomIn(), { class: "tool tool-zoom", "aria-label": "Zoom in" }), button("−", () => map.zoomOut(), { class: "tool tool-zoom", "aria-label": "Zoom out" })),
    el("div.tool-group", {}, button("All", () => home(), { class: "tool", title: "Show everything in the dataset" }), measure.toggle, full, theme, languageChoice(context)));
}

function languageChoice({ doc, state }) {
  if (doc.languages.length < 2) return null;
  const change = (event) => state.set({ language: event.target.value });
  return el("select.tool", { "aria-label": "Language of names", title: "Language of names", onchange: change }, doc.languages.map((code) => el("option", { value: code, selected: code === state.get().language ? "" : null }, LANGUAGES[code] ?? code)));
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
}

export function createFootline(map, doc) {
  const where = el("span.coordinates", { "aria-label": "Coordinates of the pointer" });
  map.on("mousemove", ({ latlng }) => { where.textContent = coordinates(latlng.lat, latlng.lng); });
  map.on("mouseout", () => { where.textContent = ""; });
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 140 }).addTo(map);
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(doc.map_credits);
  return where;
}
