// The pointer over incidents: what lies under it is named, and a click selects it, lists it or moves nearer to it.

import { el } from "../../dom.js";
import { count, shortDate } from "../../format.js";
import { latOf, lonOf, worldX, worldY, WORLD } from "../../incidents/places.js";
import { selectRow } from "../../lookups.js";
import { groupAt, pointAt } from "./hit.js";

/** @import { Store } from "../../incidents/store.js" */
/** @import { Group } from "./groups.js" */
/** @import { Child } from "../../types/elements.d.ts" */
/** @import { Context, Painting, StateHolder, WorldBox } from "../../types/page.d.ts" */

/** @typedef {Pick<Group, "row"|"count"|"rows"|"x"|"y"> & {box?: WorldBox, mask?: Uint8Array}} Hit what lies under the pointer, and under which mask it was found */

const LISTED = 300; // incidents of one place that are listed
const NEAREST = 12; // zoom up to which a click on a count moves nearer

/**
 * @param {Context} context
 * @param {ReturnType<typeof import("./painting.js").createPainting>} painting
 * @param {ReturnType<typeof import("./marks.js").createMarks>} marks
 */
export function createPointer(context, painting, marks) {
  const { map, state } = context;
  const box = map.getContainer();
  const tooltip = L.tooltip({ direction: "top", opacity: 1, className: "incident-tooltip" });
  /** @param {MouseEvent} event */
  const under = (event) => (isFree(event, state) ? find(context, painting, map.mouseEventToContainerPoint(event)) : null);
  /** @type {Hit|null} */
  let last = null;

  box.addEventListener("mousemove", (event) => {
    const group = event.buttons ? null : under(event);
    if (group?.row === last?.row && group?.count === last?.count) return;
    last = group;
    box.classList.toggle("is-over-incident", group !== null);
    marks.hover(group);
    name(context, tooltip, group, () => last === group);
  });
  box.addEventListener("mouseleave", () => {
    last = null;
    marks.hover(null);
    tooltip.remove();
  });
  // Before Leaflet and the glyphs below hear of it: an incident lies above whatever else is there.
  box.addEventListener("click", (event) => {
    const { dragging, boxZoom } = /** @type {Record<"dragging"|"boxZoom", {moved: () => boolean}|undefined>} */ (/** @type {unknown} */ (map));
    if (dragging?.moved() || boxZoom?.moved()) return;
    const group = under(event);
    if (!group) return;
    event.stopPropagation();
    tooltip.remove();
    open(context, group);
  }, true);
}

/**
 * Whether the pointer is over the map itself, and no tool wants its clicks.
 * @param {MouseEvent} event
 * @param {StateHolder} state
 */
function isFree({ target }, state) {
  return !state.get().tool && state.get().layers.incidents !== false && !/** @type {Element} */ (target).closest?.(".leaflet-control, .pin");
}

/**
 * What is painted under a point of the map; on the right of a comparison that is the second range.
 * @param {Context} context
 * @param {Painting} first
 * @param {L.Point} point
 * @returns {Hit|null}
 */
function find({ map, incidents: store, compared }, first, point) {
  const painting = compared?.at(point) ?? first;
  painting.settle();
  const mask = painting.mask();
  const group = groupAt(painting.groups, map.containerPointToLayerPoint(point));
  if (group) return { ...group, mask };
  if (!painting.isPoints && !painting.isDotted) return null;
  const { lng, lat } = map.containerPointToLatLng(point);
  const row = pointAt({ ...store, mask }, { x: ((worldX(lng) % WORLD) + WORLD) % WORLD, y: worldY(lat) }, (256 * 2 ** map.getZoom()) / WORLD);
  return row < 0 ? null : { row, count: 1, rows: [row], x: store.x[row], y: store.y[row], mask };
}

/**
 * Say what lies under the pointer.
 * @param {Context} context
 * @param {L.Tooltip} tooltip
 * @param {Hit|null} group
 * @param {() => boolean} isStill
 */
function name(context, tooltip, group, isStill) {
  const { map, doc, incidents: store } = context;
  tooltip.remove();
  if (!group) return;
  /** @param {...Child} lines */
  const show = (...lines) => tooltip.setLatLng(nearestCopy(map, group)).setContent(el("div", {}, lines)).addTo(map);
  if (group.count > 1) {
    show(el("strong", {}, count(group.count, "incident")), el("div", {}, "Click to move nearer or to list them"));
    return;
  }
  store.records([group.row]).then(([record]) => {
    const name = record.unread ? doc.labels.incident_kind[record.kind ?? ""] ?? record.kind : record.title ?? record.id;
    if (isStill()) show(el("strong", {}, name), el("div", {}, `${shortDate(record.start)} · ${doc.labels.standing[record.standing] ?? record.standing}`));
  });
}

/**
 * Where a group is, in the copy of the world that the map shows.
 * @param {L.Map} map
 * @param {{x: number, y: number}} place
 * @returns {[number, number]}
 */
function nearestCopy(map, { x, y }) {
  const lng = lonOf(x);
  return [latOf(y), lng + 360 * Math.round((map.getCenter().lng - lng) / 360)];
}

/**
 * One incident is selected; what moving nearer would part is moved to; what it would not part is listed.
 * @param {Context} context
 * @param {Hit} group
 */
export async function open(context, group) {
  const { map, state, incidents: store } = context;
  if (group.count === 1) return selectRow(context, group.row);
  const rows = group.rows ?? rowsIn(store, /** @type {WorldBox} */ (group.box), group.mask ?? store.mask);
  const bounds = L.latLngBounds(rows.map((row) => [store.lat(row), store.lon(row)]));
  const nearer = Math.min(map.getBoundsZoom(bounds.pad(0.4)), NEAREST);
  if (bounds.getNorthEast().distanceTo(bounds.getSouthWest()) > 2000 && nearer > map.getZoom() + 0.5) {
    map.flyToBounds(bounds.pad(0.4), { maxZoom: NEAREST, duration: 0.6 });
    if (group.rows === null) return;
  }
  const listed = rows.slice(0, LISTED);
  const ids = await Promise.all(listed.map((row) => store.idOf(row).catch(() => ""))); // the panel says what cannot be read
  state.set({ selection: { type: "place", id: JSON.stringify(ids), rows: listed } });
}

/** @param {Store} store @param {WorldBox} box @param {Uint8Array} mask */
function rowsIn(store, box, mask) {
  /** @type {number[]} */
  const rows = [];
  store.visit(box, (row) => {
    if (mask[row]) rows.push(row);
  });
  return rows;
}
