// The dataset's records by id, with the names and labels that every part of the page needs.

/**
 * @param {{facilities: object[], incidents: object[], flows: object[], sources: object[]}} tables
 */
export function indexRecords(tables) {
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  const facilities = byId(tables.facilities);
  const incidents = byId(tables.incidents);
  const flows = byId(tables.flows);
  const sources = byId(tables.sources);
  const incidentsAt = new Map();
  for (const incident of tables.incidents) {
    for (const id of incident.facility_ids ?? []) incidentsAt.set(id, [...(incidentsAt.get(id) ?? []), incident]);
  }
  return {
    ...tables,
    facility: (id) => facilities.get(id),
    incident: (id) => incidents.get(id),
    flow: (id) => flows.get(id),
    source: (id) => sources.get(id),
    incidentsAt: (id) => incidentsAt.get(id) ?? [],
    flowsThrough: (id) => tables.flows.filter((flow) => [flow.from, flow.to, ...(flow.via ?? [])].includes(id)),
    facilityName: (facility, language) => facility?.names?.[language] ?? facility?.name ?? facility?.id,
  };
}
