// What the panel can still say of an incident whose text cannot be read: what the columns hold.

import { el } from "../dom.js";
import { coordinates, dateRange, known, uncertainty } from "../format.js";
import { countryName, facts, kindLabel, section, standingBadge } from "./parts.js";

/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context } from "../types/page.d.ts" */
/** @import { Incident } from "../types/records.d.ts" */

/**
 * @param {Context} context
 * @param {string} id as it was selected
 * @param {Incident} incident as far as the columns know it
 * @returns {Child[]}
 */
export function unreadIncident(context, id, incident) {
  const { lat, lon, uncertainty_m: metres, unread } = incident;
  return [
    el("p.kicker", {}, `${kindLabel(context.doc, incident)} · ${dateRange(incident.start, incident.end)}`),
    el("h2", {}, `Incident ${id}`),
    el("div.standing-block", {}, standingBadge(context, incident)),
    el("p.callout", { role: "alert" }, unread),
    section("Where", facts([
      ["Country", countryOf(context, incident.row)],
      ["Point", known(lat) && known(lon) ? `${coordinates(lat, lon)}, ${uncertainty(metres)}` : "no location in the data"],
    ])),
    el("p.record-id", {}, "Record ", el("code", {}, id)),
  ];
}

/** @param {Context} context @param {number} row */
function countryOf(context, row) {
  const { further } = context.incidents;
  if (!further) return null;
  const { codes, values } = further.countries[context.state.get().viewpoint];
  const code = values[codes[row]];
  return code ? countryName(context, code) : "none contains the point";
}
