// Facilities, flows and sources by id, with the names that every part of the page needs. Incidents have a store of their own.

/** @import { Facility, RecordTables, Source } from "./types/records.d.ts" */

/**
 * @param {RecordTables & {problem?: string}} tables `problem` says why they are empty, where they could not be read
 * @param {(id: string) => Source|undefined} [sourceOfIncident] where the sources of incidents are found
 */
export function indexRecords(tables, sourceOfIncident = () => undefined) {
  /** @template {{id: string}} T @param {T[]} rows */
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  const facilities = byId(tables.facilities);
  const flows = byId(tables.flows);
  const sources = byId(tables.sources);
  /** @param {string|undefined} id */
  const facility = (id) => (id === undefined ? undefined : facilities.get(id));
  return {
    ...tables,
    facility,
    /** @param {string} id */
    flow: (id) => flows.get(id),
    /** @param {string|undefined} id @returns {Source|undefined} */
    source: (id) => (id === undefined ? undefined : sources.get(id) ?? sourceOfIncident(id)),
    /** @param {string} id */
    flowsThrough: (id) => tables.flows.filter((flow) => [flow.from, flow.to, ...(flow.via ?? [])].includes(id)),
    /** @param {Facility|undefined} facility @param {string} language @returns {string|undefined} */
    facilityName: (facility, language) => facility?.names?.[language] ?? facility?.name ?? facility?.id,
  };
}
