import assert from "node:assert/strict";
import { test } from "node:test";
import { bibtexCitation, citedView, plainCitation } from "../src/view/cite.js";
import { NO_FILTER } from "../src/state.js";

const doc = {
  title: "Strikes_{A} & B", version: "1.2", digest: "0123456789abcdef".repeat(4), licence: "CC BY 4.0", attribution: ["A. Source", "50 % of it"],
  viewpoints: { un: { label: "Borders as of the United Nations." } }, countries: { KZ: { en: "Kazakhstan" } },
  labels: { incident_kind: { fire: "Fire" }, standing: {} }, facility_groups: [],
};
const filter = { ...NO_FILTER, from: "2025-01-01", kinds: ["fire"], affected: ["KZ"], text: "pump" };
const context = (change) => ({ doc, state: { get: () => ({ viewpoint: "un", language: "en", filter, radius: null, compare: null, ...change }) }, records: { facility: () => undefined }, incidents: { n: 54, shown: 12 } });
globalThis.window = { get parent() { return globalThis.window; } };
const at = (href) => { globalThis.location = new URL(href); };
const NOON = new Date(2026, 2, 5, 12);

test("the plain citation says what, how much of it, as of when and under which borders", () => {
  at("https://example.org/map.html#v=1&from=2025-01-01");
  assert.equal(plainCitation(citedView(context(), NOON)), [
    `Strikes_{A} & B. Version 1.2, dataset digest 0123456789ab (${doc.digest}).`,
    "View: Dates: since 1 January 2025; Kinds of report: Fire; Said to affect: Kazakhstan; Text: “pump”. Shown: 12 of 54 incidents. Borders as of the United Nations.",
    "Data: A. Source; 50 % of it; licence: CC BY 4.0.",
    "Accessed 5 March 2026. https://example.org/map.html#v=1&from=2025-01-01",
  ].join("\n"));
});

test("a page that was opened from a file names no address", () => {
  at("file:///home/me/map.html");
  assert.equal(citedView(context(), NOON).link, null);
});

test("the filter, the radius and the compared range are in the words", () => {
  at("file:///map.html");
  const { filter: words } = citedView(context({ filter: { ...NO_FILTER, kinds: [] }, radius: { lat: 45.5, lon: 40, km: 120 }, compare: { from: null, to: "2024-12-31" } }), NOON);
  assert.deepEqual(words, ["Kinds of report: none", "Counted within 120 km of 45.500° N, 40.000° E", "Compared with: until 31 December 2024"]);
});

test("BibTeX keeps its own signs apart from those of the data", () => {
  at("https://example.org/a{b}.html");
  const text = bibtexCitation(citedView(context(), NOON));
  assert.match(text, /title   = \{\{Strikes\\_\\\{A\\\} \\& B\}\}/);
  assert.match(text, /50 \\% of it/);
  assert.match(text, /urldate = \{2026-03-05\}/);
  assert.match(text, /url     = \{https:\/\/example.org\/a%7Bb%7D.html\}/);
  const bare = text.replace(/\\[{}]/g, "");
  assert.equal(bare.split("{").length, bare.split("}").length);
});
