// Symbols: an incident's shape says its kind, its colour and its filling say its standing; a facility's glyph says its group.

import { svg } from "./dom.js";

/** Outlines of incidents' symbols by kind, around 0, in a box of 22. @type {{[kind: string]: string|null, other: string}} */
export const SHAPES = {
  __proto__: null,
  uav_strike: "M0 -8 L7.6 5.6 L-7.6 5.6 Z",
  missile_strike: "M0 -8.6 L7 0 L0 8.6 L-7 0 Z",
  naval_drone_strike: "M0 8 L7.6 -5.6 L-7.6 -5.6 Z",
  shelling: "M-6.4 -6.4 H6.4 V6.4 H-6.4 Z",
  sabotage: "M0 -8 L7.6 -2.5 L4.7 6.5 H-4.7 L-7.6 -2.5 Z",
  interception: "M7.4 0 A7.4 7.4 0 1 1 -7.4 0 A7.4 7.4 0 1 1 7.4 0 Z",
  debris: "M-2.6 -7.6 H2.6 V-2.6 H7.6 V2.6 H2.6 V7.6 H-2.6 V2.6 H-7.6 V-2.6 H-2.6 Z",
  fire: "M0 -9 C5.5 -3.6 7.2 -0.6 7.2 2 A7.2 6.6 0 0 1 -7.2 2 C-7.2 -0.6 -5.5 -3.6 0 -9 Z",
  claim_only: "M-4 -7.6 H4 L7.6 -4 V4 L4 7.6 H-4 L-7.6 4 V-4 Z",
  other: "M7 0 A7 7 0 1 1 -7 0 A7 7 0 1 1 7 0 Z",
};

// How a standing is filled, so that it is told without colour: full, full with a core, half, split by a bar, crossed, empty.
/** @type {{[standing: string]: string|null}} */
export const FILLINGS = { __proto__: null, confirmed: "full", corroborated: "core", single_source: "half", contested: "bar", denied: "cross", claim_only: "empty", neutral: "full" };

/** The colour of a standing, as a reference to the style sheet. @param {string} standing */
export function standingColour(standing) {
  return FILLINGS[standing] ? `var(--standing-${standing.replace("_", "-")})` : "var(--muted)";
}

let clips = 0;

/**
 * An incident's symbol.
 * @param {string|undefined} kind
 * @param {string} standing
 * @param {number} [size] in pixels
 */
export function incidentSymbol(kind, standing, size = 20) {
  const d = SHAPES[kind ?? "other"] ?? SHAPES.other;
  const colour = standingColour(standing);
  const filling = FILLINGS[standing] ?? "empty";
  const clip = `clip-${clips++}`;
  const solid = filling === "full" || filling === "core" || filling === "bar";
  return svg(
    "svg",
    { viewBox: "-11 -11 22 22", width: size, height: size, class: "incident-symbol", "aria-hidden": "true" },
    svg("clipPath", { id: clip }, svg("path", { d })),
    svg("path", { d, class: "symbol-halo" }),
    svg("path", { d, fill: solid ? colour : "var(--halo)" }),
    svg("g", { "clip-path": `url(#${clip})` }, inside(filling, colour)),
    svg("path", { d, fill: "none", stroke: colour, "stroke-width": 2, "stroke-linejoin": "round", "stroke-dasharray": filling === "empty" ? "2.4 1.8" : null }),
  );
}

/** @param {string} filling @param {string} colour */
function inside(filling, colour) {
  if (filling === "core") return svg("circle", { r: 2.7, cy: 1, fill: "var(--halo)" });
  if (filling === "half") return svg("rect", { x: -11, y: -11, width: 11, height: 22, fill: colour });
  if (filling === "bar") return svg("path", { d: "M-11 6.5 L11 -6.5", stroke: "var(--halo)", "stroke-width": 3.4 });
  if (filling === "cross") return svg("path", { d: "M-7 -7 L7 7 M-7 7 L7 -7", stroke: colour, "stroke-width": 2 });
  return null;
}

/** @typedef {{d: string, paper?: boolean}[]} Glyph parts; paper: in the colour of the ground */

/** @type {{[group: string]: Glyph|null, other: Glyph}} */
const GLYPHS = {
  __proto__: null,
  station: [{ d: "M-5 -5 H5 V5 H-5 Z" }, { d: "M-2.4 2.6 L0 -2.6 L2.4 2.6 Z", paper: true }],
  terminal: [{ d: "M-6 -1 A6 6 0 0 0 6 -1 Z" }, { d: "M-0.9 -6 H0.9 V-1 H-0.9 Z" }],
  plant: [{ d: "M-6 5.5 V-1 L-2 1.5 V-1 L2 1.5 V-6 H5.4 V5.5 Z" }],
  field: [{ d: "M0 -6.4 L4.4 5.5 H2.4 L0 -1.4 L-2.4 5.5 H-4.4 Z" }],
  storage: [{ d: "M-5 -3 A5 2.4 0 0 1 5 -3 V3.4 A5 2.4 0 0 1 -5 3.4 Z" }, { d: "M-3.4 -2.8 H3.4 V-1.9 H-3.4 Z", paper: true }],
  crossing: [{ d: "M-6 -1.4 H-1.4 V-6 H1.4 V-1.4 H6 V1.4 H1.4 V6 H-1.4 V1.4 H-6 Z" }],
  other: [{ d: "M3.6 0 A3.6 3.6 0 1 1 -3.6 0 A3.6 3.6 0 1 1 3.6 0 Z" }],
};

/**
 * A facility's glyph.
 * @param {string} group
 * @param {number} [size] in pixels
 */
export function facilityGlyph(group, size = 16) {
  const frame = { viewBox: "-8 -8 16 16", width: size, height: size, class: "facility-glyph", "aria-hidden": "true" };
  if (group === "pipeline") return svg("svg", frame, svg("path", { d: "M-7 3 L-2 -2 L2 2 L7 -3", class: "glyph-line" }));
  const parts = GLYPHS[group] ?? GLYPHS.other;
  return svg(
    "svg",
    frame,
    parts.map((part) => svg("path", { d: part.d, class: "glyph-halo" })),
    parts.map((part) => svg("path", { d: part.d, class: part.paper ? "glyph-paper" : "glyph-ink" })),
  );
}

/**
 * The head of a flow's arrow, upwards; a flow that was reported disrupted has a hollow head with a bar before it.
 * @param {boolean} disrupted
 */
export function flowHead(disrupted) {
  return svg(
    "svg",
    { viewBox: "-8 -8 16 16", width: 16, height: 16, class: `flow-head${disrupted ? " is-disrupted" : ""}`, "aria-hidden": "true" },
    svg("path", { d: "M0 -4.5 L4.8 5 L-4.8 5 Z" }),
    disrupted ? svg("path", { d: "M-6 -6.5 H6" }) : null,
  );
}
