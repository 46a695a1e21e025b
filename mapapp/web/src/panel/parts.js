// Parts that several panel pages are made of.

import { button, el, outsideLink } from "../dom.js";
import { aroundTarget, fieldLabel, known, shortDate } from "../format.js";
import { selectRow } from "../lookups.js";
import { facilityGlyph, incidentSymbol } from "../symbols.js";
import { linkTo } from "../view/hash.js";

/** @import { Selection } from "../state.js" */
/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context, Doc, Words } from "../types/page.d.ts" */
/** @import { Facility, Incident, Measures } from "../types/records.d.ts" */

/** A titled section, left out where it holds nothing. @param {string} title @param {...Child} children */
export function section(title, ...children) {
  const content = /** @type {Child[]} */ (children.flat(/** @type {1} */ (Infinity))).filter((child) => child !== null && child !== undefined && child !== false);
  return content.length ? el("section.section", {}, el("h3", {}, title), content) : null;
}

/** Label and value in two columns; rows without a value are left out. @param {Child[][]} rows */
export function facts(rows) {
  const stated = rows.filter((row) => row && row[1] !== null && row[1] !== undefined && row[1] !== "");
  return stated.length ? el("dl.facts", {}, stated.map(([label, ...value]) => [el("dt", {}, label), el("dd", {}, value)])) : null;
}

/** The standing as a coloured word with its rule behind it. @param {Context} context @param {Incident} incident */
export function standingBadge(context, incident) {
  const { doc } = context;
  return el("span.standing", { class: `standing standing-${incident.standing}` }, incidentSymbol(incident.kind, incident.standing, 18), doc.labels.standing[incident.standing] ?? incident.standing);
}

/** A row of a list that selects an incident. @param {Context} context @param {Incident} incident */
export function incidentRow(context, incident) {
  const { state, doc } = context;
  const { id, row, unread } = incident;
  return el(
    "li",
    {},
    button(
      [
        incidentSymbol(incident.kind, incident.standing, 20),
        el("span.row-text", {}, el(unread ? "span.row-title.is-lost" : "span.row-title", {}, unread ? "Text cannot be read" : incident.title ?? `Untitled incident (${id})`), el("span.row-sub", {}, `${shortDate(incident.start)} · ${kindLabel(doc, incident)} · ${standingText(doc, incident)}`)),
      ],
      () => (unread ? selectRow(context, row) : state.set({ selection: { type: "incident", id, row } })),
      { class: "row", "data-key": `row:${incident.row}` },
    ),
  );
}

/** What a word of the data is called, where it is stated and known. @param {Words} labels @param {string|undefined} word @returns {string|undefined} */
export function labelOf(labels, word) {
  return word === undefined ? undefined : labels[word];
}

/** "Corroborated; effect contested". @param {Doc} doc @param {Pick<Incident, "standing"|"contested_about">} incident */
export function standingText(doc, incident) {
  const topics = (incident.contested_about ?? []).map((topic) => doc.labels.about[topic] ?? topic);
  const label = doc.labels.standing[incident.standing] ?? incident.standing;
  return topics.length && incident.standing !== "contested" ? `${label}; ${topics.join(", ")} contested` : label;
}

/** @param {Doc} doc @param {Incident} incident */
export function kindLabel(doc, incident) {
  return labelOf(doc.labels.incident_kind, incident.kind) ?? incident.kind ?? "Kind not stated";
}

/** A link inside the page that selects a facility; in a window of its own it opens the page with it. @param {Context} context @param {string} id */
export function facilityLink(context, id) {
  const { records, state } = context;
  const facility = records.facility(id);
  if (!facility) return el("span.missing", {}, records.problem ? id : `${id} (not in this dataset)`);
  /** @type {Selection} */
  const selection = { type: "facility", id };
  /** @param {MouseEvent} event */
  const choose = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    state.set({ selection });
  };
  return el("a.link", { href: linkTo(selection), onclick: choose }, facilityGlyph(facility.group, 14), " ", records.facilityName(facility, state.get().language));
}

/** A source as a link with publisher, date and what to keep in mind. @param {Context} context @param {string|undefined} id */
export function sourceLink(context, id) {
  const source = context.records.source(id);
  if (!source) return el("span.missing", {}, id ? `source ${id} (not in this dataset)` : "no source given");
  const weak = context.doc.weak_reliabilities.some((word) => word === source.reliability);
  const label = [source.publisher ?? source.url, source.published ? `, ${shortDate(source.published)}` : ""].join("");
  return el(
    "span.source",
    {},
    outsideLink(source.url, label),
    source.language && source.language !== "en" ? el("span.language", { title: "Language of the source" }, ` ${source.language}`) : null,
    weak ? el("span.weak", { title: labelOf(context.doc.meanings.reliability, source.reliability) ?? "" }, labelOf(context.doc.labels.reliability, source.reliability)) : null,
  );
}

/** A remark whose source ids ("ki-0319") become links. @param {Context} context @param {string} text @returns {Child[]} */
export function withSources(context, text) {
  return text.split(/([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)/).map((part) => {
    const source = context.records.source(part);
    return source ? outsideLink(source.url, source.publisher ?? part) : part;
  });
}

/**
 * The distance to the nearest border under every viewpoint, the chosen one first.
 * @param {Context} context
 * @param {Record<string, Measures>|undefined} measures
 */
export function borderFacts(context, measures) {
  const { doc, state } = context;
  const chosen = state.get().viewpoint;
  const order = [chosen, ...Object.keys(doc.viewpoints).filter((name) => name !== chosen)];
  /** @type {Map<string, string[]>} */
  const alike = new Map(); // viewpoints under which the same is measured
  for (const name of order) {
    const text = borderInWords(context, measures?.[name]);
    if (text) alike.set(text, [...(alike.get(text) ?? []), doc.viewpoints[name].short]);
  }
  return [...alike].map(([text, names], i) => el("li", { class: i ? null : "is-chosen" }, text, " ", el("span.viewpoint", {}, `${names.length > 1 ? "viewpoints" : "viewpoint"} ${names.join(", ")}`)));
}

/**
 * "84.2 km ± 9 km to the border Kazakhstan–Russia"; null where there are no measures.
 * @param {Context} context
 * @param {Measures|undefined} measured
 */
export function borderInWords(context, measured) {
  if (!measured) return null;
  if (!known(measured.border_m)) return "not measured: the record has no location";
  const [before, after] = aroundTarget(measured.border_m, measured.border_m_min, measured.border_m_max);
  return `${before}the border ${pairName(context, measured.border_pair)}${after}`;
}

/** @param {Context} context @param {string|null|undefined} pair */
export function pairName(context, pair) {
  return (pair ?? "").split("-").map((code) => countryName(context, code)).join("–");
}

/** @param {Context} context @param {string} code */
export function countryName({ doc, state }, code) {
  return doc.countries[code]?.[state.get().language] ?? doc.countries[code]?.en ?? code;
}

/** @param {Context} context @param {string[]|null|undefined} codes @returns {string|null} */
export function countryNames(context, codes) {
  return (codes ?? []).map((code) => countryName(context, code)).join(", ") || null;
}

/** Properties that the schema does not know: kept and shown. @param {Incident|Facility} record */
export function otherProperties(record) {
  const rows = Object.entries(record.extra ?? {}).map(([name, value]) => [fieldLabel(name), typeof value === "string" ? value : JSON.stringify(value)]);
  return section("Other properties", facts(rows));
}
