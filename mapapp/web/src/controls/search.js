// Search over the names of facilities in every language, and the titles and ids of incidents.

import { button, el, fill } from "../dom.js";
import { shortDate } from "../format.js";
import { facilityGlyph, incidentSymbol } from "../symbols.js";

const MOST = 12;

export function createSearch(context, goTo) {
  const { records, state, incidents } = context;
  const index = buildIndex(records, incidents);
  const results = el("ul.search-results", { id: "search-results", hidden: true });
  const input = el("input", {
    type: "search", placeholder: "Search incidents and facilities", "aria-label": "Search incidents and facilities", autocomplete: "off", "aria-controls": "search-results",
    oninput: () => show(input.value),
    onkeydown: (event) => move(event, results, input),
  });
  const choose = (selection) => {
    results.hidden = true;
    input.value = "";
    state.set({ selection });
    goTo(selection);
  };
  const show = (text) => {
    const words = fold(text).split(/\s+/).filter(Boolean);
    results.hidden = !words.length;
    const found = words.length ? index.filter((entry) => words.every((word) => entry.text.includes(word))) : [];
    const more = found.length > MOST ? el("li.sub", {}, `and ${found.length - MOST} more: type another word`) : null;
    fill(results, found.length ? found.slice(0, MOST).map((entry) => el("li", {}, button([entry.symbol(), el("span.row-text", {}, el("span.row-title", {}, entry.title), el("span.row-sub", {}, entry.sub))], () => choose(entry.selection), { class: "row" }))) : el("li.empty", {}, `Nothing is named like “${text}”. Try a place, an operator or a country.`), more);
  };
  return el("div.search", { role: "search", onfocusout: (event) => { if (!event.currentTarget.contains(event.relatedTarget)) results.hidden = true; }, onfocusin: () => { if (input.value) results.hidden = false; } }, input, results);
}

function buildIndex(records, store) {
  const facilities = records.facilities.map((facility) => ({
    title: facility.name ?? facility.id,
    sub: facility.kind_label,
    text: fold([facility.id, facility.name, ...Object.values(facility.names ?? {}), facility.operator, facility.region, facility.kind_label].join(" ")),
    symbol: () => facilityGlyph(facility.group, 18),
    selection: { type: "facility", id: facility.id },
  }));
  const incidents = Array.from({ length: store.n }, (_, row) => store.peek(row)).filter(Boolean).map((incident) => ({
    title: incident.title ?? incident.id,
    sub: shortDate(incident.start),
    text: fold([incident.id, incident.title, incident.start, ...(incident.claims ?? []).map((claim) => claim.by), ...(incident.facility_ids ?? []).map((id) => records.facilityName(records.facility(id)) ?? id)].join(" ")),
    symbol: () => incidentSymbol(incident.kind, incident.standing, 18),
    selection: { type: "incident", id: incident.id },
  }));
  return [...facilities, ...incidents];
}

/** Lower case without accents, so that "Szazhalombatta" finds "Százhalombatta". */
function fold(text) {
  return String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Arrow keys walk through the results; Escape closes them. */
function move(event, results, input) {
  if (event.key === "Escape") {
    input.value = "";
    results.hidden = true;
  }
  if (event.key === "ArrowDown" || event.key === "Enter") {
    results.querySelector("button")?.focus();
    if (event.key === "Enter") results.querySelector("button")?.click();
    event.preventDefault();
  }
}
