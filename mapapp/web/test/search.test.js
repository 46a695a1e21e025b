import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { indexFacilities } from "../src/search/facilities.js";
import { fold, wordsOf } from "../src/search/fold.js";
import { createMatcher, followText } from "../src/search/matches.js";
import { scan } from "../src/search/scan.js";
import { createState, NO_FILTER } from "../src/state.js";

const FACILITIES = [
  { id: "szhb", name: "Százhalombatta refinery", names: { ru: "Сазхаломбаттский НПЗ" }, operator: "MOL", countries: ["HU"] },
  { id: "cpc", name: "CPC terminal", operator: "CPC-R", region: "Krasnodar Krai" },
];
const BLOCKS = [
  {
    incidents: { id: ["a", "b"], title: ["Fire at the depot", null], facility_ids: [["szhb"], null], start: ["2025-01-01", "2025-02-01"] },
    claims: { row: [1, 1], by: ["General Staff", "Reuters"], source: ["s1", "s2"] },
    sources: { id: ["s1", "s2"], publisher: ["Le Monde", "Новая газета"] },
  },
  { incidents: { id: ["c"], title: { words: "#!", own: "k\u00e9", vocabulary: "incidents.title" }, facility_ids: { all: ["gone"] }, sources: [["s3"]] }, claims: {}, sources: { id: ["s3"], publisher: { all: "The Moscow Times" } } },
];

/** A store whose blocks are closed, as those of a large dataset are. */
function fake({ isOpen = false } = {}) {
  const masks = [];
  const sources = new Map(BLOCKS.flatMap(({ sources: { id, publisher } }) => id.map((key, i) => [key, { publisher: publisher.all ?? publisher[i] }])));
  const record = (row) => {
    const [block, i] = [BLOCKS[row >> 1], row & 1];
    const at = (column) => column?.words ? "Strik\u00e9" : (Array.isArray(column) ? column[i] : column?.all) ?? undefined;
    const { id, title, facility_ids, sources: named } = block.incidents;
    const claims = (block.claims.row ?? []).flatMap((of, k) => (of === i ? [{ by: block.claims.by[k], source: block.claims.source[k] }] : []));
    return { id: at(id), title: at(title), facility_ids: at(facility_ids), sources: at(named), claims };
  };
  return { n: 3, texts: { count: 2, size: 2 }, peek: (row) => (isOpen ? record(row) : undefined), source: (id) => sources.get(id), firstDay: Int32Array.of(20089, 20120, -2147483648), setMatches: (mask) => masks.push(mask && [...mask]), masks };
}
const WORDS = { "incidents.title": ["Stri"] };
const records = { facilities: FACILITIES, source: () => undefined };
const read = (name) => gzipSync(JSON.stringify(BLOCKS[Number(name.at(-1))])).toString("base64");
const makeScanner = async (known) => ({ width: 2, scan: (task) => scan(task, known) });
const matcherOf = (store) => createMatcher(store, records, { read, readWords: async () => WORDS, makeScanner });

test("accents and case make no difference", () => {
  assert.equal(fold("Százhalombatta ÑANDÚ Київ"), "szazhalombatta nandu киів");
  assert.equal(fold("İzmir"), "izmir");
  assert.deepEqual(wordsOf("  Tuapse  fire tuapse "), ["tuapse", "fire"]);
});

