// The one state of the document. Everything that is drawn is drawn from it; nothing else remembers anything.

/**
 * @typedef {object} Filter
 * @property {string|null} from first day, ISO
 * @property {string|null} to last day, ISO
 * @property {string[]|null} kinds kinds that are shown; null: all
 * @property {string[]|null} standings
 * @property {string[]|null} countries countries an incident lies in
 * @property {string[]|null} affected third countries said to be affected
 * @property {string[]|null} facility_groups groups of facilities that are shown
 * @property {string|null} text words that an incident's texts must hold
 *
 * @typedef {object} Selection
 * @property {"incident"|"facility"|"place"} type
 * @property {string} id an id; for a place, the ids of its incidents as a JSON list
 * @property {number} [row] the row of an incident, where it is known; −1 where it is not in the dataset
 * @property {number[]} [rows] the rows of a place's incidents, where they are known
 *
 * @typedef {object} State
 * @property {Selection|null} selection
 * @property {Filter} filter
 * @property {Record<string, boolean>} layers which layers are on
 * @property {string} viewpoint
 * @property {string} language
 * @property {"counts"|"points"} crowd how crowded places are drawn
 * @property {"count"|"per-year"} density what the hexagons say
 * @property {{lat: number, lon: number, zoom: number}|null} view where the map was left
 * @property {{lat: number, lon: number, km: number, facility?: string}|null} radius
 * @property {{from: string|null, to: string|null}|null} compare the second range of time
 * @property {string|null} tool the tool that takes clicks on the map
 */

/** @type {Readonly<Filter>} */
export const NO_FILTER = Object.freeze({ from: null, to: null, kinds: null, standings: null, countries: null, affected: null, facility_groups: null, text: null });

/** @type {Readonly<State>} */
const INITIAL = Object.freeze({ selection: null, filter: NO_FILTER, layers: {}, viewpoint: "un", language: "en", crowd: "counts", density: "count", view: null, radius: null, compare: null, tool: null });

/** @param {Partial<State>} initial */
export function createState(initial) {
  /** @type {Readonly<State>} */
  let current = Object.freeze({ ...INITIAL, ...initial });
  /** @type {Set<(state: Readonly<State>, changed: Set<string>) => void>} */
  const listeners = new Set();
  /** All are told, whatever one of them throws; then that is thrown on. @param {Set<string>} changed */
  const tell = (changed) => {
    const thrown = [];
    for (const listener of [...listeners]) {
      try {
        listener(current, changed);
      } catch (error) {
        thrown.push(error);
      }
    }
    if (thrown.length) throw thrown[0];
  };
  return {
    /** @returns {Readonly<State>} */
    get: () => current,
    /** Change parts of the state; listeners get the new state and the names of the parts that changed. @param {Partial<State>} change */
    set(change) {
      const changed = /** @type {(keyof State)[]} */ (Object.keys(change)).filter((name) => !same(change[name], current[name]));
      if (!changed.length) return;
      current = Object.freeze({ ...current, ...change });
      tell(new Set(changed));
    },
    /**
     * Draw once now, and listen to changes of these parts; a listener that throws now is not heard again.
     * @param {(keyof State)[]} names
     * @param {(state: Readonly<State>) => void} listener
     */
    watch(names, listener) {
      listener(current);
      listeners.add((state, changed) => {
        if (names.some((name) => changed.has(name))) listener(state);
      });
    },
    /**
     * Have all who draw from these parts draw anew, after `before`: what the parts stand for came to be known.
     * @param {(keyof State)[]} names
     * @param {() => void} before
     */
    announce(names, before) {
      before();
      tell(new Set(names));
    },
  };
}

/** @param {unknown} a @param {unknown} b */
function same(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Tell whether a group of facilities is shown. @param {Filter} filter @param {string} group */
export function showsGroup(filter, group) {
  return filter.facility_groups === null || filter.facility_groups === undefined || filter.facility_groups.includes(group);
}

/**
 * Tell whether an incident of this row or id is the selected one.
 * @param {Selection|null} selection
 * @param {{row?: number, id?: string}} incident
 */
export function isSelectedIncident(selection, { row, id }) {
  return selection?.type === "incident" && (selection.row === undefined ? selection.id === id : selection.row === row);
}
