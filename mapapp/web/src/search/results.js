// The list of what was found: facilities, then incidents, then the way to see these incidents alone.

import { el, fill } from "../dom.js";
import { count, number } from "../format.js";
import { facilityGlyph, incidentSymbol } from "../symbols.js";
import { dateText } from "../table/columns.js";
import { sayUnread } from "./matches.js";

/** @import { Head } from "./scan.js" */
/** @import { Selection } from "../state.js" */
/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context, Doc } from "../types/page.d.ts" */
/** @import { Facility } from "../types/records.d.ts" */

/**
 * @typedef {object} Hits
 * @property {string} text what was looked for
 * @property {Facility[]} facilities
 * @property {Head[]} heads the incidents that are listed
 * @property {number} found how many incidents were found
 * @property {number} share how much was looked through, 0 to 1
 * @property {number} unread how many incidents cannot be searched
 * @property {string|null} problem why they cannot
 *
 * @typedef {{element: HTMLElement, act: () => void}} Option
 * @typedef {{element: HTMLElement, options: Option[]}} Group
 */

const MOST = { facilities: 5, alone: 12, incidents: 8 };

/**
 * @param {Context} context
 * @param {{choose: (selection: Selection) => void, filter: (text: string) => void}} actions
 */
export function createResults(context, { choose, filter }) {
  const list = el("div.search-list", { role: "listbox", id: "search-list", "aria-label": "Found" });
  const told = el("p.search-told", { role: "status" });
  const box = el("div.search-results", { id: "search-results", hidden: true }, list, told);
  box.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  /** @type {Option[]} */
  let options = [];
  let active = 0;

  /** @param {Hits} hits */
  function show(hits) {
    const entries = [facilityGroup(hits), incidentGroup(hits), filterEntry(hits)].filter((entry) => entry !== null);
    fill(list, entries.map(({ element }) => element));
    options = entries.flatMap((entry) => entry.options);
    options.forEach(({ element, act }, i) => {
      element.id = `search-option-${i}`;
      element.addEventListener("click", act);
    });
    list.hidden = !options.length;
    fill(told, sentence(hits, context.doc));
    told.classList.toggle("is-searching", hits.share < 1);
    move(Math.min(active, options.length - 1));
  }

  /** @param {Hits} hits */
  function facilityGroup({ facilities, heads }) {
    const most = heads.length ? MOST.facilities : MOST.alone;
    const rows = facilities.slice(0, most).map((facility) => option(
      facilityGlyph(facility.group, 18), context.records.facilityName(facility, context.state.get().language) ?? facility.id, facility.kind_label ?? "",
      () => choose({ type: "facility", id: facility.id }),
    ));
    return group("Facilities", facilities.length, rows);
  }

  /** @param {Hits} hits */
  function incidentGroup({ facilities, heads, found }) {
    const { kinds, kind, standings, standing } = context.incidents;
    const rows = heads.slice(0, facilities.length ? MOST.incidents : MOST.alone).map(({ row, id, title }) => option(
      incidentSymbol(kinds[kind[row]], standings[standing[row]], 18), title ?? `Untitled incident (${id})`, dateText(context, row, context.incidents.peek(row)),
      () => choose({ type: "incident", id, row }),
    ));
    return group("Incidents", found, rows);
  }

  /** @param {Hits} hits @returns {Group|null} */
  function filterEntry({ text, found, share }) {
    if (!found || share < 1) return null;
    const label = found === 1 ? "Show only the one incident that matches" : `Show only the ${number(found)} incidents that match`;
    const element = el("div.row.search-filter", { role: "option" }, label);
    return { element, options: [{ element, act: () => filter(text) }] };
  }

  /** Mark the option that Enter would choose. @param {number} to */
  function move(to) {
    active = Math.max(0, to);
    options.forEach(({ element }, i) => element.setAttribute("aria-selected", String(i === active)));
    options[active]?.element.scrollIntoView({ block: "nearest" });
  }

  return {
    element: box,
    show,
    /** @param {number} by */
    step: (by) => options.length && move((active + by + options.length) % options.length),
    first: () => move(0),
    last: () => move(options.length - 1),
    choose: () => options[active]?.act(),
    activeId: () => options[active]?.element.id ?? null,
  };
}

/** @param {Child} symbol @param {string} title @param {string} sub @param {() => void} act @returns {Option} */
function option(symbol, title, sub, act) {
  const element = el("div.row", { role: "option" }, symbol, el("span.row-text", {}, el("span.row-title", {}, title), el("span.row-sub", {}, sub)));
  return { element, act };
}

/** @param {string} label @param {number} total @param {Option[]} options @returns {Group|null} */
function group(label, total, options) {
  if (!options.length) return null;
  const of = total > options.length ? ` · ${number(options.length)} of ${number(total)}` : "";
  return { element: el("div.search-group", { role: "group", "aria-label": label }, el("p.search-heading", { "aria-hidden": "true" }, label, of), options.map(({ element }) => element)), options };
}

/** What is told below the list. @param {Hits} hits @param {Doc} doc */
function sentence({ text, facilities, found, share, unread, problem }, doc) {
  if (share < 1) return `Searched ${Math.floor(100 * share)} %${found ? `, ${count(found, "incident")} so far` : ""}`;
  const hits = `${count(facilities.length, "facility", "facilities")}, ${count(found, "incident")}`;
  if (unread) return `${hits}. ${sayUnread({ unread, problem })}`;
  if (facilities.length || found) return hits;
  return `Nothing ${doc.holds ? "in this file " : ""}is named like “${text}”. Try a place, an operator, a claimant or a publisher.`;
}
