// Facilities, flows and sources by id, with the names that every part of the page needs. Incidents have a store of their own.

/**
 * @param {{facilities: object[], flows: object[], sources: object[]}} tables
 * @param {(id: string) => any} [sourceOfIncident] where the sources of incidents are found
 */
export function indexRecords(tables, sourceOfIncident = () => undefined) {
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  const facilities = byId(tables.facilities);
  const flows = byId(tables.flows);
  const sources = byId(tables.sources);
  return {
    ...tables,
    facility: (id) => facilities.get(id),
    flow: (id) => flows.get(id),
    source: (id) => sources.get(id) ?? sourceOfIncident(id),
    flowsThrough: (id) => tables.flows.filter((flow) => [flow.from, flow.to, ...(flow.via ?? [])].includes(id)),
    facilityName: (facility, language) => facility?.names?.[language] ?? facility?.name ?? facility?.id,
  };
}
