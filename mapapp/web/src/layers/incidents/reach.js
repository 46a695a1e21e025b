// Buttons where the symbols are painted: unseen until they have the focus, for the keyboard and the screen reader.
// The pointer never meets them; it is answered from the picture itself.

import { el, fill } from "../../dom.js";
import { count, shortDate } from "../../format.js";
import { isoDay } from "../../incidents/mask.js";
import { createRoving } from "../roving.js";
import { boxOf } from "./hit.js";

/** @import { Group, Painted } from "./groups.js" */
/** @import { Context } from "../../types/page.d.ts" */

const MOST = 80; // symbols in view up to which each can be stepped to; with more, the table is the way
const REST_MS = 150;

/**
 * @param {Context} context
 * @param {ReturnType<typeof import("./painting.js").createPainting>} painting
 * @param {{hover: (group: Group|null) => void, open: (group: Group) => void}} actions
 */
export function createReach(context, painting, { hover, open }) {
  const pane = context.map.createPane("incident-reach");
  pane.style.zIndex = "640";
  pane.style.pointerEvents = "none";
  const list = el("div.reach", { role: "group", "aria-label": "Incidents in view" });
  pane.append(list);
  const rove = createRoving(list, ".pin");
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer = 0;
  let drawn = "[]"; // what the buttons stand for
  /** @param {Event} event @param {Group} group */
  const press = (event, group) => {
    event.stopPropagation(); // a click that reaches the map clears the selection
    open(group);
  };
  /** @param {Painted} painted */
  const button = (painted) => {
    const [west, north, east, south] = boxOf(painted);
    const made = el("button.pin", { type: "button", "aria-label": told(context, painted.group), "data-key": `pin:${painted.group.row}`, onfocus: () => hover(painted.group), onblur: () => hover(null), onclick: (event) => press(event, painted.group) });
    made.style.transform = `translate(${west}px, ${north}px)`;
    made.style.width = `${east - west}px`;
    made.style.height = `${south - north}px`;
    return made;
  };
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const focused = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.key : null;
      const near = painting.isPoints || painting.groups.length > MOST ? [] : painting.groups;
      const key = JSON.stringify(near.map(({ px, py, group }) => [px, py, group.row, told(context, group)]));
      if (key === drawn) return; // whoever stands on a button stays there
      drawn = key;
      fill(list, near.map(button));
      rove();
      if (focused) /** @type {HTMLElement|undefined} */ (([...list.children]).find((one) => /** @type {HTMLElement} */ (one).dataset.key === focused))?.focus({ preventScroll: true });
    }, REST_MS);
  };
}

/** What a symbol says, from the columns; with the title where it is at hand. @param {Context} context @param {Group} group */
function told({ doc, incidents: store }, { count: n, row, rows }) {
  const titles = (rows ?? []).slice(0, 5).map((one) => store.peek(one)).filter((record) => record !== undefined).map(({ title, id }) => title ?? id);
  if (n > 1) return `${count(n, "incident")}${titles.length ? `: ${titles.join("; ")}${n > titles.length ? "; …" : ""}` : ""}`;
  const kind = store.kinds[store.kind[row]];
  const standing = store.standings[store.standing[row]];
  const day = store.isDated(row) ? shortDate(isoDay(store.firstDay[row])) : "undated";
  return [titles[0] ?? doc.labels.incident_kind[kind] ?? kind, day, doc.labels.standing[standing] ?? standing].join(", ");
}
