// What stands around the map: head with search and tools, card of layers, panel, strip of time, table.

import { createCamera } from "./camera.js";
import { createLayerCard } from "./controls/layercard.js";
import { createSkips } from "./controls/skips.js";
import { createFootline, createTools } from "./controls/tools.js";
import { el } from "./dom.js";
import { visible } from "./format.js";
import { createPanel } from "./panel/panel.js";
import { createSearch } from "./search/field.js";
import { createTable } from "./table/table.js";
import { createTimeline } from "./timeline/timeline.js";

/** @import { Context, DeclaredLayer, Layer } from "./types/page.d.ts" */

/**
 * Put the controls and the panel around the map.
 * @param {Context} context
 * @param {DeclaredLayer[]} declared
 * @param {Record<string, Layer>} layers those that could be made
 */
export function furnish(context, declared, layers) {
  const { map, doc, state, notices } = context;
  const root = /** @type {HTMLElement} */ (map.getContainer().parentElement);
  document.title = visible(doc.title);
  const camera = createCamera(context);
  const repaint = () => Object.values(layers).forEach((layer) => layer.repaint?.());
  const tools = createTools(context, declared, { home: camera.home, repaint });
  const { card, opener } = createLayerCard(context, declared);
  const head = el("header.head", {}, el("h1", { title: doc.title }, doc.title), createSearch(context, camera.goTo), opener, tools.toolbar);
  for (const element of [head, card]) {
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
  }
  const [panel, timeline] = [createPanel(context), createTimeline(context)];
  const skips = createSkips({ "To the map": () => map.getContainer(), "To the details": () => panel.querySelector(".panel-body"), "To the timeline": () => timeline.querySelector("button") });
  root.prepend(skips, el("div.side", {}, head, tools.cards, card)); // the order of the page is that of the Tab key
  root.append(timeline, panel);
  createFootline(map, doc);
  notices.offer("Open the table", createTable(context, root).open);
  map.on("click", () => { if (!state.get().tool) state.set({ selection: null }); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") state.set({ selection: null }); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  map.invalidateSize();
  camera.home({ animate: false });
  tools.start();
}