/** Wait, in steps, as long as it takes. @param {() => unknown} question */
async function until(question) {
  while (!question()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const CASES = [
  ["depot", [1, 0, 0]], ["fire SZAZHALOMBATTA", [1, 0, 0]], ["сазхаломбаттскии", [1, 0, 0]], ["staff monde", [0, 1, 0]], ["новая", [0, 1, 0]],
  ["gone", [0, 0, 1]], ["moscow times strike", [0, 0, 1]], ["depot reuters", [0, 0, 0]], ["e", [1, 1, 1]], ["general monde reuters", [0, 1, 0]],
];

test("every word must be found in title, id, claimants, facilities or publishers", async () => {
  for (const [text, mask] of CASES) assert.deepEqual([...(await matcherOf(fake()).find(text)).mask], mask, text);
});

test("open records answer at once, and the same as blocks", () => {
  for (const [text, mask] of CASES) assert.deepEqual([...matcherOf(fake({ isOpen: true })).now(text).mask], mask, text);
  assert.equal(matcherOf(fake()).now("depot"), null);
});

test("hits come block by block with their titles and how much was searched", async () => {
  const heard = [];
  const { heads } = await matcherOf(fake()).find("e", { progress: ({ share, found }) => heard.push({ share, found }) });
  assert.deepEqual(heard.map(({ share }) => share), [0.5, 1]);
  assert.equal(heard[1].found, 3);
  assert.deepEqual(heads.map(({ row, title }) => [row, title]).sort(), [[0, "Fire at the depot"], [1, null], [2, "Strik\u00e9"]]);
});

test("a search that was cancelled gives nothing more", async () => {
  const control = new AbortController();
  const found = matcherOf(fake()).find("e", { signal: control.signal, progress: () => control.abort() });
  await assert.rejects(found, { name: "AbortError" });
});

test("the store has the matches of the filter's text, whoever set it", async () => {
  const store = fake();
  const state = createState({ filter: { ...NO_FILTER, text: "depot" } });
  const told = [];
  followText({ state, incidents: store, notices: { say() {} } }, matcherOf(store), (share) => told.push(share));
  await until(() => store.masks.length);
  assert.deepEqual(store.masks, [[1, 0, 0]]);
  state.set({ filter: { ...NO_FILTER, text: null } });
  assert.deepEqual(store.masks, [[1, 0, 0], null]);
  assert.equal(told[0], 0);
  assert.equal(told.at(-1), null);
});

test("a new text takes the place of one that is still searched", async () => {
  const store = fake();
  const state = createState({});
  followText({ state, incidents: store, notices: { say() {} } }, matcherOf(store), () => {});
  state.set({ filter: { ...NO_FILTER, text: "depot" } });
  state.set({ filter: { ...NO_FILTER, text: "strike" } });
  await until(() => store.masks.some(Boolean));
  assert.deepEqual(store.masks.filter(Boolean), [[0, 0, 1]]);
});

test("facilities are found by name in any language, operator, region and country", () => {
  const find = indexFacilities(FACILITIES, (code) => ({ HU: "Hungary" })[code] ?? code);
  const ids = (text) => find(wordsOf(text)).map(({ id }) => id);
  assert.deepEqual(ids("сазхаломбаттскии"), ["szhb"]);
  assert.deepEqual(ids("hungary mol"), ["szhb"]);
  assert.deepEqual(ids("krasnodar"), ["cpc"]);
  assert.deepEqual(ids("nowhere"), []);
});

/** A matcher whose blocks of these numbers were cut off. */
const brokenMatcher = (store, broken) => createMatcher(store, records, { read: async (name) => (broken.includes(Number(name.at(-1))) ? read(name).slice(0, 40) : read(name)), readWords: async () => WORDS, makeScanner });

test("a block that was cut off is named, and all others are searched", async () => {
  const { found, mask, unread, problem, share } = await brokenMatcher(fake(), [0]).find("e");
  assert.deepEqual([found, [...mask], unread, share], [1, [0, 0, 1], 2, 1]);
  assert.match(problem, /block “incident-text-0” of this page was cut off/);
});

test("a text that cannot be searched for is taken out of the filter and said", async () => {
  const store = fake();
  const state = createState({ filter: { ...NO_FILTER, kinds: ["fire"], text: "depot" } });
  const said = [];
  followText({ state, incidents: store, notices: { say: (subject, text) => said.push(text) } }, brokenMatcher(store, [0, 1]), () => {});
  await until(() => store.masks.length && said.length);
  assert.deepEqual(state.get().filter, { ...NO_FILTER, kinds: ["fire"] });
  assert.match(said.at(-1), /^The filter by “depot” was taken back\. Texts of incidents cannot be read/);
  assert.deepEqual(store.masks, [null]);
});
