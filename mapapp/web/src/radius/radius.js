// The radius tool: how many reported incidents lie within a distance of a facility or a point, and how sure that is.

import { button, el, fill } from "../dom.js";
import { count, distanceWithInterval, known, number } from "../format.js";
import { createPicker } from "../controls/pick.js";
import { createToolCard } from "../controls/toolcard.js";
import { incidentRow } from "../panel/parts.js";
import { isIndex, scopeOf } from "../view/holding.js";
import { centreInWords } from "../view/words.js";
import { barPicture } from "./bars.js";
import { drawRadius } from "./layer.js";
import { barsOf, countWithin } from "./within.js";

/** @import { Place } from "../geodesic.js" */
/** @import { Store } from "../incidents/store.js" */
/** @import { State } from "../state.js" */
/** @import { Context, Doc } from "../types/page.d.ts" */
/** @import { Incident } from "../types/records.d.ts" */

/**
 * @typedef {NonNullable<State["radius"]>} Radius
 * @typedef {import("./within.js").Within} Within
 * @typedef {import("./within.js").Circle} Circle
 */

const [LEAST, MOST, FIRST] = [1, 500, 100]; // km
/** @param {Doc} doc */
const hint = (doc) => `Counts what was reported, looking back, among the incidents that the filter shows. Where none is counted, none is in ${scopeOf(doc)}: that does not say that nothing happened.`;

/**
 * @param {Context} context
 * @returns {{card: HTMLElement, toggle: () => void, repaint: () => void}}
 */
export function createRadius(context) {
  const { state } = context;
  /** @param {Place} place */
  const around = ([lat, lon]) => state.set({ radius: { lat, lon, km: state.get().radius?.km ?? FIRST }, tool: null });
  const picker = createPicker(context, "radius", { onpick: around });
  const clear = () => state.set({ radius: null, tool: null });
  const { card, body, show } = createToolCard({ title: "Radius", hint: hint(context.doc), onclose: clear });
  const centre = el("p.radius-place");
  const actions = el("p.tool-actions", {}, button("Pick a point", picker.toggle, { class: "tool" }), button("Take the middle of the map", picker.pickCentre, { class: "tool" }));
  const size = sizeFields((km) => {
    const { radius } = state.get();
    if (radius) state.set({ radius: { ...radius, km } });
  });
  const result = el("div.radius-result");
  fill(body, centre, size.element, actions, result);
  const circle = drawRadius(context);
  const report = reporter(context, result);
  state.watch(["radius", "tool", "language"], ({ radius, tool }) => {
    size.show(radius); // before the card, which hands the focus to it
    show(radius !== null || tool === "radius");
    fill(centre, radius && tool !== "radius" ? ["Around ", el("strong", {}, centreInWords(context, radius))] : "Click a point on the map, or move it under the cross and press Enter. For a facility, open it and choose “Count around it”.");
  });
  state.watch(["radius", "filter", "viewpoint"], ({ radius }) => (radius ? report(radius) : fill(result)));
  document.addEventListener("keydown", (event) => {
    const isFree = !/** @type {Element} */ (event.target).closest?.("input, select, textarea, dialog") && !state.get().selection;
    if (event.key === "Escape" && isFree && state.get().radius) clear();
  });
  return { card, toggle: () => (state.get().radius ? clear() : picker.toggle()), repaint: () => circle.repaint() };
}

/**
 * A button that counts around a facility; null where it has no point to count around.
 * @param {Context} context
 * @param {{id: string, lat?: number, lon?: number}} facility
 */
export function radiusButton({ doc, state }, { id, lat, lon }) {
  if (!known(lat) || !known(lon) || isIndex(doc)) return null;
  return button("Count around it", () => state.set({ radius: { lat, lon, km: state.get().radius?.km ?? FIRST, facility: id }, tool: null }), { class: "tool", title: "Count the incidents within a radius of this facility" });
}

/** A slider and a field for kilometres, which follow each other. @param {(km: number) => void} change */
function sizeFields(change) {
  /** @param {{target: HTMLInputElement}} event */
  const set = ({ target }) => {
    const km = Number(target.value);
    if (km >= LEAST && km <= MOST) change(km);
  };
  const slider = el("input", { type: "range", min: LEAST, max: MOST, step: 1, "aria-label": "Radius in kilometres", oninput: set });
  const field = el("input", { type: "number", min: LEAST, max: MOST, step: "any", "aria-label": "Radius in kilometres, as a number", oninput: set });
  const element = el("p.radius-size", {}, slider, field, " km");
  /** @param {Radius|null} radius */
  const show = (radius) => {
    element.hidden = !radius;
    if (!radius) return;
    slider.value = String(radius.km);
    if (document.activeElement !== field) field.value = String(radius.km);
  };
  return { element, show };
}

/**
 * Writes what lies within; of several that were asked for, the last one's list stands.
 * @param {Context} context
 * @param {HTMLElement} result
 */
function reporter(context, result) {
  const { records, incidents, state } = context;
  const counts = el("div", { "aria-live": "polite" });
  const picture = el("div");
  const list = el("div");
  /** @type {Within|null} */
  let latest = null;
  /** @param {Radius} radius */
  return async (radius) => {
    const error = records.facility(radius.facility)?.uncertainty_m ?? 0;
    const found = countWithin(incidents, radius, error);
    latest = found;
    fill(counts, countsInWords(found, radius, incidents));
    fill(picture, barPicture(barsOf(found.days)));
    if (!result.contains(list)) fill(result, counts, picture, list);
    const opened = await incidents.records(found.nearest.map(({ row }) => row));
    if (latest !== found || !state.get().radius) return;
    fill(list, nearestList(context, opened, found));
  };
}

/** @param {Within} found @param {Circle} circle @param {Store} store */
function countsInWords({ inside, maybeOut, maybeIn, unstated }, { km }, { located, n }) {
  return [
    el("p.radius-count", {}, el("strong", {}, number(inside)), ` ${inside === 1 ? "incident" : "incidents"} within ${number(km, Number.isInteger(km) ? 0 : 1)} km`),
    maybeOut ? el("p.sub", {}, `${number(maybeOut)} of these can lie outside, by their stated location error`) : null,
    maybeIn ? el("p.sub", {}, `${count(maybeIn, "other")} can lie within`) : null,
    unstated ? el("p.sub", {}, `${number(unstated)} state no location error`) : null,
    n > located ? el("p.sub", {}, `${count(n - located, "incident")} without a place cannot be counted`) : null,
  ];
}

/** @param {Context} context @param {Incident[]} opened @param {Within} found */
function nearestList(context, opened, { nearest, inside, maybeIn }) {
  if (!nearest.length) return el("p.empty", {}, "Widen the radius or the filter to count more.");
  const all = inside + maybeIn;
  const rows = opened.map((record, i) => {
    const { metres, low, high, isInside } = nearest[i];
    const item = incidentRow(context, record);
    item.querySelector(".row-text")?.append(el("span.row-sub", {}, `${distanceWithInterval(metres, low, high)}${isInside ? "" : ": can lie within"}`));
    return item;
  });
  return [el("h3.radius-heading", {}, all > nearest.length ? `The nearest ${nearest.length} of ${number(all)}` : "The nearest first"), el("ol.rows", {}, rows)];
}
