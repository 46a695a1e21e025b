// The printed page: the map as seen, with title, legend, scale, filter in words, sources and digest around it.
// The page takes its paper form on the screen first, so that the map has the size of the paper when it is drawn.

import { button, el } from "../dom.js";
import { coveredSides } from "../freearea.js";
import { queueOf } from "../layers/queue.js";
import { isDark, setTheme } from "../theme.js";
import { createPrintFoot, createPrintHead } from "./printsheet.js";

/** @import { Context } from "../types/page.d.ts" */

const DENSER = 1.5; // the map is drawn larger than its place and shrunk, for letters and lines as fine as an atlas has
const SETTLED_MS = 350; // after which what is drawn in pauses is drawn
const PAPERS = { landscape: "Landscape", portrait: "Portrait" };

/**
 * @param {Context} context
 * @param {{name: string, title: string}[]} declared the document's layers
 * @param {() => void} repaint
 * @returns {{dialog: HTMLDialogElement, open: () => void}}
 */
export function createPrint(context, declared, repaint) {
  /** @type {(() => void)|null} */
  let restore = null;
  /** @param {string} paper */
  const prepare = (paper) => { restore ??= takePaperForm(context, declared, repaint, paper); };
  const finish = () => {
    restore?.();
    restore = null;
  };
  const usual = () => (innerHeight > innerWidth ? "portrait" : "landscape");
  addEventListener("beforeprint", () => prepare(usual())); // printing by the browser's own menu
  addEventListener("afterprint", finish);
  let paper = usual();
  const print = async () => {
    dialog.close();
    prepare(paper);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    window.print();
  };
  const choices = Object.entries(PAPERS).map(([name, label]) => el("label.switch", {}, el("input", { type: "radio", name: "paper", value: name, checked: name === paper, onchange: () => { paper = name; } }), el("span", {}, label)));
  /** @type {HTMLDialogElement} */
  const dialog = el("dialog.dialog", { "aria-labelledby": "print-title" },
    el("h2", { id: "print-title" }, "Print this view"),
    el("p.sub", {}, "One page of A4: the map as seen, its legend and scale, what the filter leaves, the sources and the digest of the data."),
    el("fieldset.dialog-choices", {}, el("legend", {}, "Paper"), choices),
    el("p.tool-actions", {}, button("Print", print, { class: "tool is-main" }), button("Close", () => dialog.close(), { class: "tool" })));
  return { dialog, open: () => dialog.showModal() };
}

/**
 * Lay the page out as paper; what is returned puts it back.
 * @param {Context} context
 * @param {{name: string, title: string}[]} declared
 * @param {() => void} repaint
 * @param {string} paper
 */
function takePaperForm(context, declared, repaint, paper) {
  const { map, state } = context;
  const { view } = state.get();
  const box = map.getContainer();
  const [centre, zoom, seen] = [map.getCenter(), map.getZoom(), seenBounds(map)];
  const wasDark = isDark();
  const theme = document.documentElement.dataset.theme ?? null;
  const place = el("div.print-place");
  const sheet = el("div.print-sheet", {}, createPrintHead(context), place, createPrintFoot(context, declared));
  document.documentElement.dataset.paper = paper;
  if (wasDark) setTheme("light");
  document.body.append(sheet);
  fit(box, place);
  map.invalidateSize({ animate: false, pan: false });
  map.fitBounds(seen, { animate: false });
  if (wasDark) repaint();
  queueOf(map).settleAll(); // the browser's own menu prints at once
  return () => {
    sheet.remove();
    delete document.documentElement.dataset.paper;
    for (const name of ["left", "top", "width", "height", "transform"]) box.style.removeProperty(name);
    if (wasDark) setTheme(theme);
    map.invalidateSize({ animate: false, pan: false });
    map.setView(centre, zoom, { animate: false });
    state.set({ view }); // to the digit: half a pixel is lost on the way
    if (wasDark) repaint();
  };
}

/** What of the map lies free of cards and panels: that is what a reader sees. @param {L.Map} map */
function seenBounds(map) {
  const { left, top, right, bottom } = coveredSides(map);
  const { x, y } = map.getSize();
  /** @type {[number, number][]} */
  const corners = [[left, top], [x - right, y - bottom]];
  return L.latLngBounds(corners.map((corner) => map.containerPointToLatLng(corner)));
}

/** Lay the map over its place on the sheet. @param {HTMLElement} box @param {HTMLElement} place */
function fit(box, place) {
  const { left, top, width, height } = place.getBoundingClientRect();
  Object.assign(box.style, {
    left: `${left + scrollX}px`, top: `${top + scrollY}px`, width: `${width * DENSER}px`, height: `${height * DENSER}px`, transform: `scale(${1 / DENSER})`,
  });
}
