// The panel: an overview, or what is known about the selected incident, facility or place. On a phone it is a sheet.

import { button, el, fill } from "../dom.js";
import { facilityDetails } from "./facility.js";
import { incidentDetails } from "./incident.js";
import { overview, placeList } from "./overview.js";

/** @param {object} context */
export function createPanel(context) {
  const { state } = context;
  const body = el("div.panel-body", { tabindex: "-1" });
  const back = button("← All incidents", () => state.set({ selection: null }), { class: "panel-back" });
  const handle = button("", () => toggleSheet(panel), { class: "panel-handle", "aria-label": "Enlarge or reduce the panel" });
  const panel = el("aside.panel", { "aria-label": "Details" }, handle, el("div.panel-bar", {}, back), body);
  L.DomEvent.disableClickPropagation(panel);
  L.DomEvent.disableScrollPropagation(panel);
  const show = createFilling(body);
  state.watch(["selection", "viewpoint", "language", "filter"], ({ selection }) => {
    back.hidden = !selection;
    show(content(context, selection));
  });
  state.watch(["selection"], ({ selection }) => {
    body.scrollTop = 0;
    panel.classList.toggle("is-open", Boolean(selection));
  });
  return panel;
}

const SLOW_MS = 150; // what takes longer is announced

/** Fill an element with what is known at once or in a while; what was asked for last stays. */
function createFilling(body) {
  let asked = 0;
  return (content) => {
    const mine = ++asked;
    if (!(content instanceof Promise)) return fill(body, content);
    setTimeout(() => { if (mine === asked) fill(body, el("p.empty", { role: "status" }, "Unpacking…")); }, SLOW_MS);
    const put = (found) => {
      if (mine !== asked) return;
      asked++;
      fill(body, found);
    };
    return content.then(put, (error) => put(el("p.empty", { role: "alert" }, error.message)));
  };
}

/** What the panel shows: at once where it is at hand, else a promise of it. */
function content(context, selection) {
  const { records } = context;
  if (selection?.type === "incident") return incident(context, selection);
  if (selection?.type === "facility" && records.facility(selection.id)) return facilityDetails(context, records.facility(selection.id));
  if (selection?.type === "place") return placeList(context, selection);
  return overview(context);
}

function incident(context, { id, row }) {
  const { incidents } = context;
  if (row === undefined) return el("p.empty", { role: "status" }, "Looking it up…");
  if (row < 0) return [el("h2", {}, "Not in this dataset"), el("p.empty", {}, `No incident has the id “${id}”. It may have been renamed or retracted.`)];
  const record = incidents.peek(row);
  return record ? incidentDetails(context, record) : incidents.record(row).then((found) => incidentDetails(context, found));
}

function toggleSheet(panel) {
  panel.classList.toggle("is-open");
}
