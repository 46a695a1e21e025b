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
 *
 * @typedef {object} Selection
 * @property {"incident"|"facility"|"place"} type
 * @property {string} id an id; for a place, the ids of its incidents as a JSON list
 */

export const NO_FILTER = Object.freeze({ from: null, to: null, kinds: null, standings: null, countries: null, affected: null, facility_groups: null });

/** @param {object} initial */
export function createState(initial) {
  let current = Object.freeze({ selection: null, filter: NO_FILTER, layers: {}, viewpoint: "un", language: "en", ...initial });
  const listeners = new Set();
  return {
    get: () => current,
    /** Change parts of the state; listeners get the new state and the names of the parts that changed. */
    set(change) {
      const changed = Object.keys(change).filter((name) => !same(change[name], current[name]));
      if (!changed.length) return;
      current = Object.freeze({ ...current, ...change });
      for (const listener of [...listeners]) listener(current, new Set(changed));
    },
    /** Listen to changes of these parts, and draw once now. */
    watch(names, listener) {
      listeners.add((state, changed) => {
        if (names.some((name) => changed.has(name))) listener(state);
      });
      listener(current);
    },
  };
}

function same(a, b) {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Tell which incidents a filter leaves. A range of dates keeps every incident whose interval touches it.
 * @param {object[]} incidents
 * @param {Filter} filter
 * @param {string} viewpoint
 */
export function shownIncidents(incidents, filter, viewpoint) {
  return incidents.filter(
    (incident) =>
      touches(incident, filter) &&
      within(filter.kinds, [incident.kind ?? "other"]) &&
      within(filter.standings, [incident.standing]) &&
      within(filter.countries, [incident.measures[viewpoint]?.country ?? "none"]) &&
      within(filter.affected, incident.affected_countries ?? []),
  );
}

function within(allowed, values) {
  return allowed === null || allowed === undefined || values.some((value) => allowed.includes(value));
}

function touches(incident, filter) {
  if (!filter.from && !filter.to) return true;
  if (!incident.first_day) return false;
  return (!filter.from || incident.last_day >= filter.from) && (!filter.to || incident.first_day <= filter.to);
}

/** Tell whether a group of facilities is shown. */
export function showsGroup(filter, group) {
  return within(filter.facility_groups, [group]);
}
