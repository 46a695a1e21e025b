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
  state.watch(["selection", "viewpoint", "language", "filter"], ({ selection }) => {
    back.hidden = !selection;
    fill(body, content(context, selection));
  });
  state.watch(["selection"], ({ selection }) => {
    body.scrollTop = 0;
    panel.classList.toggle("is-open", Boolean(selection));
  });
  return panel;
}

function content(context, selection) {
  const { records } = context;
  if (selection?.type === "incident" && records.incident(selection.id)) return incidentDetails(context, records.incident(selection.id));
  if (selection?.type === "facility" && records.facility(selection.id)) return facilityDetails(context, records.facility(selection.id));
  if (selection?.type === "place") return placeList(context, idsOf(selection).map((id) => records.incident(id)).filter(Boolean));
  return overview(context);
}

/** The ids of a place's incidents; none where the text is not of that form. */
function idsOf({ id }) {
  try {
    return [JSON.parse(id)].flat();
  } catch {
    return [];
  }
}

function toggleSheet(panel) {
  panel.classList.toggle("is-open");
}
