// The ledger of claims: what each party says, in groups by stance; searches that found nothing stand apart.

import { el } from "../dom.js";
import { capital, figure, known, shortDate } from "../format.js";
import { countryNames, labelOf, sourceLink } from "./parts.js";

/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context } from "../types/page.d.ts" */
/** @import { Claim, Incident } from "../types/records.d.ts" */

const ORDER = ["asserts", "confirms", "denies", "concern", "no_information"];

/** @param {Context} context @param {Incident} incident @returns {Child[]} */
export function claimLedger(context, incident) {
  const claims = incident.claims ?? [];
  const stances = [...ORDER, ...new Set(claims.map((claim) => claim.stance).filter((stance) => stance === undefined || !ORDER.includes(stance)))];
  const groups = stances
    .map((stance) => ({ stance, members: claims.filter((claim) => claim.stance === stance) }))
    .filter(({ members }) => members.length)
    .map(({ stance, members }) =>
      el("div.stance", { class: `stance stance-${stance}` }, el("h4", {}, stanceHeading(context, stance), el("span.tally", {}, String(members.length))), members.map((claim) => claimCard(context, incident, claim))),
    );
  if (!groups.length) groups.push(el("p.empty", {}, "No claim is attached to this record: nobody is quoted for it."));
  return [groups, silences(context, incident)];
}

/** A stance that the vocabulary does not know stands as it is. @param {Context} context @param {string|undefined} stance */
function stanceHeading(context, stance) {
  const label = labelOf(context.doc.labels.stance, stance);
  return label === undefined ? stance ?? "Stance not stated" : capital(label);
}

/** @param {Context} context @param {Incident} incident @param {Claim} claim */
function claimCard(context, incident, claim) {
  const { doc } = context;
  const who = [labelOf(doc.labels.role, claim.role) ?? claim.role, countryNames(context, claim.countries)].filter(Boolean).join(", ");
  return el(
    "article.claim",
    {},
    el("p.claim-by", {}, el("strong", {}, claim.by ?? "unnamed"), who ? el("span.claim-role", {}, ` ${who}`) : null),
    el("p.claim-what", {}, claim.what, stated(claim)),
    contradiction(incident, claim),
    el("p.claim-source", {}, el("span.about", {}, labelOf(doc.labels.about, claim.about) ?? claim.about ?? ""), claim.date ? `said ${shortDate(claim.date)} · ` : "", sourceLink(context, claim.source)),
  );
}

/** The claim's figure, where it states one. @param {Claim} claim */
function stated({ value, low, high, unit }) {
  const text = known(low) && known(high) ? `${figure(low)}–${figure(high)}` : known(value) ? figure(value) : null;
  return text ? el("span.figure", {}, `${text}${unit ? ` ${unit}` : ""}`) : null;
}

/** Who says the opposite about the same thing. @param {Incident} incident @param {Claim} claim */
function contradiction(incident, claim) {
  const against = (incident.disagreements ?? []).flatMap(({ asserting, denying }) => (asserting.includes(claim.number) ? denying : denying.includes(claim.number) ? asserting : []));
  const names = [...new Set(incident.claims.filter((other) => against.includes(other.number)).map((other) => other.by))];
  return names.length ? el("p.against", {}, "contradicted by ", names.join("; ")) : null;
}

/** @param {Context} context @param {Incident} incident */
function silences(context, incident) {
  const rows = incident.no_statement_found ?? [];
  if (!rows.length) return null;
  return el(
    "div.silences",
    {},
    el("h4", {}, "No statement was found of"),
    el("ul.plain", {}, rows.map((row) => el("li", {}, el("strong", {}, row.party), row.note ? `: ${row.note} ` : " ", row.source ? sourceLink(context, row.source) : null))),
    el("p.sub", {}, "A search without a result is not a statement, and no evidence that the party was silent."),
  );
}
