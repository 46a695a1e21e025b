// The bar of tools, and the line with coordinates, scale and sources at the foot of the map.

import { button, el } from "../dom.js";
import { coordinates } from "../format.js";
import { createCompare } from "../compare/compare.js";
import { createRadius } from "../radius/radius.js";
import { isDark, setTheme } from "../theme.js";
import { followAddress } from "../view/address.js";
import { createCitation } from "../view/cite.js";
import { isIndex } from "../view/holding.js";
import { createPrint } from "../view/print.js";
import { createMeasure } from "./measure.js";
import { createMenu } from "./menu.js";

/** @import { Context, Doc } from "../types/page.d.ts" */

/**
 * @param {Context} context
 * @param {{name: string, title: string}[]} declared the document's layers
 * @param {{home: () => void, repaint: () => void}} actions
 * @returns {{toolbar: HTMLElement, cards: HTMLElement[], start: () => void}} the bar, the cards of tools in use, and what to do once the map is there
 */
export function createTools(context, declared, { home, repaint }) {
  const { map } = context;
  const root = /** @type {HTMLElement} */ (map.getContainer().parentElement);
  const measure = createMeasure(context);
  const radius = createRadius(context);
  const compare = createCompare(context);
  const citation = createCitation(context);
  const recolour = () => [repaint, radius.repaint, compare.repaint].forEach((paint) => paint());
  const print = createPrint(context, declared, recolour);
  root.append(compare.swipe, citation.dialog, print.dialog);
  const menu = createMenu("Tools", [
    { label: "Measure a distance", act: measure.toggle, tool: "measure" },
    isIndex(context.doc) ? null : { label: "Count within a radius", act: radius.toggle, tool: "radius" },
    isIndex(context.doc) ? null : { label: "Compare two ranges of time", act: compare.toggle },
    { label: "Cite this view…", act: citation.open },
    window.parent === window ? { label: "Print…", act: print.open } : null, // frames may not print
    fullScreen(),
    theme(recolour),
  ], context.state);
  const toolbar = el("div.toolbar", { role: "toolbar", "aria-label": "Map tools" },
    button("+", () => map.zoomIn(), { class: "tool tool-zoom tool-on-map", "aria-label": "Zoom in" }), button("−", () => map.zoomOut(), { class: "tool tool-zoom tool-on-map", "aria-label": "Zoom out" }),
    button("All", () => home(), { class: "tool tool-on-map", title: "Show everything in the dataset" }), menu);
  return { toolbar, cards: [measure.card, radius.card, compare.card], start: () => followAddress(context, (text) => context.notices.say("link", text)) };
}

function fullScreen() {
  const label = () => (document.fullscreenElement ? "Leave full screen" : "Full screen");
  return document.fullscreenEnabled ? { label, act: toggleFullScreen, look: "full-screen" } : null;
}

/** @param {() => void} repaint */
function theme(repaint) {
  const act = () => {
    setTheme(isDark() ? "light" : "dark");
    repaint();
  };
  return { label: () => (isDark() ? "Light colours" : "Dark colours"), act, look: "theme-switch" };
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
}

/** @param {L.Map} map @param {Doc} doc */
export function createFootline(map, doc) {
  const where = el("span.coordinates");
  map.on("mousemove", ({ latlng }) => { where.textContent = coordinates(latlng.lat, latlng.lng); });
  map.on("mouseout", () => { where.textContent = ""; });
  L.control.scale({ position: "bottomleft", imperial: false, maxWidth: 140 }).addTo(map);
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(doc.map_credits);
  map.getContainer().append(where);
}
