// The outline of all land together, out of the areas that share arcs: what parts two areas is no edge of the land. Pure.

/**
 * @typedef {object} Ends
 * @property {number} from the point where an arc begins, as one number
 * @property {number} to
 */

/**
 * Join the arcs that have land on one side alone into rings.
 * @param {number[][]} areas rings of arc numbers, ~i where an arc is walked backwards
 * @param {Ends[]} arcs
 * @returns {number[][]} rings, in the same form
 */
export function outlineOf(areas, arcs) {
  const edges = edgesOf(areas, arcs.length);
  /** @type {Map<number, number[]>} */
  const starting = new Map(); // point → edges that begin there
  for (const edge of edges) {
    const at = startOf(edge, arcs);
    const others = starting.get(at);
    if (others) others.push(edge);
    else starting.set(at, [edge]);
  }
  const rings = [];
  for (const edge of edges) {
    const ring = walkFrom(edge, starting, arcs);
    if (ring.length) rings.push(ring);
  }
  return rings;
}

/** Arcs in the direction in which more areas walk them than in the other. @param {number[][]} areas @param {number} count */
function edgesOf(areas, count) {
  const walked = new Int32Array(count); // forwards less backwards
  for (const ring of areas) for (const arc of ring) walked[arc < 0 ? ~arc : arc] += arc < 0 ? -1 : 1;
  /** @type {number[]} */
  const edges = [];
  walked.forEach((times, arc) => { if (times) edges.push(times > 0 ? arc : ~arc); });
  return edges;
}

/** @param {number} edge @param {Ends[]} arcs */
function startOf(edge, arcs) {
  return edge < 0 ? arcs[~edge].to : arcs[edge].from;
}

/**
 * Walk from edge to edge, each once, until there is none left to walk: that is where the walk began, since as many edges
 * end at a point as begin there. Which of several is taken does not matter to what the rings enclose.
 * @param {number} edge
 * @param {Map<number, number[]>} starting edges not yet walked
 * @param {Ends[]} arcs
 */
function walkFrom(edge, starting, arcs) {
  /** @type {number[]} */
  const ring = [];
  for (let at = startOf(edge, arcs), next = starting.get(at)?.pop(); next !== undefined; next = starting.get(at)?.pop()) {
    ring.push(next);
    at = startOf(~next, arcs);
  }
  return ring;
}
