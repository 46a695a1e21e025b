// The panel: an overview, or what is known about the selected incident, facility or place. On a phone it is a sheet.

import { button, el, fill } from "../dom.js";
import { sentenceOf } from "../faults.js";
import { whenIdle } from "../frames.js";
import { facilityDetails } from "./facility.js";
import { followFocus } from "./focus.js";
import { incidentDetails } from "./incident.js";
import { unreadIncident } from "./unread.js";
import { overview, placeList } from "./overview.js";
import { createSheet } from "./sheet.js";
import { holdingInWords, scopeOf } from "../view/holding.js";

/** @import { Selection } from "../state.js" */
/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context } from "../types/page.d.ts" */

/** @param {Context} context */
export function createPanel(context) {
  const { state } = context;
  const body = el("div.panel-body", { tabindex: "-1" });
  const back = button("← All incidents", () => state.set({ selection: null }), { class: "panel-back" });
  const sheet = createSheet(() => panel);
  const panel = el("aside.panel", { "aria-label": "Details" }, sheet.handle, el("div.panel-bar", {}, back), body);
  L.DomEvent.disableClickPropagation(panel);
  L.DomEvent.disableScrollPropagation(panel);
  const show = createFilling(body, () => context.incidents.texts.areOpen());
  state.watch(["selection", "viewpoint", "language", "filter"], ({ selection }) => {
    back.hidden = !selection;
    show(() => content(context, selection));
  });
  state.watch(["selection"], ({ selection }) => {
    body.scrollTop = 0;
    sheet.open(Boolean(selection));
  });
  followFocus(state, panel, back);
  return panel;
}

const REST_MS = 120; // while the state changes faster than this, nothing is unpacked for the panel

/**
 * Fill an element with what was asked for last: at once where all is at hand, else once the changes rest.
 * @param {HTMLElement} body
 * @param {() => boolean} isAtHand
 */
function createFilling(body, isAtHand) {
  let asked = 0;
  let timer = 0;
  /** @param {() => Child|Promise<Child>} content @param {number} mine */
  const put = async (content, mine) => {
    const found = await Promise.resolve(content()).catch((error) => el("p.empty", { role: "alert" }, sentenceOf(error)));
    if (mine === asked) fill(body, found);
  };
  /** @param {() => Child|Promise<Child>} content */
  return (content) => {
    const mine = ++asked;
    clearTimeout(timer);
    const found = isAtHand() ? content() : null;
    if (found && !(found instanceof Promise)) fill(body, found);
    else timer = setTimeout(() => whenIdle(() => put(content, mine)), REST_MS);
  };
}

/**
 * What the panel shows: at once where it is at hand, else a promise of it.
 * @param {Context} context
 * @param {Selection|null} selection
 * @returns {Child|Promise<Child>}
 */
function content(context, selection) {
  if (selection?.type === "incident") return incident(context, selection);
  const facility = selection?.type === "facility" ? context.records.facility(selection.id) : undefined;
  if (facility) return facilityDetails(context, facility);
  if (selection?.type === "place") return placeList(context, selection);
  return overview(context);
}

/** @param {Context} context @param {Selection} selection @returns {Child|Promise<Child>} */
function incident(context, { id, row }) {
  const { incidents } = context;
  if (row === undefined) return el("p.empty", { role: "status" }, "Looking it up…");
  if (row < 0) return missing(context, id);
  const record = incidents.peek(row);
  return record ? incidentDetails(context, record) : incidents.records([row]).then(([found]) => (found.unread ? unreadIncident(context, id, found) : incidentDetails(context, found)));
}

/** @param {Context} context @param {string} id */
function missing({ doc }, id) {
  const why = doc.holds ? holdingInWords(doc) : "It may have been renamed or retracted.";
  return [el("h2", {}, `Not in ${scopeOf(doc)}`), el("p.empty", {}, `No incident ${doc.holds ? "of this file " : ""}has the id “${id}”. ${why}`)];
}
