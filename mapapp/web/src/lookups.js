// What the page looks up in blocks that may not be readable. What cannot be had is taken back from the state, and said.

import { sentenceOf } from "./faults.js";

/** @import { Context } from "./types/page.d.ts" */
/** @import { Selection } from "./state.js" */

/**
 * Select an incident by its row; its id is what others know it by.
 * @param {Pick<Context, "state"|"incidents"|"notices">} context
 * @param {number} row
 */
export async function selectRow({ state, incidents, notices }, row) {
  try {
    state.set({ selection: { type: "incident", id: await incidents.idOf(row), row } });
  } catch (error) {
    notices.say("selection", `This incident cannot be opened. ${sentenceOf(error)}`);
  }
}

/**
 * Find the row of an incident that is selected by its id.
 * @param {Pick<Context, "state"|"incidents"|"notices">} context
 * @param {Selection|null} selection
 */
export async function findRow({ state, incidents, notices }, selection) {
  if (selection?.type !== "incident" || selection.row !== undefined) return;
  /** @param {Selection|null} found */
  const settle = (found) => { if (state.get().selection === selection) state.set({ selection: found }); };
  try {
    settle({ ...selection, row: await incidents.rowOf(selection.id) });
  } catch (error) {
    notices.say("selection", `The incident “${selection.id}” cannot be looked up. ${sentenceOf(error)}`);
    settle(null);
  }
}

/**
 * Read the columns that a filter by country needs; without them the filter is taken back, so that nobody relies on it.
 * @param {Pick<Context, "state"|"incidents"|"notices">} context
 */
export function followCountries({ state, incidents, notices }) {
  state.watch(["filter"], ({ filter }) => {
    if (!filter.countries && !filter.affected) return;
    incidents.more().catch((error) => {
      notices.say("filter", `The filter by country was taken back. ${sentenceOf(error)}`);
      state.set({ filter: { ...state.get().filter, countries: null, affected: null } });
    });
  });
}
